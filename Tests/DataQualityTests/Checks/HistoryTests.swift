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

  /// Two weeks that repeat themselves: nothing is left of them but the season, and 5 is what it forecasts.
  private static let weeks: [Double] = [5, 1, 2, 3, 4, 5, 9, 5, 1, 2, 3, 4, 5, 9]

  @Test(
    "is out of line with its season",
    arguments: [
      ("period: 7", weeks, Verdict.pass), ("interval: daily, seasonality: weekly", weeks, .pass),
      ("period: 7", Array(weeks.dropLast()) + [9, 5], .fail), ("period: 7", Array(weeks.dropFirst()) + [6], .fail),
      ("period: 7", Array(weeks.dropFirst()), .hold), ("period: 2", [5, 4, 5, 4], .pass),
      ("period: 2", [4, 5, 4, 5], .fail),
      ("interval: monthly, seasonality: yearly", weeks, .hold), ("interval: hourly, seasonality: daily", weeks, .hold),
      ("period: 2", [0.1, 0.1, 0.1, 0.1, 0.1], .fail), ("period: 2", [5, 5, 5, 5, 5], .pass),
    ] as [(String, [Double], Verdict)])
  func seasons(strategy: String, history: [Double], verdict: Verdict) throws {
    let outcome = try check("strategy: holtWinters, \(strategy)", history)
    #expect(outcome.verdict == verdict, "\(outcome.message)")
  }

  @Test(
    "a season that is not said is an error",
    arguments: [
      ("", "the strategy does not say how many values make a season"),
      ("period: 1", "a season is of 2 values at least"),
      ("interval: daily, seasonality: yearly", "no such season is known for this interval"),
      ("period: 7, interval: daily", "'period' says it already"),
    ])
  func noSeason(strategy: String, message: String) {
    do {
      _ = try check("strategy: holtWinters, \(strategy)", [])
      Issue.record("it is read")
    } catch let failure as Failure {
      #expect(failure.diagnostics.map(\.message) == [message])
    } catch {
      Issue.record("\(error)")
    }
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
