/// A quantile of one number a row: a median, a percentile, the largest error.
///
/// There is no closed form for influences: they need the density at the quantile.
package struct QuantileMetric: PreparedMetric {
  /// Which value stands for the quantile that lies between two rows.
  package enum Rule: String, Sendable, CaseIterable {
    /// Between the two neighbours of place (n − 1) p, in proportion: Hyndman and Fan's quantile 7.
    case linear
    /// The neighbour below that place, above it, or nearer to it, of two as near the one at the even place.
    case lower, higher, nearest
    /// The smallest value with at least the share p of the weight at or below it.
    case invertedCDF = "inverted_cdf"
    /// The same, averaged with the next where it is exactly that share: the median of weighted rows, too.
    case averagedInvertedCDF = "averaged_inverted_cdf"

    /// Places are of rows, so only rules that know no places can be weighted.
    package var takesWeights: Bool { self == .invertedCDF || self == .averagedInvertedCDF }
  }

  private let level: Double
  private let rule: Rule
  private let weighted: WeightedQuantile

  /// - Parameters:
  ///   - level: from 0 to 1.
  ///   - weights: of the rows; only for rules that take them.
  package init(_ values: [Double], weights: [Double]?, level: Double, rule: Rule) {
    precondition(weights == nil || rule.takesWeights)
    weighted = WeightedQuantile(values, weights: weights, level: level)
    self.level = level
    self.rule = rule
  }

  package var value: MetricValue { valueOfEachOnce(weighted.values.count) }

  package func value(counts: Span<UInt8>) -> MetricValue {
    let value =
      rule.takesWeights
      ? weighted.value(counts: counts, averaging: rule == .averagedInvertedCDF) : placed(counts)
    return value.map { .success($0) } ?? .undefined("no row has any weight")
  }

  private func placed(_ counts: Span<UInt8>) -> Double? {
    var total = 0
    for row in counts.indices { total += Int(counts[row]) }
    guard total > 0 else { return nil }
    let place = Double(total - 1) * level
    switch rule {
    case .lower: return element(Int(place.rounded(.down)), counts)
    case .higher: return element(Int(place.rounded(.up)), counts)
    case .nearest: return element(Int(place.rounded(.toNearestOrEven)), counts)
    default:
      guard let low = element(Int(place.rounded(.down)), counts), let high = element(Int(place.rounded(.up)), counts)
      else { return nil }
      return low + (high - low) * (place - place.rounded(.down))
    }
  }

  /// The value at a place from 0, counted from the smallest value.
  private func element(_ place: Int, _ counts: Span<UInt8>) -> Double? {
    var seen = 0
    for row in weighted.ordering.rows {
      seen += Int(counts[Int(row)])
      if seen > place { return weighted.values[Int(row)] }
    }
    return nil
  }
}
