import Statistics
import Testing

private let resampled = (0..<101).map { k in
  let x = Double(k * 37 % 101) / 101
  return 0.3 + x * 1.2 + x * x * x * 0.6
}
/// The jackknife of a mean is its rows.
private let rows = [0.1, 0.5, 0.2, 1.9, 0.4, 0.3, 3.0, 0.8, 0.05, 0.6]
private let mean = rows.compensatedSum / 10
private let table = PairedProportions(both: 60, onlyFirst: 14, onlySecond: 5, neither: 21)

@Suite("Curves of confidence")
struct ConfidenceCurveTests {
  static func curves() throws -> [ConfidenceCurve] {
    let linearised = try #require(Linearised(rows.map { ($0 - mean) / 10 }))
    return [
      try #require(.wilson(81, of: 263)), try #require(.clopperPearson(81, of: 263)),
      try #require(.midP(81, of: 263)), try #require(ConfidenceCurve.midP(3, of: 20)).turned,
      try #require(.newcombe(table)), linearised.curve(mean, in: 0...3), linearised.skewedCurve(mean, in: -9...9),
      try #require(.percentile(mean, resampled: resampled)),
      try #require(.widenedPercentile(mean, resampled: resampled, in: -9...9)),
      try #require(.bca(mean, resampled: resampled, acceleration: linearised.acceleration)),
      try #require(.studentised(mean, standardError: 0.3, ratios: resampled.map { ($0 - mean) * 3 }, in: -5...5)),
      .wald(0.2, standardError: 0.1, in: -1...1, method: "normal"),
      ConfidenceCurve.wald(0.2, standardError: 0.1, in: -1...1, method: "normal").turned,
      try #require(ConfidenceCurve.newcombe(table)).turned,
    ]
  }

  @Test("p-values and intervals decide alike: a limit at an interval's end has the p-value of its tail")
  func duality() throws {
    for curve in try Self.curves() {
      for confidence in [0.6, 0.9, 0.95] {
        let interval = curve.interval(confidence: confidence)
        let tail = (1 - confidence) / 2
        #expect((curve.pValue(below: interval.lower) - tail).magnitude < 1e-9, "\(curve.method)")
        #expect((curve.pValue(above: interval.upper) - tail).magnitude < 1e-9, "\(curve.method)")
      }
    }
  }

  @Test("a farther limit has a smaller p-value, and the two sides add up to at least one")
  func monotone() throws {
    for curve in try Self.curves() {
      let limits = (-20...20).map { curve.estimate + Double($0) * 0.02 }
      for (near, far) in zip(limits, limits.dropFirst()) {
        #expect(curve.pValue(below: near) <= curve.pValue(below: far), "\(curve.method) at \(near)")
        #expect(curve.pValue(above: near) >= curve.pValue(above: far), "\(curve.method) at \(near)")
      }
      for limit in limits { #expect(curve.pValue(below: limit) + curve.pValue(above: limit) > 1 - 1e-9) }
    }
  }

  @Test("turned, an interval is negated and its sides change places")
  func turned() throws {
    for curve in try Self.curves() {
      #expect(curve.turned.interval(confidence: 0.9) == -curve.interval(confidence: 0.9))
      #expect(curve.turned.pValue(below: -1.1) == curve.pValue(above: 1.1))
      #expect(curve.turned.estimate == -curve.estimate)
    }
  }

  /// statsmodels 0.15.0, `proportion_confint(method="beta")`; scipy 1.17.1, `binomtest`.
  @Test(
    "the exact interval of a share is that of statsmodels, its p-values those of scipy's binomial test",
    arguments: [
      (0, 10, 0, 0.30849710781876083), (81, 263, 0.25273674558527126, 0.3676219226013514),
      (29, 29, 0.8805551309304973, 1), (1, 29, 0.000872646883579922, 0.17764429548872293),
    ])
  func clopperPearson(successes: Int, trials: Int, lower: Double, upper: Double) throws {
    let interval = try #require(ConfidenceCurve.clopperPearson(successes, of: trials)).interval(confidence: 0.95)
    #expect(close(interval.lower, lower, relative: 1e-11))
    #expect(close(interval.upper, upper, relative: 1e-11))
    let curve = try #require(ConfidenceCurve.clopperPearson(81, of: 263))
    #expect(close(curve.pValue(below: 0.25), 0.01947781592511318, relative: 1e-11))
    #expect(close(curve.pValue(above: 0.35), 0.08533247333923893, relative: 1e-11))
  }

  /// Mid-p values by scipy 1.17.1, `binom.sf(81, 263, 0.25) + binom.pmf(81, 263, 0.25) / 2`, and likewise below.
  @Test("the mid-p interval has the p-values of scipy's binomial distribution, and ends at 0 and 1")
  func midP() throws {
    let curve = try #require(ConfidenceCurve.midP(81, of: 263))
    #expect(close(curve.pValue(below: 0.25), 0.01667596486941457, relative: 1e-11))
    #expect(close(curve.pValue(above: 0.35), 0.07593747069992202, relative: 1e-11))
    let none = try #require(ConfidenceCurve.midP(0, of: 20)).interval(confidence: 0.95)
    // ½ (1 − p)^20 = 0.025
    #expect(none.lower == 0)
    #expect(close(none.upper, 0.13910834066826516, relative: 1e-12))
    let all = try #require(ConfidenceCurve.midP(20, of: 20)).interval(confidence: 0.95)
    #expect(all.upper == 1)
    #expect(close(all.lower, 1 - none.upper, relative: 1e-12))
  }

  /// statsmodels 0.15.0, `proportions_ztest(81, 263, 0.25, alternative="larger", prop_var=0.25)`.
  @Test("Wilson's interval has the p-values of the score test")
  func wilson() throws {
    let curve = try #require(ConfidenceCurve.wilson(81, of: 263))
    #expect(close(curve.pValue(below: 0.25), 0.014940752987273246, relative: 1e-11))
    #expect(curve.pValue(below: 0) == 0 && curve.pValue(below: 1) == 1)
    #expect(curve.pValue(above: 0) == 1 && curve.pValue(above: 1) == 0)
    #expect(ConfidenceCurve.wilson(0, of: 0) == nil)
  }

  /// scipy 1.17.1, `stats.bootstrap` with these resamples as its `bootstrap_result`.
  @Test(
    "bootstrap intervals of given resamples are those of scipy",
    arguments: [
      (0.95, 0.31701421694642673, 1.9284417774257414, 0.329713161493583, 1.998218772960523),
      (0.8, 0.3551596640630788, 1.5153659516821412, 0.41939423527687536, 1.793843061396621),
    ])
  func bootstrap(confidence: Double, low: Double, high: Double, percentileLow: Double, percentileHigh: Double) throws {
    let acceleration = try #require(Linearised(rows.map { ($0 - mean) / 10 })).acceleration
    let bca = try #require(ConfidenceCurve.bca(mean, resampled: resampled, acceleration: acceleration))
      .interval(confidence: confidence)
    #expect(close(bca.lower, low, relative: 1e-10))
    #expect(close(bca.upper, high, relative: 1e-10))
    let percentile = try #require(ConfidenceCurve.percentile(mean, resampled: resampled))
      .interval(confidence: confidence)
    #expect(close(percentile.lower, percentileLow, relative: 1e-12))
    #expect(close(percentile.upper, percentileHigh, relative: 1e-12))
  }

  @Test("what samples overstate has its limit twice the bias farther out, on one side and within the range")
  func widened() throws {
    let plain = try #require(ConfidenceCurve.percentile(mean, resampled: resampled)).interval(confidence: 0.9)
    let bias = resampled.compensatedSum / Double(resampled.count) - mean
    let lifted = resampled.map { $0 - bias + 0.1 }
    let curve = try #require(ConfidenceCurve.widenedPercentile(mean, resampled: lifted, in: -9...9))
    let interval = curve.interval(confidence: 0.9)
    #expect((interval.lower - (plain.lower - bias + 0.1 - 0.2)).magnitude < 1e-12)
    #expect((interval.upper - (plain.upper - bias + 0.1)).magnitude < 1e-12)
    let kept = try #require(ConfidenceCurve.widenedPercentile(mean, resampled: lifted, in: mean...9))
    #expect(kept.interval(confidence: 0.9).lower == mean)
    #expect(ConfidenceCurve.widenedPercentile(1, resampled: [], in: 0...1) == nil)
  }

  /// statsmodels 0.15.0, `proportion_confint(0, 40, method="wilson")`.
  @Test("rows among which nothing varies leave Wilson's interval of none among them")
  func unvarying() throws {
    let curve = try #require(ConfidenceCurve.unvarying(1, width: 2, trials: 40, in: -1...1))
    let interval = curve.interval(confidence: 0.95)
    #expect(interval.upper == 1)
    #expect(close(1 - interval.lower, 2 * 0.08762160119728668, relative: 1e-9))
    #expect(close(curve.pValue(below: interval.lower), 0.025, relative: 1e-9))
    #expect(curve.pValue(below: 1) == 1 && curve.pValue(above: 1) == 1)
    #expect(ConfidenceCurve.unvarying(1, width: 2, trials: 0, in: -1...1) == nil)
  }

  @Test("few rows put the percentiles farther out, many leave them where they are")
  func units() throws {
    func width(_ units: Int?) throws -> Double {
      let curve = try #require(ConfidenceCurve.percentile(mean, resampled: resampled, units: units))
      let interval = curve.interval(confidence: 0.9)
      return interval.upper - interval.lower
    }
    #expect(try width(10) > 1.05 * width(nil))
    #expect(close(try width(1_000_000), try width(nil), relative: 1e-4))
  }

  @Test("resamples claim no more than their number can show")
  func smallest() throws {
    let curve = try #require(ConfidenceCurve.percentile(mean, resampled: resampled))
    #expect(curve.pValue(below: -100) == 1.0 / 102)
    #expect(curve.pValue(above: 100) == 1.0 / 102)
  }

  @Test(
    "a limit beyond all resamples has the smallest p-value on one side and 1 on the other",
    arguments: [-0.2, -0.01, 0, 0.01, 0.2])
  func beyond(acceleration: Double) throws {
    let resampled = (0..<999).map { Double($0) / 999 }
    let curve = try #require(ConfidenceCurve.bca(0.5, resampled: resampled, acceleration: acceleration))
    for limit in [-1.0, 2] {
      let sides = [curve.pValue(below: limit), curve.pValue(above: limit)]
      #expect(sides.min() == 0.001 && sides.max() == 1, "\(limit): \(sides)")
    }
  }

  @Test("an estimate outside of all resamples has no bias-corrected interval, and no resamples have none at all")
  func undefined() {
    #expect(ConfidenceCurve.bca(100, resampled: resampled, acceleration: 0) == nil)
    #expect(ConfidenceCurve.bca(1, resampled: [], acceleration: 0) == nil)
    #expect(ConfidenceCurve.percentile(1, resampled: []) == nil)
    #expect(ConfidenceCurve.newcombe(PairedProportions(both: 0, onlyFirst: 0, onlySecond: 0, neither: 0)) == nil)
  }

  @Test("equal predictions differ by nothing, which is shown to be above less and not to be above itself")
  func point() {
    let curve = ConfidenceCurve.wald(0, standardError: 0, in: -1...1, method: "delta method")
    #expect(curve.interval(confidence: 0.95) == Interval(lower: 0, upper: 0))
    #expect(curve.pValue(below: -0.01) == 0)
    #expect(curve.pValue(below: 0) == 1)
  }

  @Test("limits stay in the range of possible values, beyond which nothing needs to be shown")
  func range() {
    let curve = ConfidenceCurve.wald(0.99, standardError: 0.02, in: 0...1, method: "normal")
    #expect(curve.interval(confidence: 0.95).upper == 1)
    #expect(curve.pValue(above: 1.01) == 0)
    #expect(curve.pValue(below: -0.01) == 0)
  }
}
