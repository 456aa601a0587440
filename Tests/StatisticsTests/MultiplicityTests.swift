import Statistics
import Testing

@Suite("Several tests at once")
struct MultiplicityTests {
  @Test(
    "adjusted p-values are those of statsmodels 0.15.0, multipletests",
    arguments: [
      ([0.01, 0.04, 0.03, 0.005], Multiplicity.holm, [0.03, 0.06, 0.06, 0.02]),
      ([0.01, 0.04, 0.03, 0.005], .benjaminiHochberg, [0.02, 0.04, 0.04, 0.02]),
      ([0.02, 0.02, 0.02, 0.5, 0.9, 0.001], .holm, [0.1, 0.1, 0.1, 1, 1, 0.006]),
      ([0.02, 0.02, 0.02, 0.5, 0.9, 0.001], .benjaminiHochberg, [0.03, 0.03, 0.03, 0.6, 0.9, 0.006]),
      ([1, 0.2, 0.2], .holm, [1, 0.6, 0.6]), ([1, 0.2, 0.2], .benjaminiHochberg, [1, 0.3, 0.3]),
      ([0.05], .holm, [0.05]), ([], .benjaminiHochberg, []),
    ])
  func adjusted(p: [Double], method: Multiplicity, expected: [Double]) {
    let adjusted = method.adjusted(p)
    #expect(adjusted.count == expected.count)
    for (value, expected) in zip(adjusted, expected) { #expect(close(value, expected, relative: 1e-14)) }
  }
}

@Suite("Power")
struct PowerTests {
  /// statsmodels 0.15.0, `normal_sample_size_one_tail(0.3, 0.8, 0.025, std_null=1.7)`: 252.04.
  @Test("the rows needed for a difference are those of statsmodels")
  func rows() {
    let power = Power(confidence: 0.95, power: 0.8)
    #expect(power.rows(toFind: 0.3, standardError: 1.7 / 10, rows: 100) == 253)
    #expect(power.rows(toFind: -0.3, standardError: 1.7 / 50, rows: 2500) == 253)
  }

  /// statsmodels 0.15.0, `normal_power(0.3, 120, 0.05, alternative="larger", sigma=1.7)`.
  @Test("the power to find a difference is that of statsmodels")
  func power() {
    let chance = Power(level: 0.05, power: 0.8).power(toFind: 0.3, standardError: 1.7 / 120.0.squareRoot())
    #expect(close(chance, 0.6134356336554195, relative: 1e-12))
  }

  @Test("the smallest difference is the one that is found with the stated power")
  func smallest() throws {
    let power = Power(confidence: 0.9, power: 0.8)
    let difference = try #require(power.smallestDifference(standardError: 0.01))
    #expect(close(power.power(toFind: difference, standardError: 0.01), 0.8, relative: 1e-12))
    #expect(power.rows(toFind: difference * 0.99, standardError: 0.01, rows: 1_000_000) ?? 0 > 1_000_000)
  }

  @Test("a power of one half asks for an interval that just reaches the limit")
  func reach() {
    let power = Power(confidence: 0.95, power: 0.5)
    #expect(close(power.standardErrors, 1.959963984540054, relative: 1e-14))
  }

  @Test("no number of rows tells an estimate from a limit that it meets")
  func never() {
    #expect(Power(confidence: 0.95, power: 0.8).rows(toFind: 0, standardError: 0.1, rows: 100) == nil)
    #expect(Power(confidence: 0.95, power: 0.8).smallestDifference(standardError: .nan) == nil)
  }
}
