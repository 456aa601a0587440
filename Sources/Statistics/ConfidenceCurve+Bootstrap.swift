extension ConfidenceCurve {
  /// The percentile bootstrap; nil for no values.
  ///
  /// - Parameters:
  ///   - resampled: the value on each resample, in any order.
  ///   - units: how many rows or clusters were drawn from. Few of them spread less than what they come from: the tails
  ///     are taken farther out, as Student's t does. Source: T. C. Hesterberg, "What teachers should know about the
  ///     bootstrap", The American Statistician 69 (2015), section 5.3. Nil for the plain percentiles.
  package static func percentile(_ estimate: Double, resampled: [Double], units: Int? = nil) -> ConfidenceCurve? {
    quantiles(estimate, Resampled(resampled), "percentile bootstrap") { expanded($0, units) }
  }

  /// The percentile bootstrap of what samples overstate, such as a maximum or a sum of absolute differences; nil for no
  /// values.
  ///
  /// Resamples lie beyond the estimate about as far as it lies beyond the truth (B. Efron, R. J. Tibshirani, "An
  /// Introduction to the Bootstrap", 1993, chapter 10), so that their percentiles are off by twice that bias. Each limit is
  /// moved by it where that is outwards: the bias is itself an estimate, and a limit is never moved inwards on its word.
  ///
  /// - Parameters:
  ///   - resampled: the value on each resample, in any order.
  ///   - units: how many rows or clusters were drawn from, see `percentile`.
  ///   - range: the values that are possible; limits are kept within it.
  package static func widenedPercentile(
    _ estimate: Double, resampled: [Double], units: Int? = nil, in range: ClosedRange<Double>
  ) -> ConfidenceCurve? {
    let values = Resampled(resampled)
    guard !values.sorted.isEmpty else { return nil }
    let bias = values.sorted.compensatedSum / Double(values.sorted.count) - estimate
    let (down, up) = (2 * max(bias, 0), 2 * max(-bias, 0))
    return ConfidenceCurve(
      method: "percentile bootstrap widened by its bias, \(values.sorted.count) resamples", estimate: estimate,
      standardError: values.deviation, smallestP: values.smallestP,
      lower: { max(values.quantile(expanded($0, units)) - down, range.lowerBound) },
      upper: { min(values.quantile(expanded(1 - $0, units)) + up, range.upperBound) })
  }

  /// The tail of the normal distribution where Student's has this one, for a deviation with n below and not n − 1.
  private static func expanded(_ tail: Double, _ units: Int?) -> Double {
    guard let units, units > 1 else { return tail }
    let n = Double(units)
    return Normal.cumulative((n / (n - 1)).squareRoot() * StudentT.quantile(tail, degreesOfFreedom: n - 1))
  }

  /// The bias-corrected and accelerated bootstrap; nil for no values, or where the estimate lies outside of them all, so
  /// that the bias is unbounded.
  ///
  /// Source: B. Efron, "Better bootstrap confidence intervals", JASA 82 (1987).
  ///
  /// - Parameter acceleration: a sixth of the skewness of the estimate, by the jackknife or from influences.
  package static func bca(_ estimate: Double, resampled: [Double], acceleration: Double) -> ConfidenceCurve? {
    let values = Resampled(resampled)
    let bias = Normal.quantile(values.share(below: estimate))
    guard bias.isFinite, acceleration.isFinite else { return nil }
    return quantiles(estimate, values, "BCa bootstrap") { tail in
      let shifted = bias + Normal.quantile(tail)
      // Nothing is left of a tail that is smaller than any number.
      if acceleration == 0 { return Normal.cumulative(bias + shifted) }
      let stretch = 1 - acceleration * shifted
      // Past its pole the formula would turn around; the limit is the outermost value.
      if stretch <= 0 { return acceleration > 0 ? 1 : 0 }
      return Normal.cumulative(bias + (stretch.isFinite ? shifted / stretch : -1 / acceleration))
    }
  }

  /// The studentised bootstrap, or bootstrap-t; nil for no values.
  ///
  /// Source: B. Efron, R. J. Tibshirani, "An Introduction to the Bootstrap" (1993), section 12.5.
  ///
  /// - Parameter ratios: on each resample, (its value − estimate) / its standard error.
  package static func studentised(
    _ estimate: Double, standardError: Double, ratios: [Double], in range: ClosedRange<Double>
  ) -> ConfidenceCurve? {
    let values = Resampled(ratios)
    guard !values.sorted.isEmpty else { return nil }
    @Sendable func limit(_ p: Double) -> Double {
      min(max(estimate - standardError * values.quantile(p), range.lowerBound), range.upperBound)
    }
    return ConfidenceCurve(
      method: "bootstrap-t, \(values.sorted.count) resamples", estimate: estimate, standardError: standardError,
      smallestP: values.smallestP, lower: { limit(1 - $0) }, upper: { limit($0) })
  }

  /// Limits that are quantiles of the resampled values.
  private static func quantiles(
    _ estimate: Double, _ values: Resampled, _ name: String, level: @escaping @Sendable (_ tail: Double) -> Double
  ) -> ConfidenceCurve? {
    guard !values.sorted.isEmpty else { return nil }
    return ConfidenceCurve(
      method: "\(name), \(values.sorted.count) resamples", estimate: estimate, standardError: values.deviation,
      smallestP: values.smallestP, lower: { values.quantile(level($0)) },
      upper: { values.quantile(level(1 - $0)) })
  }
}

/// Resampled values in order.
struct Resampled: Sendable {
  let sorted: [Double]

  init(_ values: [Double]) { sorted = values.sorted() }

  var smallestP: Double { 1 / Double(sorted.count + 1) }

  /// Linear between neighbours (Hyndman and Fan's type 7).
  func quantile(_ p: Double) -> Double {
    let position = p * Double(sorted.count - 1)
    let below = Int(position)
    let above = min(below + 1, sorted.count - 1)
    return sorted[below] + (position - Double(below)) * (sorted[above] - sorted[below])
  }

  /// The share of values below, those that are equal counting half.
  func share(below value: Double) -> Double {
    let below = sorted.partitioningIndex { $0 >= value }
    let through = sorted.partitioningIndex { $0 > value }
    return Double(below + through) / Double(2 * sorted.count)
  }

  /// Their standard deviation; nil for one.
  var deviation: Double? {
    guard sorted.count > 1 else { return nil }
    let count = Double(sorted.count)
    let mean = sorted.compensatedSum / count
    return (sorted.lazy.map { ($0 - mean) * ($0 - mean) }.compensatedSum / (count - 1)).squareRoot()
  }
}

extension [Double] {
  /// Where a predicate that holds from some place on begins to hold.
  fileprivate func partitioningIndex(_ holds: (Double) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
