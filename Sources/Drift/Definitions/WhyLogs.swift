import Glibc
import Statistics

/// What whylogs 1.6 does beside the plain formulas (`whylogs/viz/drift/`), on exact counts instead of its sketches. Its
/// Kolmogorov–Smirnov test looks only at a hundred quantiles of a KLL sketch, and is not offered.
enum WhyLogs {
  /// Bins of equal width from the smallest to a little above the largest value of both, one for every four values, from
  /// 2 to 30; each includes its lower edge.
  ///
  /// - Throws: `overflow` where bins would be narrower than single precision can tell apart; whylogs then takes fewer.
  static func hellinger(_ reference: NumberSample, _ current: NumberSample) throws(Undefined) -> Double {
    let pair = try NumberPair(reference, current)
    var (low, high) = (Double.infinity, -Double.infinity)
    pair.forEachValue { value, _, _ in (low, high) = (min(low, value), max(high, value)) }
    high += high == 0 ? 1e-7 : high.magnitude * 1e-7
    let bins = max(min((reference.total + current.total + 3) / 4, 30), 2)
    let width = (high - low) / Double(bins)
    let magnitude = max(low.magnitude, high.magnitude)
    guard width.isFinite, width >= pow(2, log2(magnitude).rounded(.down) - 23) else { throw .overflow }
    let edges = (0...bins).map { low + Double($0) * width }
    let counts = zip(Edges.count(reference, in: edges), Edges.count(current, in: edges))
    return try Hellinger.distance(BinCounts(masses: counts.map { (reference: $0, current: $1) }).shares())
  }

  /// Goodness of fit with expected counts rounded down to whole ones; p is 0 where one of them is 0. The degrees of
  /// freedom are the data's different values less one, at least 1.
  static func chiSquared(_ counts: BinCounts) throws(Undefined) -> Double {
    let totals = try counts.totals()
    var statistic = CompensatedSum()
    for (reference, current) in counts.bins {
      let expected = (reference / totals.reference * totals.current).rounded(.down)
      if expected == 0 { return 0 }
      statistic.add((current - expected) * (current - expected) / expected)
    }
    let distinct = counts.current.count { $0 > 0 }
    return ChiSquare.upperTail(statistic.value, degreesOfFreedom: max(distinct - 1, 1))
  }
}
