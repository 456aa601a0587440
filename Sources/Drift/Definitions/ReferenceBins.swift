/// Our own definitions: bins that the reference alone decides, so that they can be saved with its profile.
package enum ReferenceBins {
  /// A share below it counts as this where a logarithm would be infinite.
  package static let smallestShare = 0.0001
  /// Numbers with no more different values than these are bins by themselves.
  package static let mostSingleValues = 10

  /// Counts of both sides in the deciles of the reference, or by value; nulls first, and by value what the reference
  /// does not have last.
  static func counts(_ pair: NumberPair) -> BinCounts {
    let nulls = (reference: Double(pair.reference.nulls), current: Double(pair.current.nulls))
    var bins = [nulls]
    if pair.reference.values.count > mostSingleValues {
      let edges = deciles(of: pair.reference)
      let (reference, current) = (Edges.countUpTo(pair.reference, edges), Edges.countUpTo(pair.current, edges))
      for (left, right) in zip(reference, current) { bins.append((left, right)) }
    } else {
      var unknown = 0
      pair.forEachValue { _, reference, current in
        if reference > 0 { bins.append((Double(reference), Double(current))) } else { unknown += current }
      }
      bins.append((0, Double(unknown)))
    }
    return BinCounts(masses: bins)
  }

  /// The different inner deciles; bin i holds what is above edge i − 1 and up to edge i.
  static func deciles(of sample: NumberSample) -> [Double] {
    var edges: [Double] = []
    for edge in sample.quantiles((1...9).map { Double($0) / 10 }) where edges.last != edge { edges.append(edge) }
    return edges
  }

  /// D(data ‖ reference): what the data would surprise one by who believes in the reference. Shares below
  /// `smallestShare` count as that, and both sides are then divided by their sums.
  static func kullbackLeibler(_ counts: BinCounts) throws(Undefined) -> Double {
    let shares = try counts.shares().floored(at: smallestShare).normalized()
    return KullbackLeibler.divergence(zip(shares.current, shares.reference))
  }

  /// The z-test of the second of two categories.
  static func zTest(_ counts: BinCounts) throws(Undefined) -> Double {
    let totals = try counts.totals()
    if counts.reference.count == 1 { throw .singleValue }
    guard counts.reference.count == 2 else { throw .notTwoCategories }
    return try TwoProportions.pValue(
      reference: (counts.reference[1], totals.reference), current: (counts.current[1], totals.current))
  }
}
