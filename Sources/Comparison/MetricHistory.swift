import Core
import Metrics
import Statistics

/// The values that metrics had in earlier releases.
package struct MetricHistory: Sendable, Equatable {
  /// By the metric's text, in the order of the releases.
  private let values: [String: [Double]]

  package init(_ values: [String: [Double]] = [:]) { self.values = values }

  /// With fewer releases nobody knows how much they vary.
  private static let fewestReleases = 5

  /// Whether the candidate is no worse than the mean of earlier releases by more than so many of their standard
  /// deviations.
  func decision(_ rule: ComparisonRule, _ estimate: MetricEstimate, _ deviations: Double) -> Decision {
    let past = values[rule.metric.text] ?? []
    guard let value = estimate.candidate else { return Decision(.hold, estimate.problem ?? "it is undefined") }
    guard past.count >= Self.fewestReleases else {
      return Decision(
        .hold,
        "the history has \(past.count) values of \(rule.metric.text), and at least \(Self.fewestReleases) are needed")
    }
    let mean = past.compensatedSum / Double(past.count)
    let squares = past.map { ($0 - mean) * ($0 - mean) }.compensatedSum
    let deviation = (squares / Double(past.count - 1)).squareRoot()
    let bound = rule.higherIsBetter ? mean - deviations * deviation : mean + deviations * deviation
    let isMet =
      rule.higherIsBetter
      ? Decimal.isAtLeast(value, bound, scale: mean.magnitude)
      : Decimal.isAtLeast(bound, value, scale: mean.magnitude)
    let shown =
      "\(rule.metric.text) is \(Digits.text(value)), and \(past.count) earlier releases reach to \(Digits.text(bound))"
    return Decision(isMet ? .pass : .fail, shown)
  }
}
