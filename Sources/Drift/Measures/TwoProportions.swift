import Statistics

/// The z-test that two shares are equal, with the share of both together in the standard error:
/// z = (p − q) / √(P (1 − P) (1 / m + 1 / n)).
package enum TwoProportions {
  /// The two-sided p-value.
  ///
  /// - Parameters:
  ///   - reference: how many of how many, as is `current`.
  /// - Throws: `singleValue` where all or none of both are counted.
  package static func pValue(
    reference: (count: Double, total: Double), current: (count: Double, total: Double)
  ) throws(Undefined) -> Double {
    let (m, n) = (reference.total, current.total)
    let pooled = (reference.count + current.count) / (m + n)
    guard pooled > 0, pooled < 1 else { throw .singleValue }
    let error = (pooled * (1 - pooled) * (1 / m + 1 / n)).squareRoot()
    return Normal.twoSidedP((reference.count / m - current.count / n) / error)
  }
}
