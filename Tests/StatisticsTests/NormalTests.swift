import Statistics
import Testing

@Suite("The normal distribution")
struct NormalTests {
  @Test(
    "quantiles are those of scipy 1.17.1, norm.ppf",
    arguments: [
      (1e-300, -37.0470962993612), (1e-10, -6.361340902404056), (0.001, -3.090232306167813),
      (0.025, -1.9599639845400545), (0.07, -1.4757910281791706), (0.3, -0.5244005127080409), (0.5, 0),
      (0.8, 0.8416212335729143), (0.975, 1.959963984540054), (0.9999999, 5.199337582290661),
    ])
  func quantiles(p: Double, expected: Double) {
    #expect(close(Normal.quantile(p), expected, relative: 1e-14))
  }

  @Test(
    "probabilities are those of scipy 1.17.1, norm.cdf",
    arguments: [
      (-10, 7.61985302416047e-24), (-3, 0.0013498980316300933), (-1.96, 0.024997895148220435), (0, 0.5),
      (0.5, 0.6914624612740131), (2, 0.9772498680518208), (6, 0.9999999990134123),
    ])
  func probabilities(x: Double, expected: Double) {
    #expect(close(Normal.cumulative(x), expected, relative: 1e-13))
  }

  @Test("outside of (0, 1) a quantile is infinite or not a number")
  func edges() {
    #expect(Normal.quantile(0) == -.infinity)
    #expect(Normal.quantile(1) == .infinity)
    #expect(Normal.quantile(1.5).isNaN)
    #expect(Normal.quantile(.nan).isNaN)
  }
}

@Suite("Compensated sums")
struct CompensatedSumTests {
  @Test("terms that cancel leave the small ones behind, in any order")
  func cancellation() {
    #expect([1, 1e100, 1, -1e100].compensatedSum == 2)
    #expect([1e100, 1, -1e100, 1].compensatedSum == 2)
    #expect([Double]().compensatedSum == 0)
  }
}

/// Whether two numbers agree up to a relative error; an expected 0 must be met exactly.
func close(_ a: Double, _ b: Double, relative: Double) -> Bool { (a - b).magnitude <= relative * b.magnitude }
