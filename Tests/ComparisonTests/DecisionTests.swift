import Comparison
import Core
import Metrics
import Testing

@Suite("A rule is decided by an interval")
struct DecisionTests {
  /// Predictions that are right as often as told, on alternating labels.
  static func predictions(_ rows: Int, candidateRight: Int, baselineRight: Int) -> PairedPredictions {
    let labels = (0..<rows).map { $0 % 2 == 0 }
    func scores(_ right: Int) -> [Double] {
      // The errors are spread over both labels.
      (0..<rows).map { row in ((row * 7919) % rows < right) == labels[row] ? 0.8 : 0.2 }
    }
    return PairedPredictions(
      labels: labels, candidate: scores(candidateRight), baseline: scores(baselineRight), slices: [])
  }

  @Test(
    "met by the whole interval: pass; missed by the whole: fail; in between: hold",
    arguments: [
      (.atLeast(0.8), .pass), (.atLeast(0.9), .hold), (.atLeast(0.97), .fail),
      (.noWorseThan(0.05), .pass), (.noWorseThan(0), .pass), (.betterBy(0.02), .pass), (.betterBy(0.1), .hold),
      (.betterBy(0.3), .fail),
    ] as [(ComparisonRule.Limit, Verdict)])
  func verdicts(limit: ComparisonRule.Limit, verdict: Verdict) {
    let rows = Self.predictions(1000, candidateRight: 900, baselineRight: 800)
    let report = ModelComparison.run(
      rows, rules: [ComparisonRule(metric: .accuracy, limit: limit)], settings: ComparisonSettings())
    #expect(report.verdict == verdict, "\(report.reason)")
  }

  @Test("too little data is a hold, never a pass", arguments: MetricName.allCases)
  func little(metric: MetricName) {
    let rows = Self.predictions(20, candidateRight: 20, baselineRight: 10)
    let limit: ComparisonRule.Limit = metric.higherIsBetter ? .atLeast(0) : .atMost(100)
    let report = ModelComparison.run(
      rows, rules: [ComparisonRule(metric: metric, limit: limit)], settings: ComparisonSettings())
    #expect(report.verdict == .hold)
  }

  @Test("without a baseline a rule that needs one is on hold, and a limit is still decided")
  func firstRelease() {
    let rows = Self.predictions(1000, candidateRight: 900, baselineRight: 900)
    let first = PairedPredictions(labels: rows.labels, candidate: rows.candidate, baseline: nil, slices: [])
    let rules = [
      ComparisonRule(metric: .accuracy, limit: .atLeast(0.8)), ComparisonRule(metric: .accuracy, limit: .betterBy(0)),
    ]
    let report = ModelComparison.run(first, rules: rules, settings: ComparisonSettings())
    #expect(report.outcomes.map(\.verdict) == [.pass, .hold])
  }

  @Test("the same model again is no worse and no better", arguments: MetricName.allCases)
  func same(metric: MetricName) {
    let rows = Self.predictions(2000, candidateRight: 1700, baselineRight: 1700)
    let rules = [
      ComparisonRule(metric: metric, limit: .noWorseThan(0.05)), ComparisonRule(metric: metric, limit: .betterBy(0)),
    ]
    let report = ModelComparison.run(rows, rules: rules, settings: ComparisonSettings())
    #expect(report.outcomes[0].verdict == .pass, "\(report.outcomes[0].reason)")
    #expect(report.outcomes[1].verdict != .pass, "\(report.outcomes[1].reason)")
  }
}
