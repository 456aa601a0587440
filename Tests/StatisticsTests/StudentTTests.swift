import Statistics
import Testing

@Suite("Student's t distribution and the incomplete beta function")
struct StudentTTests {
  @Test(
    "incomplete integrals are those of scipy 1.17.1, special.betainc",
    arguments: [
      (0.3, 0.5, 0.5, 0.36901011956554536), (0.1, 2, 3, 0.05230000000000001), (0.9, 2, 30, 1.0),
      (1e-10, 0.5, 4, 2.1874999997812497e-05), (0.5, 16, 17.5, 0.6035165785024352),
      (0.52, 500, 480, 0.7300884694932804),
      (0.999, 1000, 0.5, 0.15724727426672383), (0.5001, 1_000_000, 1_000_000, 0.6113512821376899),
      (0.003, 20, 5000, 0.12764763348683253), (0.9, 40, 0.5, 0.0038004325937711233),
      (0.2, 300, 300, 1.9329525959192245e-60),
    ])
  func incomplete(x: Double, a: Double, b: Double, expected: Double) {
    #expect(close(IncompleteBeta.regularized(x, a, b), expected, relative: 1e-11))
  }

  @Test(
    "their inverses are those of scipy 1.17.1, special.betaincinv",
    arguments: [
      (0.025, 5, 7, 0.16748809406370713), (0.975, 1, 30, 0.11570330822202778), (1e-08, 0.5, 3, 2.8444444444444437e-17),
      (0.5, 200, 3, 0.9867841407947666), (0, 2, 2, 0), (1, 2, 2, 1),
    ])
  func inverse(p: Double, a: Double, b: Double, expected: Double) {
    #expect(close(IncompleteBeta.quantile(p, a, b), expected, relative: 1e-12))
  }

  @Test(
    "probabilities are those of scipy 1.17.1, t.cdf",
    arguments: [
      (-1, 1, 0.25), (2.5, 1, 0.8788810584091566), (-3, 2, 0.04773298313335456), (0.5, 2.5, 0.6711510400651426),
      (-8, 7, 4.557460585437679e-05), (-2, 39, 0.026249507671927373), (1.96, 199, 0.9743040830479199),
      (-4, 1000, 3.400495960439082e-05), (-1.5, 1_000_000, 0.0668073591183964), (-20, 30, 3.3745418328856447e-19),
      (0, 5, 0.5), (-1.96, .infinity, 0.024997895148220435),
    ])
  func probabilities(t: Double, degreesOfFreedom: Double, expected: Double) {
    #expect(close(StudentT.cumulative(t, degreesOfFreedom: degreesOfFreedom), expected, relative: 1e-11))
  }

  @Test(
    "quantiles are those of scipy 1.17.1, t.ppf",
    arguments: [
      (0.025, 1, -12.706204736174705), (0.975, 2, 4.302652729749462), (0.999, 3.5, 8.315567604516115),
      (1e-10, 4, -416.1751403296041), (0.05, 30, -1.6972608865939574), (0.4, 11, -0.25955586047627044),
      (0.975, 199, 1.9719565442517533), (0.025, 1_000_000, -1.9599663568141072),
      (1e-12, 10_000, -7.0433716020557755), (0.5, 3, 0),
    ])
  func quantiles(p: Double, degreesOfFreedom: Double, expected: Double) {
    #expect(close(StudentT.quantile(p, degreesOfFreedom: degreesOfFreedom), expected, relative: 1e-11))
  }

  @Test("what is undefined is not a number")
  func edges() {
    #expect(StudentT.quantile(0.3, degreesOfFreedom: 0).isNaN)
    #expect(StudentT.quantile(1.5, degreesOfFreedom: 3).isNaN)
    #expect(StudentT.quantile(1, degreesOfFreedom: 3) == .infinity)
    #expect(StudentT.cumulative(1, degreesOfFreedom: 0).isNaN)
    #expect(StudentT.cumulative(-.infinity, degreesOfFreedom: 3) == 0)
    #expect(IncompleteBeta.regularized(.nan, 1, 1).isNaN)
    #expect(IncompleteBeta.regularized(0.5, 0, 1).isNaN)
  }
}
