/// What Evidently 0.7 does beside the plain formulas (`evidently/legacy/calculations/stattests/`).
///
/// It drops nulls and infinite values before; here infinite values make a measure undefined. Its total variation is the
/// p-value of a seeded permutation test, and is not offered.
enum Evidently {
  /// Sturges's edges over both samples together (`n_bins` has no effect there) for more than 20 different values in the
  /// reference, each value by itself otherwise.
  static func counts(_ pair: NumberPair) throws(Undefined) -> BinCounts {
    guard pair.reference.values.count > 20 else { return pair.countsPerValue }
    return try counts(pair, of: pair.reference.total + pair.current.total)
  }

  /// Sturges's edges over the different values of both samples, each counted once, whatever their number.
  static func countsByDistinctValues(_ pair: NumberPair) throws(Undefined) -> BinCounts {
    var distinct = 0
    pair.forEachValue { _, _, _ in distinct += 1 }
    return try counts(pair, of: distinct)
  }

  private static func counts(_ pair: NumberPair, of count: Int) throws(Undefined) -> BinCounts {
    let (reference, current) = (pair.reference, pair.current)
    guard let first = reference.values.first, let last = reference.values.last,
      let otherFirst = current.values.first, let otherLast = current.values.last
    else { throw .empty(.reference) }
    let edges = try Edges.sturges(
      from: min(first, otherFirst), to: max(last, otherLast), count: count,
      isInteger: reference.isInteger && current.isInteger)
    let bins = zip(Edges.count(reference, in: edges), Edges.count(current, in: edges))
    return BinCounts(masses: bins.map { (reference: $0, current: $1) }, keepsEmpty: true)
  }

  /// Shares, where a share of 0 is replaced by 0.0001, or by a millionth of the side's smallest share if that is 0.0001
  /// or less, in bins that are empty on both sides too. They are not scaled back to add up to 1.
  static func filled(_ counts: BinCounts) throws(Undefined) -> Shares {
    func filled(_ shares: [Double]) -> [Double] {
      let smallest = shares.lazy.filter { $0 > 0 }.min() ?? 1
      return shares.map { $0 > 0 ? $0 : smallest <= 0.0001 ? smallest / 1e6 : 0.0001 }
    }
    let shares = try counts.shares()
    return Shares(reference: filled(shares.reference), current: filled(shares.current))
  }

  /// D(reference ‖ data) of the filled shares, each side then divided by its sum: `scipy.stats.entropy`.
  static func kullbackLeibler(_ counts: BinCounts) throws(Undefined) -> Double {
    let shares = try filled(counts).normalized()
    return KullbackLeibler.divergence(shares.bins)
  }

  /// The z-test of all values but the smallest, and 1 where there is only one.
  ///
  /// Evidently subtracts a probability from 1, which leaves no digits below 1e-16; here they are there.
  static func zTest(_ counts: BinCounts) throws(Undefined) -> Double {
    let totals = try counts.totals()
    if counts.reference.count == 1 { return 1 }
    return try TwoProportions.pValue(
      reference: (totals.reference - counts.reference[0], totals.reference),
      current: (totals.current - counts.current[0], totals.current))
  }
}
