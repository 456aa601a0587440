import Core
import Statistics

/// Curves of confidence: their intervals at some confidences, and p-values against some limits.
enum Curves {
  static func answer(to question: JSON) throws(Failure) -> JSON {
    guard let curve = try curve(question) else { return .null }
    let intervals = question.numbers("confidences").map { curve.interval(confidence: $0) }
    let limits = question.numbers("limits")
    let equivalence = limits.count == 2 && limits[0] <= limits[1] ? limits[0]...limits[1] : nil
    return [
      "estimate": .anyNumber(curve.estimate),
      "error": .anyNumber(curve.standardError),
      "lower": .anyNumbers(intervals.map(\.lower)),
      "upper": .anyNumbers(intervals.map(\.upper)),
      "below": .anyNumbers(limits.map { curve.pValue(below: $0) }),
      "above": .anyNumbers(limits.map { curve.pValue(above: $0) }),
      "equal": .anyNumbers(limits.map { curve.pValue(equal: $0) }),
      "equivalence": .anyNumber(equivalence.map { Equivalence(curve, within: $0).p }),
    ]
  }

  private static let everything = -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude

  private static func curve(_ question: JSON) throws(Failure) -> ConfidenceCurve? {
    let (counts, numbers) = (question.integers("counts"), question.numbers("numbers"))
    let name = question["curve"]?.string ?? ""
    switch name {
    case "wilson": return .wilson(counts[0], of: counts[1])
    case "clopper_pearson": return .clopperPearson(counts[0], of: counts[1])
    case "mid_p": return .midP(counts[0], of: counts[1])
    case "newcombe":
      return .newcombe(
        PairedProportions(both: counts[0], onlyFirst: counts[1], onlySecond: counts[2], neither: counts[3]))
    case "wald":
      return .wald(
        numbers[0], standardError: numbers[1], degreesOfFreedom: numbers[2], in: everything, method: name)
    case "skewed":
      return .skewed(
        numbers[0], standardError: numbers[1], degreesOfFreedom: numbers[2], acceleration: numbers[3],
        in: everything, method: name)
    case "logit": return .logit(numbers[0], standardError: numbers[1], method: name)
    case "linearised", "linearised_skewed":
      guard let linearised = Linearised(numbers, clusters: question.clusters("clusters")) else { return nil }
      let estimate = question["estimate"]?.anyNumber ?? .nan
      return name == "linearised"
        ? linearised.curve(estimate, in: everything) : linearised.skewedCurve(estimate, in: everything)
    case "percentile":
      return .percentile(
        question["estimate"]?.anyNumber ?? .nan, resampled: numbers, units: question["units"]?.integer)
    case "widened_percentile":
      return .widenedPercentile(
        question["estimate"]?.anyNumber ?? .nan, resampled: numbers, units: question["units"]?.integer, in: everything)
    case "unvarying": return .unvarying(numbers[0], width: numbers[1], trials: counts[0], in: everything)
    case "bca":
      return .bca(
        question["estimate"]?.anyNumber ?? .nan, resampled: numbers,
        acceleration: question["acceleration"]?.anyNumber ?? .nan)
    case "delong": return Areas(question).first.flatMap { DeLong.curve($0) }
    case "delong_difference":
      let areas = Areas(question)
      guard let first = areas.first, let second = areas.second else { return nil }
      return DeLong.differenceCurve(first, second)
    default: throw Failure(.malformedData, "there is no curve '\(name)'")
    }
  }
}
