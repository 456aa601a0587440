import Statistics

/// Pearson's chi-squared tests on counts in bins.
package struct ChiSquared: Sendable, Equatable {
  /// Σ (observed − expected)² / expected; infinite where something was observed that was not expected at all.
  package let statistic: Double
  package let degreesOfFreedom: Int

  /// P(X ≥ statistic) of the chi-squared distribution; 0 for an infinite statistic.
  package var pValue: Double { ChiSquare.upperTail(statistic, degreesOfFreedom: degreesOfFreedom) }

  /// Goodness of fit: the data's counts against the reference's, scaled to the data's total; k − 1 degrees of freedom.
  ///
  /// The reference is taken for the exact distribution, so that a category that it lacks is impossible: p is 0.
  ///
  /// - Throws: as `BinCounts.totals`; `singleValue`.
  package static func goodnessOfFit(_ counts: BinCounts) throws(Undefined) -> ChiSquared {
    let totals = try counts.totals()
    let scale = totals.current / totals.reference
    return try goodnessOfFit(observed: counts.current, expected: counts.reference.map { $0 * scale })
  }

  /// - Throws: `singleValue` for fewer than two categories.
  static func goodnessOfFit(observed: [Double], expected: [Double]) throws(Undefined) -> ChiSquared {
    guard observed.count > 1 else { throw .singleValue }
    let terms = zip(observed, expected).lazy.map { ($0 - $1) * ($0 - $1) / $1 }
    return ChiSquared(
      statistic: terms.contains(.infinity) ? .infinity : terms.compensatedSum,
      degreesOfFreedom: observed.count - 1)
  }

  /// Homogeneity of the 2 × k table of both sides' counts; k − 1 degrees of freedom.
  ///
  /// - Parameter yates: moves each observed count of a 2 × 2 table by up to ½ towards the expected one, as scipy's
  ///   `chi2_contingency` does unless told otherwise.
  /// - Throws: as `BinCounts.totals`; `singleValue`.
  package static func contingency(_ counts: BinCounts, yates: Bool = false) throws(Undefined) -> ChiSquared {
    let totals = try counts.totals()
    guard counts.reference.count > 1 else { throw .singleValue }
    let all = totals.reference + totals.current
    let corrects = yates && counts.reference.count == 2
    var statistic = CompensatedSum()
    for (reference, current) in counts.bins {
      for (observed, row) in [(reference, totals.reference), (current, totals.current)] {
        let expected = row * (reference + current) / all
        let distance = (observed - expected).magnitude
        let corrected = corrects ? distance - min(0.5, distance) : distance
        statistic.add(corrected * corrected / expected)
      }
    }
    return ChiSquared(statistic: statistic.value, degreesOfFreedom: counts.reference.count - 1)
  }
}
