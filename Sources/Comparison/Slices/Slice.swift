import Metrics

/// Rows that have the same values in some columns.
package struct Slice: Sendable, Equatable {
  package struct Part: Sendable, Equatable {
    package let column: String
    /// Empty for the rows that have none.
    package let value: String
  }

  package let parts: [Part]

  /// `contract=Two year, senior=1`.
  package var name: String {
    parts.map { "\($0.column)=\($0.value.isEmpty ? "(missing)" : $0.value)" }.joined(separator: ", ")
  }
}

/// All slices by some columns, and by crossings of them.
struct SliceList {
  /// With the rows of each, ascending; those of fewer columns first, then in the order of columns and values.
  let slices: [(slice: Slice, rows: [UInt32])]

  /// - Parameters:
  ///   - crossings: up to how many columns are crossed.
  ///   - minimumRows: crossings with fewer rows are left out: nobody asked for any of them by name.
  init(_ columns: [Grouping], crossings: Int, minimumRows: Int) {
    var found: [(Slice, [UInt32])] = []
    for count in 1...max(1, crossings) {
      for combination in Self.combinations(columns, count) {
        let parts = Self.split(combination)
        found += count == 1 ? parts : parts.filter { $0.1.count >= minimumRows }
      }
    }
    slices = found
  }

  private static func combinations(_ columns: [Grouping], _ count: Int) -> [[Grouping]] {
    if count == 0 { return [[]] }
    return columns.indices.flatMap { first in
      combinations(Array(columns[(first + 1)...]), count - 1).map { [columns[first]] + $0 }
    }
  }

  private static func split(_ columns: [Grouping]) -> [(Slice, [UInt32])] {
    let count = UInt32(truncatingIfNeeded: columns.first?.codes.count ?? 0)
    var parts: [(parts: [Slice.Part], rows: [UInt32])] = [([], Array(0..<count))]
    for column in columns {
      parts = parts.flatMap { part in
        var rows = [[UInt32]](repeating: [], count: column.names.count)
        for row in part.rows { rows[Int(column.codes[Int(row)])].append(row) }
        return zip(column.names, rows).filter { !$0.1.isEmpty }.map { name, rows in
          (part.parts + [Slice.Part(column: column.column, value: name)], rows)
        }
      }
    }
    return parts.map { (Slice(parts: $0.parts), $0.rows) }
  }
}
