import Statistics

/// The Hellinger distance, √(½ Σ (√r − √c)²), from 0 through 1.
///
/// Equal to √(1 − Σ √(r c)) for shares that add up to 1; this form keeps its digits near 0.
/// Source: E. Hellinger, Journal für die reine und angewandte Mathematik 136 (1909).
package enum Hellinger {
  package static func distance(_ shares: Shares) -> Double {
    let squares = shares.bins.lazy.map { reference, current in
      let difference = reference.squareRoot() - current.squareRoot()
      return difference * difference
    }
    return min((squares.compensatedSum / 2).squareRoot(), 1)
  }
}
