import Comparison
import Core
import Metrics
import Testing

extension RowShare {
  /// Newcombe's interval keeps a width even where both models answer the same.
  fileprivate static func isShare(_ name: String) -> Bool { ["accuracy", "precision"].contains(name) }
}

@Suite("A rule is decided by an interval")
struct DecisionTests {
  /// Predictions that are right as often as told, on alternating labels.
  static func predictions(_ rows: Int, candidateRight: Int, baselineRight: Int?) -> PairedPredictions {
    let labels = (0..<rows).map { $0 % 2 == 0 }
    func side(_ right: Int) -> EvaluationRows {
      // The errors are spread over both labels.
      let scores = (0..<rows).map { row in ((row * 7919) % rows < right) == labels[row] ? 0.8 : 0.2 }
      return EvaluationRows(.binary(BinaryAnswers(labels: labels, scores: scores)))
    }
    return PairedPredictions(candidate: side(candidateRight), baseline: baselineRight.map(side))
  }

  static let accuracy = metric("accuracy")

  static func metric(_ text: String) -> Metric { (try? Metric(text)) ?? Metric(foreign: text) }

  static func verdict(
    _ rows: PairedPredictions, _ limit: ComparisonRule.Limit, _ settings: ComparisonSettings = ComparisonSettings()
  ) -> Verdict {
    ModelComparison.run(rows, rules: [ComparisonRule(metric: accuracy, limit: limit)], settings: settings).verdict
  }

  @Test(
    "met by the whole interval: pass; missed by the whole: fail; in between: hold",
    arguments: [
      (.atLeast(0.8), .pass), (.atLeast(0.9), .hold), (.atLeast(0.97), .fail),
      (.atMost(0.97), .pass), (.atMost(0.8), .fail),
      (.noWorseThan(.absolute(0.05)), .pass), (.noWorseThan(.absolute(0)), .pass),
      (.noWorseThan(.relative(0.02)), .pass),
      (.betterBy(.absolute(0.02)), .pass), (.betterBy(.absolute(0.1)), .hold), (.betterBy(.absolute(0.3)), .fail),
      (.betterBy(.relative(0.05)), .pass), (.betterBy(.relative(0.125)), .hold), (.betterBy(.relative(0.3)), .fail),
      (.equivalentWithin(.absolute(0.2)), .pass), (.equivalentWithin(.absolute(0.1)), .hold),
      (.equivalentWithin(.absolute(0.02)), .fail),
    ] as [(ComparisonRule.Limit, Verdict)])
  func verdicts(limit: ComparisonRule.Limit, verdict: Verdict) {
    let rows = Self.predictions(1000, candidateRight: 900, baselineRight: 800)
    #expect(Self.verdict(rows, limit) == verdict)
  }

  @Test("too little data is a hold, never a pass", arguments: ["accuracy", "f1", "roc_auc", "log_loss", "mcc"])
  func little(name: String) {
    let rows = Self.predictions(20, candidateRight: 20, baselineRight: 10)
    let metric = Self.metric(name)
    let limit: ComparisonRule.Limit = name == "log_loss" ? .atMost(100) : .atLeast(0)
    let report = ModelComparison.run(
      rows, rules: [ComparisonRule(metric: metric, limit: limit)], settings: ComparisonSettings())
    #expect(report.verdict == .hold)
  }

  /// 20 rows of each class: Wilson's interval of none among 20 ends at 0.161.
  @Test(
    "no error among few rows is no certainty, whatever the metric",
    arguments: [
      "accuracy", "f1", "roc_auc", "mcc", "average_precision", "ks", "balanced_accuracy", "precision", "f1_macro",
    ])
  func faultless(name: String) throws {
    let labels = (0..<40).map { $0 % 2 == 0 }
    func side(_ spread: Double) -> EvaluationRows {
      let scores = labels.enumerated().map { row, label in (label ? 0.6 : 0.1) + spread * Double(row % 7) }
      return EvaluationRows(.binary(BinaryAnswers(labels: labels, scores: scores)))
    }
    let rules = [
      ComparisonRule(metric: Self.metric(name), limit: .atLeast(0.99)),
      ComparisonRule(metric: Self.metric(name), limit: .atLeast(0.6)),
      ComparisonRule(metric: Self.metric(name), limit: .noWorseThan(.absolute(0.01))),
    ]
    let rows = PairedPredictions(candidate: side(0.01), baseline: side(0.02))
    let report = ModelComparison.run(rows, rules: rules, settings: ComparisonSettings())
    #expect(report.outcomes.map(\.verdict) == [.hold, .pass, .hold], "\(report.outcomes.map(\.reason))")
    // As many rows without an error would settle it, and fewer would not.
    let needed = try #require(report.outcomes[0].neededRows)
    #expect(needed > 200 && needed < 1500, "\(needed)")
    let same = ModelComparison.run(
      PairedPredictions(candidate: side(0.01), baseline: side(0.01)), rules: [rules[2]], settings: ComparisonSettings())
    #expect(same.verdict == (RowShare.isShare(name) ? .hold : .pass), "\(same.outcomes.map(\.reason))")
  }

  /// scipy 1.17.1, `binom`: twice the tail less the chance of what was seen, of 10 and 13 among the rows that differ.
  @Test("the p-value of two accuracies being equal is McNemar's with half the weight on what was seen")
  func mcNemar() throws {
    let labels = (0..<100).map { $0 < 50 }
    func side(_ wrong: Range<Int>) -> EvaluationRows {
      let scores = (0..<100).map { wrong.contains($0) == labels[$0] ? 0.2 : 0.8 }
      return EvaluationRows(.binary(BinaryAnswers(labels: labels, scores: scores)))
    }
    let rows = PairedPredictions(candidate: side(0..<13), baseline: side(10..<26))
    let rule = ComparisonRule(metric: Self.accuracy, limit: .noWorseThan(.absolute(0.05)))
    let report = ModelComparison.run(rows, rules: [rule], settings: ComparisonSettings())
    let p = try #require(report.outcomes.first?.p)
    #expect((p - 0.5412561893463135).magnitude < 1e-12)
  }

  @Test("a hold says what it would take: the difference that the data can detect, and how many rows settle it")
  func forecast() throws {
    let rows = Self.predictions(1000, candidateRight: 900, baselineRight: 897)
    let report = ModelComparison.run(
      rows, rules: [ComparisonRule(metric: Self.accuracy, limit: .betterBy(.absolute(0)))],
      settings: ComparisonSettings())
    let outcome = try #require(report.outcomes.first)
    #expect(outcome.verdict == .hold)
    // Only the 3 rows that differ tell anything: SE ≈ √3 / 1000, and (1.96 + 0.84) · SE is found with 80 % power.
    let detectable = try #require(outcome.detectable)
    #expect((detectable - 2.8016 * (3.0 / 1e6 - 9e-6 / 1000).squareRoot()).magnitude < 1e-4)
    let needed = try #require(outcome.neededRows)
    #expect(needed > 2500 && needed <= 2700, "\(needed)")
  }

  @Test("the same model again is no worse and no better", arguments: ["accuracy", "f1", "roc_auc", "log_loss", "mcc"])
  func same(name: String) {
    let rows = Self.predictions(2000, candidateRight: 1700, baselineRight: 1700)
    let rules = [
      ComparisonRule(metric: Self.metric(name), limit: .noWorseThan(.absolute(0.05))),
      ComparisonRule(metric: Self.metric(name), limit: .betterBy(.absolute(0))),
    ]
    let report = ModelComparison.run(rows, rules: rules, settings: ComparisonSettings())
    #expect(report.outcomes[0].verdict == .pass, "\(report.outcomes[0].reason)")
    #expect(report.outcomes[1].verdict != .pass, "\(report.outcomes[1].reason)")
  }

  @Test("decimal numbers meet decimal limits: 0.7 + 0.1 is at least 0.8, and 0.81 − 0.80 no more than 0.01")
  func decimal() {
    // A metric without spread, so that the interval is the value itself.
    func constant(_ value: Double) -> EvaluationRows {
      EvaluationRows(.items(ItemAnswers(scores: [Double](repeating: value, count: 100))))
    }
    func run(_ limit: ComparisonRule.Limit, _ a: Double, _ b: Double?, higher: Bool = true) -> Verdict {
      let rows = PairedPredictions(candidate: constant(a), baseline: b.map(constant))
      let rule = ComparisonRule(metric: Self.metric("mean"), limit: limit, higherIsBetter: higher)
      return ModelComparison.run(rows, rules: [rule], settings: ComparisonSettings()).verdict
    }
    #expect(run(.atLeast(0.8), 0.7 + 0.1, nil) == .pass)
    #expect(run(.atMost(0.3), 0.1 + 0.2, nil) == .pass)
    #expect(run(.noWorseThan(.absolute(0.01)), 0.8, 0.81) == .pass)
    #expect(run(.noWorseThan(.absolute(0.01)), 0.7999, 0.81) == .fail)
    // No better than the amount is not enough.
    #expect(run(.betterBy(.absolute(0.01)), 0.81, 0.8) == .fail)
    #expect(run(.betterBy(.absolute(0.01)), 0.8101, 0.8) == .pass)
  }
}
