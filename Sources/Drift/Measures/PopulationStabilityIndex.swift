import Glibc

/// The population stability index, Σ (c − r) · ln(c / r) over bins, with r and c the shares of the reference and of the
/// data. At least 0, symmetric, without an upper bound.
///
/// Source: N. Siddiqi, "Credit Risk Scorecards", Wiley 2006.
package enum PopulationStabilityIndex {
  /// - Parameter floor: a share below it counts as that, since the logarithm of zero is not finite.
  /// - Throws: as `BinCounts.totals`.
  package static func value(_ counts: BinCounts, floor: Double) throws(Undefined) -> Double {
    try value(counts.shares().floored(at: floor))
  }

  /// - Parameter shares: all above 0; an empty bin makes the value infinite.
  static func value(_ shares: Shares) -> Double {
    shares.bins.reduce(0) { $0 + ($1.1 - $1.0) * log($1.1 / $1.0) }
  }
}
