/// What Deequ 2 does beside the plain formulas (`analyzers/Distance.scala`).
///
/// Its numeric distance compares the ranks in two KLL sketches; here the ranks are exact.
enum Deequ {
  /// max(0, D − 1.8 √((m + n) / (m n))): what is left of the distance beyond what small samples show by chance.
  static func lInfinity(_ reference: NumberSample, _ current: NumberSample) throws(Undefined) -> Double {
    corrected(
      try KolmogorovSmirnov.distance(reference, current), Double(reference.total), Double(current.total))
  }

  static func lInfinity(_ counts: BinCounts) throws(Undefined) -> Double {
    let totals = try counts.totals()
    return corrected(try LInfinity.distance(counts.shares()), totals.reference, totals.current)
  }

  private static func corrected(_ distance: Double, _ m: Double, _ n: Double) -> Double {
    max(0, distance - 1.8 * ((m + n) / (m * n)).squareRoot())
  }

  /// The p-value of the goodness of fit over the reference's categories, the others left out. While too many expected
  /// counts are small, the smallest is added to the next smallest: below 5 for more than a fifth of the categories, or
  /// below 10 for any of two.
  ///
  /// Of equally small ones the first is taken; Deequ takes whichever its hash table has first.
  ///
  /// - Throws: `singleValue` when fewer than two categories are left.
  static func chiSquared(_ counts: BinCounts) throws(Undefined) -> Double {
    let totals = try counts.totals()
    var bins = counts.bins.filter { $0.0 > 0 }.map { (expected: $0.0, observed: $0.1) }
    let known = bins.reduce(0) { $0 + $1.observed }
    guard known > 0 else { throw .tooFew(minimum: 1) }
    for index in bins.indices { bins[index].expected = bins[index].expected / totals.reference * known }
    while bins.count >= 2 {
      let smallest = bins.count > 2 ? 5.0 : 10.0
      let allowed = bins.count > 2 ? Int(0.2 * Double(bins.count)) : 0
      guard bins.count(where: { $0.expected < smallest }) > allowed else { break }
      let merged = bins.remove(at: leastExpected(bins))
      let target = leastExpected(bins)
      bins[target].expected += merged.expected
      bins[target].observed += merged.observed
    }
    return try ChiSquared.goodnessOfFit(observed: bins.map(\.observed), expected: bins.map(\.expected)).pValue
  }

  private static func leastExpected(_ bins: [(expected: Double, observed: Double)]) -> Int {
    bins.indices.min { bins[$0].expected < bins[$1].expected } ?? 0
  }

  /// The population stability index without any replacement of zeros.
  ///
  /// - Throws: `emptyBin` where Deequ returns infinity.
  static func populationStabilityIndex(_ counts: BinCounts) throws(Undefined) -> Double {
    let shares = try counts.shares()
    if (shares.reference + shares.current).contains(0) { throw .emptyBin }
    return PopulationStabilityIndex.value(shares)
  }
}
