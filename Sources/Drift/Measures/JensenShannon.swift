import Glibc
import Statistics

/// The Jensen–Shannon divergence, (D(r ‖ m) + D(c ‖ m)) / 2 with m = (r + c) / 2 and D the Kullback–Leibler divergence,
/// and its square root, which is a distance. An empty bin contributes nothing to its side's sum.
///
/// Source: J. Lin, "Divergence measures based on the Shannon entropy", IEEE Transactions on Information Theory 37 (1991).
package enum JensenShannon {
  /// In bits (logarithm to base 2), from 0 through 1.
  package static func divergence(_ shares: Shares) -> Double { min(nats(shares) / log(2), 1) }

  /// The square root of the divergence in nats (natural logarithm), from 0 through √ln 2 = 0.8326.
  package static func distance(_ shares: Shares) -> Double { nats(shares).squareRoot() }

  private static func nats(_ shares: Shares) -> Double {
    var sum = CompensatedSum()
    for (reference, current) in shares.bins {
      let mean = (reference + current) / 2
      if reference > 0 { sum.add(reference * log(reference / mean)) }
      if current > 0 { sum.add(current * log(current / mean)) }
    }
    return max(sum.value / 2, 0)
  }
}
