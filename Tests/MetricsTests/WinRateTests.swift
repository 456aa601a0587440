import Metrics
import Testing

@Suite("A win rate is of pairs")
struct WinRateTests {
  @Test(
    "wins count once and ties half",
    arguments: [
      ([2.0, 1, 3, 5], [1.0, 1, 4, 4], true, 0.625),
      ([2.0, 1, 3, 5], [1.0, 1, 4, 4], false, 0.375),
      ([1.0, 1], [1.0, 1], true, 0.5),
    ])
  func rate(candidate: [Double], baseline: [Double], higherIsBetter: Bool, expected: Double) {
    let rate = WinRate.prepare(candidate: candidate, baseline: baseline, higherIsBetter: higherIsBetter)
    #expect(rate.value == .success(expected))
  }

  @Test("a model's win rate and its rival's add up to 1, weighted or drawn anew")
  func symmetry() throws {
    let (first, second) = ([0.3, 0.1, 0.9, 0.9], [0.3, 0.2, 0.1, 0.4])
    let (weights, counts) = ([1.0, 2, 0.5, 3], [2, 0, 1, 1] as [UInt8])
    let rate = WinRate.prepare(candidate: first, baseline: second, weights: weights)
    let rival = WinRate.prepare(candidate: second, baseline: first, weights: weights)
    #expect(try abs(rate.value.get() + rival.value.get() - 1) < 1e-15)
    #expect(try abs(rate.value(counts: counts.span).get() + rival.value(counts: counts.span).get() - 1) < 1e-15)
    #expect(try abs(#require(rate.influences).reduce(0, +)) < 1e-15)
  }

  @Test("of no items it is undefined")
  func nothing() {
    #expect(WinRate.prepare(candidate: [], baseline: []).value.defined == nil)
  }
}
