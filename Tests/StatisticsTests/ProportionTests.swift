import Statistics
import Testing

@Suite("Proportions")
struct ProportionTests {
  @Test(
    "Wilson's interval is that of statsmodels 0.15.0, proportion_confint",
    arguments: [
      (0, 10, 0, 0.27753279986288926), (10, 10, 0.7224672001371106, 1),
      (81, 263, 0.2552885198782742, 0.36620957698280004), (1, 29, 0.006113214292762667, 0.17175521879320294),
    ])
  func wilson(successes: Int, trials: Int, lower: Double, upper: Double) {
    let interval = Proportion.wilson(successes, of: trials, confidence: 0.95)
    #expect(close(interval.lower, lower, relative: 1e-12))
    #expect(close(interval.upper, upper, relative: 1e-12))
  }

  @Test("no trials tell nothing about a proportion")
  func noTrials() {
    #expect(Proportion.wilson(0, of: 0, confidence: 0.95) == Interval(lower: 0, upper: 1))
  }

  /// The first two are printed in M. W. Fagerland, S. Lydersen, P. Laake, "Statistical Analysis of Contingency Tables"
  /// (2017), chapter 8; the others are those of its R package contingencytables 3.0.0, on R 4.2.2.
  @Test(
    "Newcombe's interval is the published one",
    arguments: [
      (PairedProportions(both: 1, onlyFirst: 1, onlySecond: 7, neither: 12), -0.507, -0.026, 0.0005),
      (PairedProportions(both: 59, onlyFirst: 6, onlySecond: 16, neither: 80), -0.1186, -0.0046, 0.00005),
      (
        PairedProportions(both: 20, onlyFirst: 12, onlySecond: 2, neither: 16), 0.05615642484174821,
        0.32920699540014053, 1e-12
      ),
      (
        PairedProportions(both: 36, onlyFirst: 12, onlySecond: 2, neither: 0), 0.05692958400323875,
        0.3404276029749408, 1e-12
      ),
    ])
  func newcombe(table: PairedProportions, lower: Double, upper: Double, tolerance: Double) {
    let interval = table.newcombe(confidence: 0.95)
    #expect((interval.lower - lower).magnitude <= tolerance)
    #expect((interval.upper - upper).magnitude <= tolerance)
  }

  @Test(
    "no rows that differ still leave an interval with a width around zero",
    arguments: [
      PairedProportions(both: 54, onlyFirst: 0, onlySecond: 0, neither: 0),
      PairedProportions(both: 30, onlyFirst: 0, onlySecond: 0, neither: 24),
      PairedProportions(both: 0, onlyFirst: 0, onlySecond: 0, neither: 54),
    ])
  func noDiscordantRows(table: PairedProportions) {
    let interval = table.newcombe(confidence: 0.95)
    #expect(interval.lower < 0 && interval.lower > -0.1)
    #expect(interval.upper > 0 && interval.upper < 0.1)
  }

  @Test("no rows at all leave every difference possible")
  func noRows() {
    let table = PairedProportions(both: 0, onlyFirst: 0, onlySecond: 0, neither: 0)
    #expect(table.difference == nil)
    #expect(table.newcombe(confidence: 0.95) == Interval(lower: -1, upper: 1))
  }

  /// Exact: statsmodels 0.15.0, `mcnemar(exact=True)`; mid-p: scipy 1.17.1, `binom`. More of both in Tests/Metrics.
  @Test(
    "McNemar's p-values are those of statsmodels and scipy",
    arguments: [
      (121, 59, 4.4344492637551645e-06, 3.2666467957745733e-06),
      (59, 121, 4.4344492637551645e-06, 3.2666467957745733e-06),
      (7, 1, 0.0703125, 0.0390625), (5, 5, 1, 0.876953125), (0, 0, 1, 1),
    ])
  func mcNemar(first: Int, second: Int, exact: Double, mid: Double) {
    #expect(close(McNemar.exactP(first, second), exact, relative: 1e-11))
    #expect(close(McNemar.midP(first, second), mid, relative: 1e-11))
  }

  @Test(
    "binomial probabilities are those of scipy 1.17.1, binom.pmf",
    arguments: [
      (3, 10, 0.2, 0.20132659199999992), (50, 180, 0.5, 6.665061738754409e-10),
      (1000, 3500, 0.29, 0.012762536549419418), (11, 10, 0.5, 0), (0, 5, 0, 1), (5, 5, 1, 1),
    ])
  func binomial(k: Int, trials: Int, p: Double, expected: Double) {
    #expect(close(Binomial.probability(of: k, trials: trials, success: p), expected, relative: 1e-10))
  }
}
