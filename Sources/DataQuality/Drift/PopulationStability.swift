import Drift
import Tables

/// The population stability index of a column against the reference's profile.
///
/// Bins are the deciles of the reference for numbers with more than ten different values, and single values otherwise;
/// nulls are a bin, values that the reference does not have are one together, and so are values that are no numbers.
enum PopulationStability {
  /// - Throws: why it is undefined, as when one side has no rows.
  static func index(
    _ column: Table.Column, in table: Table, reference: DataProfile.Column
  ) throws(Undefined) -> Double {
    let (expected, found) = bins(column, in: table, reference)
    let counts = BinCounts(zip(expected, found).map { (reference: $0, current: $1) })
    return try PopulationStabilityIndex.value(counts, floor: ReferenceBins.smallestShare)
  }

  /// Counts of both sides, bin by bin; nulls first, what the reference does not know last.
  private static func bins(
    _ column: Table.Column, in table: Table, _ reference: DataProfile.Column
  ) -> (reference: [Int], data: [Int]) {
    var nulls = 0
    switch reference.distribution {
    case .deciles(let edges, let counts, let other):
      var found = [Int](repeating: 0, count: counts.count)
      var foreign = 0
      for range in column.cells {
        if range.isEmpty {
          nulls += 1
        } else if let value = Number.parse(table.buffer[range]), !value.isNaN {
          found[DataProfile.Distribution.bin(of: value, edges)] += 1
        } else {
          foreign += 1
        }
      }
      return ([reference.nulls] + counts + [other], [nulls] + found + [foreign])
    case .categories(let categories, let other):
      // Sorted, so that the sum does not depend on the order of a dictionary.
      let names = categories.keys.sorted()
      var index: [ArraySlice<UInt8>: Int] = [:]
      for (position, name) in names.enumerated() { index[Array(name.utf8)[...]] = position }
      var found = [Int](repeating: 0, count: names.count)
      var foreign = 0
      for range in column.cells {
        if range.isEmpty {
          nulls += 1
        } else if let position = index[table.buffer[range]] {
          found[position] += 1
        } else {
          foreign += 1
        }
      }
      let expected = names.map { categories[$0] ?? 0 }
      return ([reference.nulls] + expected + [other], [nulls] + found + [foreign])
    }
  }
}
