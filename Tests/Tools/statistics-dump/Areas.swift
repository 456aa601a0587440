import Core
import Statistics

/// Areas under ROC curves of one or two models on the same rows, with DeLong's variances and test.
struct Areas {
  let first: AreaUnderROC?
  let second: AreaUnderROC?

  init(_ question: JSON) {
    let labels = question.flags("labels")
    let weights = question["weights"]?.numbers
    first = AreaUnderROC(labels: labels, scores: question.numbers("first"), weights: weights)
    second = question["second"].flatMap { AreaUnderROC(labels: labels, scores: $0.numbers, weights: weights) }
  }

  static func answer(to question: JSON) -> JSON {
    let areas = Areas(question)
    guard let first = areas.first else { return .null }
    let interval = DeLong.interval(first, confidence: 0.95)
    var answer: [String: JSON] = [
      "value": .number(first.value), "variance": .anyNumber(DeLong.variance(first)),
      "lower": .anyNumber(interval?.lower), "upper": .anyNumber(interval?.upper),
    ]
    if let second = areas.second {
      let difference = DeLong.compare(first, second, confidence: 0.95)
      answer["covariance"] = .anyNumber(DeLong.covariance(first, second))
      answer["difference"] = .anyNumber(difference?.value)
      answer["z"] = .anyNumber(difference?.z)
      answer["p"] = .anyNumber(difference?.p)
    }
    return .object(answer)
  }
}
