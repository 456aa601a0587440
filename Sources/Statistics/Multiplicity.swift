/// P-values of a family of tests, adjusted so that each can be held against the level of the whole family.
package enum Multiplicity: String, Sendable, CaseIterable {
  /// The chance of any wrong rejection stays below the level, whatever depends on what.
  case holm
  /// The expected share of wrong rejections among all rejections stays below the level, for tests that are independent
  /// or positively dependent.
  case benjaminiHochberg = "benjamini_hochberg"

  /// Adjusted p-values in the order given, each at least its own and at most 1.
  ///
  /// Sources: S. Holm, "A simple sequentially rejective multiple test procedure", Scand. J. Statist. 6 (1979);
  /// Y. Benjamini, Y. Hochberg, "Controlling the false discovery rate", JRSS B 57 (1995).
  ///
  /// - Parameter p: none of them NaN; what could not be tested is no member of the family.
  package func adjusted(_ p: [Double]) -> [Double] {
    let order = p.indices.sorted { (p[$0], $0) < (p[$1], $1) }
    let count = Double(p.count)
    var adjusted = p
    switch self {
    case .holm:
      var largest = 0.0
      for (rank, index) in order.enumerated() {
        largest = max(largest, (count - Double(rank)) * p[index])
        adjusted[index] = min(largest, 1)
      }
    case .benjaminiHochberg:
      var smallest = 1.0
      for (rank, index) in order.enumerated().reversed() {
        smallest = min(smallest, count / Double(rank + 1) * p[index])
        adjusted[index] = smallest
      }
    }
    return adjusted
  }
}
