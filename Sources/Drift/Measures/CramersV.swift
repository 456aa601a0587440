/// Cramér's V of the 2 × k table of both sides' counts with the correction of its bias, from 0 through 1.
///
/// √(φ² / min(k̃ − 1, r̃ − 1)), φ² = max(0, χ² / n − (k − 1)(r − 1) / (n − 1)), k̃ = k − (k − 1)² / (n − 1), r̃ likewise
/// with r = 2. Source: W. Bergsma, "A bias-correction for Cramér's V and Tschuprow's T", Journal of the Korean
/// Statistical Society 42 (2013).
package enum CramersV {
  /// - Parameter yates: as in `ChiSquared.contingency`.
  /// - Throws: `singleValue` for one category, `tooFew` where the correction leaves nothing to divide by.
  package static func value(_ counts: BinCounts, yates: Bool = false) throws(Undefined) -> Double {
    let totals = try counts.totals()
    let statistic = try ChiSquared.contingency(counts, yates: yates).statistic
    let n = totals.reference + totals.current
    let (r, k) = (2.0, Double(counts.reference.count))
    guard n > 1 else { throw .tooFew(minimum: 3) }
    let phi = max(0, statistic / n - (k - 1) * (r - 1) / (n - 1))
    let rows = r - (r - 1) * (r - 1) / (n - 1)
    let columns = k - (k - 1) * (k - 1) / (n - 1)
    let least = min(rows, columns) - 1
    // As many categories as rows of data: every table looks like this one.
    guard least > 0 else { throw .tooFew(minimum: Int(n) + 1) }
    return (phi / least).squareRoot()
  }
}
