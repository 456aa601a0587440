/// What predictions of one class are worth: s · hits / (h · hits + p · predicted + a · actual). Precision, recall,
/// F-beta and Jaccard's index are all of this form.
package struct ClassScore: Sendable {
  let scale: Double
  let hits: Double
  let predicted: Double
  let actual: Double
  /// Why the denominator can be 0, said of a class.
  let whenEmpty: String

  /// The same, said of a row with several labels.
  var whenRowEmpty: String {
    if actual == 0 { return "is predicted to have no label" }
    return predicted == 0 ? "has no label" : "has no label and is predicted to have none"
  }

  static let precision = ClassScore(scale: 1, hits: 0, predicted: 1, actual: 0, whenEmpty: "is never predicted")
  static let recall = ClassScore(scale: 1, hits: 0, predicted: 0, actual: 1, whenEmpty: "has no rows")
  static let jaccard = ClassScore(scale: 1, hits: -1, predicted: 1, actual: 1, whenEmpty: neither)
  static func f(beta: Double) -> ClassScore {
    let square = beta * beta
    return ClassScore(scale: 1 + square, hits: 0, predicted: 1, actual: square, whenEmpty: neither)
  }
  private static let neither = "has no rows and is never predicted"

  func denominator(_ class: Triple) -> Double {
    hits * `class`.hits + predicted * `class`.predicted + actual * `class`.actual
  }

  /// A class's totals, or derivatives by them.
  struct Triple: Sendable {
    var hits: Double
    var predicted: Double
    var actual: Double
  }

  /// Derivatives by the three totals, where the score is `value`.
  func gradient(_ class: Triple, value: Double) -> Triple {
    let denominator = denominator(`class`)
    return Triple(
      hits: (scale - value * hits) / denominator, predicted: -value * predicted / denominator,
      actual: -value * actual / denominator)
  }
}

extension ClassTotals {
  func triple(_ index: Int) -> ClassScore.Triple {
    ClassScore.Triple(hits: hits[index], predicted: predicted[index], actual: actual[index])
  }

  /// Of all classes together.
  var together: ClassScore.Triple {
    ClassScore.Triple(hits: hits.reduce(0, +), predicted: predicted.reduce(0, +), actual: actual.reduce(0, +))
  }
}
