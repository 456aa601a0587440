import Statistics

/// The total variation distance, ½ Σ |r − c|: the share of rows that would have to change their category, from 0
/// through 1.
package enum TotalVariation {
  package static func distance(_ shares: Shares) -> Double {
    min(shares.bins.lazy.map { ($0 - $1).magnitude }.compensatedSum / 2, 1)
  }
}
