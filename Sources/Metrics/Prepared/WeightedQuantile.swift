/// The value that a share of the weight lies at or below, in rows that are sorted once.
package struct WeightedQuantile: Sendable {
  let ordering: Ordering
  let values: [Double]
  private let weights: [Double]?
  private let level: Double

  /// Two sums of the same weights in different orders differ by less than this part of them.
  private static let rounding = 1e-12

  /// - Parameter level: from 0 to 1.
  package init(_ values: [Double], weights: [Double]?, level: Double) {
    ordering = Ordering(values)
    self.values = values
    self.weights = weights
    self.level = level
  }

  /// The smallest value with at least the level's share of the weight at or below it; averaged with the next greater
  /// one where it is exactly the share and `averaging`. Quantiles 1 and 2 of R. Hyndman, Y. Fan, "Sample quantiles in
  /// statistical packages", The American Statistician 50 (1996); numpy's `inverted_cdf` and `averaged_inverted_cdf`.
  ///
  /// - Returns: nil where no row has any weight.
  package func value(counts: Span<UInt8>, averaging: Bool) -> Double? {
    var total = 0.0
    for row in counts.indices { total += weight(row, counts) }
    guard total > 0 else { return nil }
    let sought = level * total
    let rounding = Self.rounding * total
    var sum = 0.0
    var found: Double?
    for row in ordering.rows {
      let weight = weight(Int(row), counts)
      guard weight > 0 else { continue }
      if let found { return (found + values[Int(row)]) / 2 }
      sum += weight
      guard sum >= sought - rounding else { continue }
      found = values[Int(row)]
      if !averaging || sum > sought + rounding { return found }
    }
    return found
  }

  private func weight(_ row: Int, _ counts: Span<UInt8>) -> Double { Double(counts[row]) * (weights?[row] ?? 1) }
}
