import Comparison
import Core
import Metrics
import Testing

@Suite("Slices are looked at one by one, and those that nobody named are searched")
struct SliceTests {
  /// 1,200 rows in two regions and two plans: the candidate is worse where both come together, and nowhere else.
  static func rows() -> PairedPredictions {
    let labels = (0..<1200).map { $0 % 2 == 0 }
    let (region, plan) = ((0..<1200).map { Int32($0 / 2 % 2) }, (0..<1200).map { Int32($0 / 4 % 2) })
    func side(_ right: (Int) -> Bool) -> EvaluationRows {
      EvaluationRows(
        .binary(BinaryAnswers(labels: labels, scores: labels.indices.map { right($0) == labels[$0] ? 0.8 : 0.2 })))
    }
    let isHurt = { (row: Int) in region[row] == 1 && plan[row] == 1 }
    return PairedPredictions(
      candidate: side { isHurt($0) ? $0 % 5 > 1 : $0 % 20 > 0 }, baseline: side { $0 % 10 > 0 },
      slices: [Grouping(column: "region", names: ["north", "south"], codes: region)],
      searched: [Grouping(column: "plan", names: ["free", "paid"], codes: plan)])
  }

  static func report(_ change: (inout ComparisonSettings) -> Void = { _ in }, slices: Bool = false) -> ComparisonReport
  {
    var settings = ComparisonSettings()
    change(&settings)
    let rule = ComparisonRule(
      metric: DecisionTests.accuracy, limit: .noWorseThan(.absolute(0.05)), slices: slices)
    return ModelComparison.run(rows(), rules: [rule], settings: settings)
  }

  @Test("a rule that asks for slices is decided on each of them, with its rows")
  func named() {
    let outcomes = Self.report(slices: true).outcomes
    #expect(outcomes.map { $0.slice?.name } == [nil, "region=north", "region=south"])
    #expect(outcomes.map(\.rows) == [1200, 600, 600])
  }

  @Test("a search finds the crossing that is hurt, and says how many it looked at")
  func discovered() throws {
    let report = Self.report { $0.discovery = true }
    let found = report.outcomes.filter(\.isDiscovered)
    #expect(found.contains { $0.slice?.name == "region=south, plan=paid" }, "\(found.map(\.id))")
    #expect(!found.contains { $0.slice?.name == "region=north, plan=free" })
    let search = try #require(report.search)
    #expect(search.comparisons == 8 && search.columns == ["region", "plan"])
    #expect(report.verdict == .fail)
  }

  @Test(
    "a failure among many comparisons that may be chance is a hold, and says so", arguments: [Adjustment.holm, .none])
  func adjusted(adjustment: Adjustment) throws {
    // Fails by a hair on all rows: alone it would stand, among forty rules it does not.
    let labels = (0..<2000).map { $0 % 2 == 0 }
    func side(_ wrong: Int) -> EvaluationRows {
      EvaluationRows(
        .binary(
          BinaryAnswers(labels: labels, scores: labels.indices.map { ($0 % 500 >= wrong) == labels[$0] ? 0.8 : 0.2 })))
    }
    let rows = PairedPredictions(candidate: side(10), baseline: side(8))
    var settings = ComparisonSettings()
    settings.multiplicity = adjustment
    let doubtful = ComparisonRule(metric: DecisionTests.accuracy, limit: .noWorseThan(.absolute(0)))
    let others = (0..<40).map {
      ComparisonRule(metric: DecisionTests.accuracy, limit: .atLeast(0.5 + Double($0) / 1000))
    }
    let outcome = try #require(ModelComparison.run(rows, rules: [doubtful] + others, settings: settings).outcomes.first)
    #expect(outcome.verdict == (adjustment == .none ? .fail : .hold), "\(outcome.reason)")
    #expect(outcome.reason.contains("among 41 comparisons that may be chance") == (adjustment == .holm))
  }

  @Test("a candidate that is no better than a simpler model is not worth its trouble")
  func simpler() {
    let rows = Self.rows()
    func verdict(_ simpler: EvaluationRows) -> Verdict {
      let rule = ComparisonRule(
        metric: DecisionTests.accuracy, limit: .betterBy(.absolute(0)), opponent: .simpler)
      let pairs = PairedPredictions(candidate: rows.candidate, baseline: nil, simpler: simpler)
      return ModelComparison.run(pairs, rules: [rule], settings: ComparisonSettings()).verdict
    }
    #expect(verdict(rows.candidate) != .pass)
    let coin = EvaluationRows(
      .binary(BinaryAnswers(labels: (0..<1200).map { $0 % 2 == 0 }, scores: (0..<1200).map { Double($0 % 4) / 4 })))
    #expect(verdict(coin) == .pass)
  }

  @Test("language models win items: ties count half, and without a baseline there is nothing to win")
  func wins() {
    let scores = (0..<200).map { Double($0 % 10) / 10 }
    func items(_ scores: [Double]) -> EvaluationRows { EvaluationRows(.items(ItemAnswers(scores: scores))) }
    func outcome(_ baseline: EvaluationRows?) -> ComparisonReport.Outcome? {
      let rule = ComparisonRule(metric: DecisionTests.metric("win_rate"), limit: .atLeast(0.5))
      let rows = PairedPredictions(candidate: items(scores), baseline: baseline)
      return ModelComparison.run(rows, rules: [rule], settings: ComparisonSettings()).outcomes.first
    }
    // Wins 180 of 200, and 20 ties.
    let better = outcome(items(scores.map { max($0 - 0.05, 0) }))
    #expect(better?.candidate == 0.95 && better?.verdict == .pass)
    #expect(outcome(items(scores))?.candidate == 0.5)
    #expect(outcome(nil)?.verdict == .hold)
  }
}
