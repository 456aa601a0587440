import Core
import DataQuality
import Testing

@Suite("A value against its own history")
struct HistoryTests {
  /// Verdicts of Deequ's strategies on the newest value, worked out by their formulas with Python 3.11's statistics.
  @Test(
    "is out of line as Deequ has it",
    arguments: [
      ("strategy: threshold, minimum: 1, maximum: 6", [], Verdict.pass),
      ("strategy: threshold, maximum: 4", [], .fail),
      ("strategy: absoluteChange, minimum: -2, maximum: 2", [4], .pass),
      ("strategy: absoluteChange, maximum: 2", [2], .fail),
      ("strategy: absoluteChange, minimum: -2", [8], .fail),
      // Second difference: 5 − 2·4 + 1 = −2.
      ("strategy: absoluteChange, minimum: -1, order: 2", [1, 4], .fail),
      ("strategy: absoluteChange, minimum: -2, order: 2", [1, 4], .pass),
      ("strategy: absoluteChange, order: 0, maximum: 5", [], .pass),
      ("strategy: relativeChange, minimum: 0.8, maximum: 1.25", [4], .pass),
      ("strategy: relativeChange, maximum: 1.2", [4], .fail),
      ("strategy: relativeChange, minimum: 0.8, order: 2", [10, 5], .fail),
      // statistics.mean 10, stdev 1: 5 lies five of them below, stdev of all with 5 among them is wider.
      ("strategy: batchNormal", [9, 10, 11], .fail), ("strategy: batchNormal, below: 5", [9, 10, 11], .pass),
      ("strategy: batchNormal, above: 3", [9, 10, 11], .pass),
      // With 5 itself: mean 8.75, pstdev 2.278, so it lies 1.65 of them below.
      ("strategy: onlineNormal", [9, 10, 11], .pass), ("strategy: onlineNormal, below: 1.6", [9, 10, 11], .fail),
    ] as [(String, [Double], Verdict)])
  func strategies(strategy: String, history: [Double], verdict: Verdict) throws {
    let outcome = try check(strategy, history)
    #expect(outcome.verdict == verdict, "\(outcome.message)")
    #expect(outcome.observed == 5)
  }

  private func check(_ strategy: String, _ history: [Double]) throws -> DataReport.Outcome {
    let contract = try CheckBench.contract(
      ["{name: a, logicalType: string}"],
      quality: ["{type: custom, engine: modelgate, implementation: {check: rowCount, history: {\(strategy)}}}"])
    var settings = DataCheckSettings()
    settings.history = ["rowCount": history]
    return try #require(
      CheckBench.run("a\n" + String(repeating: "x\n", count: 5), contract, settings: settings).rules.last)
  }

  @Test(
    "that is too short, or says nothing, decides nothing",
    arguments: [
      ("strategy: absoluteChange, maximum: 1", []), ("strategy: relativeChange, maximum: 1, order: 2", [1]),
      ("strategy: relativeChange, maximum: 1", [0]), ("strategy: batchNormal", [5]), ("strategy: onlineNormal", []),
    ] as [(String, [Double])])
  func tooShort(strategy: String, history: [Double]) throws {
    #expect(try check(strategy, history).verdict == .hold)
  }
}
