import Metrics
import Statistics

/// Rows among which nothing varies: every prediction is right, or both models rank them alike. Resampling and influences
/// then leave no width, which is certainty only where both models answer the same.
enum Unvarying {
  /// Sums that cancel leave less than this part of the range.
  private static let rounding = 1e-12

  /// The curve with a width, where it has none and ought to; of metrics without bounds nobody knows how wide.
  static func widened(_ curve: ConfidenceCurve, _ quantity: Quantity, _ rows: PairedPredictions) -> ConfidenceCurve {
    let interval = curve.interval(confidence: 0.95)
    let bounds = quantity.rule.metric.definition.range
    let width = bounds.upperBound - bounds.lowerBound
    guard bounds.isBounded, interval.upper - interval.lower <= rounding * width,
      quantity.opponent == nil || quantity.factor == 1
    else { return curve }
    if quantity.opponent != nil, rows.opponent(quantity.rule)?.answers == rows.candidate.answers { return curve }
    return .unvarying(quantity.value, width: width, trials: trials(rows), in: quantity.range) ?? curve
  }

  /// The rows of the rarest class, as many as there are clusters at most.
  private static func trials(_ rows: PairedPredictions) -> Int {
    let counts: [Int]
    switch rows.candidate.answers {
    case .binary(let answers):
      let positives = answers.labels.count { $0 }
      counts = [positives, answers.labels.count - positives]
    case .multiclass(let answers):
      var sizes = [Int](repeating: 0, count: answers.classes.count)
      for label in answers.labels { sizes[Int(label)] += 1 }
      counts = sizes
    default: counts = [rows.count]
    }
    let rarest = counts.filter { $0 > 0 }.min() ?? 0
    return rows.clusters.map { min(rarest, Set($0).count) } ?? rarest
  }
}

extension ClosedRange<Double> {
  fileprivate var isBounded: Bool {
    lowerBound > -.greatestFiniteMagnitude && upperBound < .greatestFiniteMagnitude
  }
}
