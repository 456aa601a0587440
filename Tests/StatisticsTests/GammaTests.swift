import Statistics
import Testing

@Suite("The gamma function and the chi-squared distribution")
struct GammaTests {
  @Test(
    "logarithms are those of scipy 1.17.1, special.gammaln",
    arguments: [
      (1e-08, 18.42068073818021), (0.5, 0.5723649429247), (1, 0.0), (1.5, -0.12078223763524526), (2, 0.0),
      (3.25, 0.9358019311087253), (10, 12.801827480081469), (16.9, 30.39181232439487), (17, 30.671860106080675),
      (100.5, 361.43554046777757), (1_000_000, 12815504.569147611),
    ])
  func logarithms(x: Double, expected: Double) {
    #expect((Gamma.logarithm(x) - expected).magnitude <= 2e-14 + 1e-15 * expected.magnitude)
  }

  @Test(
    "incomplete integrals are those of scipy 1.17.1, special.gammaincc",
    arguments: [
      (0.5, 1e-06, 0.9988716212090307), (0.5, 0.3, 0.4385780260809997), (0.5, 1.4, 0.09426430684121058),
      (0.5, 1.6, 0.07363827012030258), (0.5, 300, 1.674167984691805e-132), (1, 1, 0.36787944117144245),
      (3.5, 2, 0.779777408475716), (10, 30, 7.121750862815593e-06), (16.5, 17, 0.4192380898312325),
      (17, 17, 0.4677382838738124), (50, 120, 1.6008226793344963e-13), (1000, 900, 0.9994500977342882),
      (1000, 1000, 0.4957947558197845), (1000, 1200, 1.288160608628143e-09),
      (2499.5, 2700, 4.528722861210397e-05), (1_000_000, 1_001_000, 0.15865521363165971),
      (1_000_000, 1_010_000, 1.0606997477586818e-23),
    ])
  func incomplete(a: Double, x: Double, expected: Double) {
    #expect(close(Gamma.regularizedUpper(a, x), expected, relative: 1e-11))
  }

  @Test(
    "tails are those of scipy 1.17.1, chi2.sf",
    arguments: [
      (0.0, 3, 1.0), (3.841458820694124, 1, 0.04999999999999989), (18.3, 10, 0.050109061411462506),
      (1200, 2, 2.6503965530042593e-261), (150, 99, 0.0007204453957169282),
    ])
  func tails(statistic: Double, degreesOfFreedom: Int, expected: Double) {
    #expect(close(ChiSquare.upperTail(statistic, degreesOfFreedom: degreesOfFreedom), expected, relative: 1e-12))
  }

  @Test("the ends are 1 and 0, and what is undefined is not a number")
  func edges() {
    #expect(Gamma.regularizedUpper(2, 0) == 1)
    #expect(Gamma.regularizedUpper(2, .infinity) == 0)
    #expect(Gamma.regularizedUpper(0, 1).isNaN)
    #expect(Gamma.regularizedUpper(2, .nan).isNaN)
    #expect(Gamma.logarithm(0).isNaN)
    #expect(ChiSquare.upperTail(.infinity, degreesOfFreedom: 4) == 0)
    #expect(ChiSquare.upperTail(1, degreesOfFreedom: 0).isNaN)
  }
}
