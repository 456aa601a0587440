/// The population stability index, Σ (c − r) · ln(c / r) over bins, with r and c the shares of the reference and of the
/// data (Siddiqi, "Credit Risk Scorecards", 2006).
///
/// Bins are the deciles of the reference for numbers with more than ten different values, and single values otherwise;
/// nulls are a bin, values that the reference does not have are one together, and so are values that are no numbers.
/// A share below `smallestShare` counts as that, since the logarithm of zero is not finite.
enum PopulationStability {
  static let smallestShare = 0.0001

  /// - Parameters:
  ///   - expected: the reference's counts, bin by bin.
  ///   - found: the data's.
  /// - Returns: nil when either has no rows.
  static func index(expected: [Int], found: [Int], referenceRows: Int, rows: Int) -> Double? {
    guard referenceRows > 0, rows > 0 else { return nil }
    return zip(expected, found).reduce(0) { sum, pair in
      if pair.0 == 0 && pair.1 == 0 { return sum }
      let r = max(Double(pair.0) / Double(referenceRows), smallestShare)
      let c = max(Double(pair.1) / Double(rows), smallestShare)
      return sum + (c - r) * Logarithm.natural(c / r)
    }
  }
}
