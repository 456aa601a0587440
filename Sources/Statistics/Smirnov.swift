/// The distribution of the largest distance between the distribution functions of two samples from one continuous
/// distribution.
package enum Smirnov {
  /// Up to this size of the larger sample the p-value is exact, as in scipy's `ks_2samp(method="auto")`.
  package static let largestExact = 10_000

  /// P(D ≥ distance): exact where both samples have at most `largestExact` values, otherwise that of the one-sample
  /// statistic with n = first · second / (first + second), rounded.
  ///
  /// Ties make it conservative, since it is computed for a continuous distribution.
  ///
  /// - Parameters:
  ///   - distance: in units of 1 / lcm(first, second), from 0 up.
  ///   - first: how many values one sample has; above 0, as is `second`.
  package static func upperTail(_ distance: Int, _ first: Int, _ second: Int) -> Double {
    if distance <= 0 { return 1 }
    let divisor = greatestCommonDivisor(first, second)
    if max(first, second) > largestExact {
      let effective = Double(first) * Double(second) / (Double(first) + Double(second))
      let units = Double(first / divisor) * Double(second)
      return Kolmogorov.upperTail(
        Double(distance) / units, n: max(Int(effective.rounded(.toNearestOrEven)), 1))
    }
    // At most e · e^(−2 mn / (m + n) D²) (Wei and Dudley 2012): below the smallest number there is nothing to count.
    let (m, n) = (Double(first), Double(second))
    let share = Double(distance) / (m * n) * Double(divisor)
    if 2 * m * n / (m + n) * share * share > 750 { return 0 }
    return first == second
      ? equalSizes(distance, first)
      : pathsOutside(distance, max(first, second), min(first, second), divisor)
  }

  /// 2 Σ (−1)^(k − 1) C(2n, n − kh) / C(2n, n) over k from 1 to n / h, as nested products of neighbouring ratios
  /// (Gnedenko and Korolyuk 1951).
  private static func equalSizes(_ h: Int, _ n: Int) -> Double {
    var sum = 0.0
    for k in stride(from: n / h, to: 0, by: -1) {
      var ratio = 1.0
      let before = (k - 1) * h
      for j in 0..<h { ratio *= Double(n - before - j) / Double(n + before + j + 1) }
      sum = ratio * (1 - sum)
    }
    return min(max(2 * sum, 0), 1)
  }

  /// The share of lattice paths from (0, 0) to (m, n) that meet a point (i, j) with |i / m − j / n| at least the
  /// distance: at each point the mean of those of its two predecessors, weighted by the number of paths through them.
  ///
  /// Source: J. L. Hodges, "The significance probability of the Smirnov two-sample test", Arkiv för Matematik 3 (1958).
  private static func pathsOutside(_ h: Int, _ m: Int, _ n: Int, _ divisor: Int) -> Double {
    let (stepI, stepJ) = (n / divisor, m / divisor)
    let reciprocals = (0...(m + n)).map { 1 / Double(max($0, 1)) }
    // Everything is outside until computed: the band of inside points only moves up.
    var shares = [Double](repeating: 1, count: n + 1)
    for i in 0...m {
      // The j with |i · stepI − j · stepJ| < h.
      let low = max((i * stepI - h + stepJ) / stepJ, 0)
      let high = min((i * stepI + h - 1) / stepJ, n)
      guard low <= high else { return 1 }
      if low > 0 { shares[low - 1] = 1 }
      for j in low...high {
        if i == 0 && j == 0 {
          shares[0] = 0
          continue
        }
        // Points of the column before that lie above its band are still 1.
        let left = i == 0 ? 0 : shares[j] * Double(i)
        let below = j == 0 ? 0 : shares[j - 1] * Double(j)
        shares[j] = (left + below) * reciprocals[i + j]
      }
    }
    return min(shares[n], 1)
  }

  /// The greatest common divisor of two numbers above 0.
  package static func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : greatestCommonDivisor(b, a % b) }
}
