/// Numbers counted between edges, of any number and any width.
package struct BinnedCounts: Sendable {
  package struct Bin: Sendable {
    package let lower: Double
    package let upper: Double
    /// Of all.
    package let share: Double
    /// Share by width; nil for a bin without one, all of whose values are the same number.
    package var density: Double? { upper > lower ? share / (upper - lower) : nil }
  }

  /// Those that are not empty or have a width.
  package let bins: [Bin]

  /// - Parameter edges: one more than counts, ascending; two may be equal.
  /// - Returns: nil when there is nothing to draw: no count, or edges that are not finite, not in order or further
  ///   apart than a number can say.
  package init?(edges: [Double], counts: [Int]) {
    let total = counts.reduce(0) { $0 + Double($1) }
    guard edges.count == counts.count + 1, let first = edges.first, let last = edges.last, total > 0,
      (last - first).isFinite, counts.allSatisfy({ $0 >= 0 }), zip(edges, edges.dropFirst()).allSatisfy(<=)
    else { return nil }
    bins = counts.indices.compactMap { index in
      let bin = Bin(lower: edges[index], upper: edges[index + 1], share: Double(counts[index]) / total)
      // The density of a bin too narrow for one is infinite.
      guard let density = bin.density else { return bin.share > 0 ? bin : nil }
      return density.isFinite ? bin : Bin(lower: bin.upper, upper: bin.upper, share: bin.share)
    }
  }

  package var range: ClosedRange<Double> { (bins.first?.lower ?? 0)...(bins.last?.upper ?? 0) }

  /// The range without most of a long tail, which would leave the rest no room: a tail is drawn four times as long as
  /// everything between the outermost bins, no longer.
  var drawnRange: ClosedRange<Double> {
    guard bins.count > 3, let first = bins.first, let last = bins.last, last.lower > first.upper else { return range }
    let room = 4 * (last.lower - first.upper)
    guard room.isFinite else { return range }
    return max(first.lower, first.upper - room)...min(last.upper, last.lower + room)
  }
}
