/// Counts of two data sets in the same bins or categories, in the caller's order.
///
/// Whether nulls and values unknown to the reference are categories of their own is the caller's decision. Bins that
/// are empty on both sides are left out unless asked for.
package struct BinCounts: Sendable, Equatable {
  package let reference: [Double]
  package let current: [Double]
  /// Rows of the two that are in no bin because they are null: they only tell "all null" from "empty".
  package let nulls: [Int]

  /// - Parameters:
  ///   - masses: bin by bin; rows may be split.
  ///   - keepsEmpty: whether bins that are empty on both sides stay.
  package init(
    masses bins: [(reference: Double, current: Double)], nulls: (reference: Int, current: Int) = (0, 0),
    keepsEmpty: Bool = false
  ) {
    let present = keepsEmpty ? bins : bins.filter { $0.reference != 0 || $0.current != 0 }
    reference = present.map(\.reference)
    current = present.map(\.current)
    self.nulls = [nulls.reference, nulls.current]
  }

  package init(_ bins: [(reference: Int, current: Int)], nulls: (reference: Int, current: Int) = (0, 0)) {
    self.init(masses: bins.map { (reference: Double($0.reference), current: Double($0.current)) }, nulls: nulls)
  }

  /// The categories of both sides, in the order of their names.
  package init(
    reference: [String: Int], current: [String: Int], nulls: (reference: Int, current: Int) = (0, 0)
  ) {
    let names = Set(reference.keys).union(current.keys).sorted()
    self.init(names.map { (reference: reference[$0] ?? 0, current: current[$0] ?? 0) }, nulls: nulls)
  }

  package var bins: Zip2Sequence<[Double], [Double]> { zip(reference, current) }

  /// The sum of each side.
  ///
  /// - Throws: `empty`, `allNull`, `invalidCounts`, `overflow`.
  package func totals() throws(Undefined) -> (reference: Double, current: Double) {
    if (reference + current).contains(where: { $0 < 0 || !$0.isFinite }) { throw .invalidCounts }
    let totals = (reference: reference.reduce(0, +), current: current.reduce(0, +))
    if totals.reference == 0 { throw nulls[0] > 0 ? .allNull(.reference) : .empty(.reference) }
    if totals.current == 0 { throw nulls[1] > 0 ? .allNull(.current) : .empty(.current) }
    guard totals.reference.isFinite, totals.current.isFinite else { throw .overflow }
    return totals
  }

  /// The share of each bin in its side's total.
  ///
  /// - Throws: as `totals`.
  package func shares() throws(Undefined) -> Shares {
    let totals = try totals()
    return Shares(
      reference: reference.map { $0 / totals.reference }, current: current.map { $0 / totals.current })
  }
}

/// The shares of two data sets in the same bins.
package struct Shares: Sendable, Equatable {
  package var reference: [Double]
  package var current: [Double]

  package var bins: Zip2Sequence<[Double], [Double]> { zip(reference, current) }

  /// With each share of at least `floor`; the shares then add up to a little more than 1.
  func floored(at floor: Double) -> Shares {
    Shares(reference: reference.map { max($0, floor) }, current: current.map { max($0, floor) })
  }

  /// With both sides divided by their sums.
  func normalized() -> Shares {
    let (referenceTotal, currentTotal) = (reference.reduce(0, +), current.reduce(0, +))
    return Shares(reference: reference.map { $0 / referenceTotal }, current: current.map { $0 / currentTotal })
  }
}
