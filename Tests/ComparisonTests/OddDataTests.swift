import Comparison
import Core
import Metrics
import Testing

@Suite("Odd data have a named outcome, and none of them is a pass by accident")
struct OddDataTests {
  static func binary(_ labels: [Bool], _ scores: [Double], weights: [Double]? = nil) -> EvaluationRows {
    EvaluationRows(.binary(BinaryAnswers(labels: labels, scores: scores)), weights: weights)
  }

  static func outcome(
    _ metric: String, _ limit: ComparisonRule.Limit, _ candidate: EvaluationRows, _ baseline: EvaluationRows? = nil,
    undefined: UndefinedVerdict = .hold
  ) throws -> ComparisonReport.Outcome {
    var settings = ComparisonSettings()
    (settings.minimumPositives, settings.minimumNegatives) = (0, 0)
    settings.undefined = undefined
    settings.resamples = 500
    let rule = ComparisonRule(metric: DecisionTests.metric(metric), limit: limit)
    let report = ModelComparison.run(
      PairedPredictions(candidate: candidate, baseline: baseline), rules: [rule], settings: settings)
    return try #require(report.outcomes.first)
  }

  static let alternating = (0..<100).map { $0 % 2 == 0 }

  @Test("all scores tied: an area of a half, whose interval decides")
  func tied() throws {
    let rows = Self.binary(Self.alternating, [Double](repeating: 0.5, count: 100))
    let outcome = try Self.outcome("roc_auc", .atLeast(0.7), rows)
    #expect(outcome.candidate == 0.5)
    #expect(outcome.verdict == .fail, "\(outcome.reason)")
  }

  @Test(
    "one class: what needs two is undefined, with the reason, and on hold; or failed, where the policy says so",
    arguments: ["roc_auc", "mcc", "average_precision", "recall"])
  func oneClass(metric: String) throws {
    let rows = Self.binary([Bool](repeating: false, count: 100), (0..<100).map { Double($0) / 100 })
    let held = try Self.outcome(metric, .atLeast(0), rows)
    #expect(held.verdict == .hold)
    #expect(held.reason.contains("undefined"), "\(held.reason)")
    #expect(try Self.outcome(metric, .atLeast(0), rows, undefined: .fail).verdict == .fail)
  }

  @Test("a baseline that is undefined is no baseline that is easily beaten")
  func undefinedBaseline() throws {
    let candidate = Self.binary(Self.alternating, Self.alternating.map { $0 ? 0.9 : 0.1 })
    let baseline = Self.binary(Self.alternating, [Double](repeating: 0.1, count: 100))
    let outcome = try Self.outcome("precision", .betterBy(.absolute(0)), candidate, baseline)
    #expect(outcome.verdict == .hold)
    #expect(outcome.reason.contains("the baseline's precision is undefined"), "\(outcome.reason)")
  }

  @Test("three rows decide nothing")
  func threeRows() throws {
    let outcome = try Self.outcome("accuracy", .atLeast(0), Self.binary([true, false, true], [0.9, 0.1, 0.8]))
    #expect(outcome.verdict == .hold)
    #expect(outcome.reason == "it has 3 rows of the 30 needed")
  }

  @Test("no rows at all are on hold")
  func noRows() throws {
    #expect(try Self.outcome("accuracy", .atLeast(0), Self.binary([], [])).verdict == .hold)
  }

  @Test("a million identical rows: no spread, and the value decides")
  func identical() throws {
    let labels = [Bool](repeating: true, count: 1_000_000)
    let rows = Self.binary(labels, [Double](repeating: 0.8, count: 1_000_000))
    let loss = try Self.outcome("log_loss", .atMost(0.25), rows)
    #expect(loss.verdict == .pass, "\(loss.reason)")
    #expect(try Self.outcome("log_loss", .atMost(0.2), rows).verdict == .fail)
  }

  @Test("all weights zero: undefined, on hold", arguments: ["accuracy", "log_loss", "roc_auc", "f1"])
  func zeroWeights(metric: String) throws {
    let rows = Self.binary(
      Self.alternating, (0..<100).map { Double($0) / 100 }, weights: [Double](repeating: 0, count: 100))
    let outcome = try Self.outcome(metric, metric == "log_loss" ? .atMost(9) : .atLeast(0), rows)
    #expect(outcome.verdict == .hold)
    #expect(outcome.candidate == nil)
  }

  @Test("a metric of another task is undefined here")
  func wrongTask() throws {
    let rows = Self.binary(Self.alternating, (0..<100).map { Double($0) / 100 })
    let outcome = try Self.outcome("r2", .atLeast(0), rows)
    #expect(outcome.verdict == .hold)
    #expect(outcome.reason.contains("is for regression predictions"), "\(outcome.reason)")
  }
}
