package import Core
package import Tables

/// A first contract, read off one table: what is so today, rounded generously where tomorrow's data will differ.
package struct InferredContract: Sendable, Equatable {
  /// The object's name in the contract: the data set's.
  package let name: String
  /// The rows it was read off.
  package let rows: Int
  /// How many rows there may be: from half of today's to ten times as many.
  package let rowLimits: ClosedRange<Int>
  package let columns: [Column]

  package struct Column: Sendable, Equatable {
    package var name: String
    package var type: LogicalType = .string
    /// No cell is null.
    package var isRequired = false
    /// No value occurs twice, and it looks like what rows are told apart by.
    package var isUnique = false
    /// The largest share of nulls, in percent; nil where none is allowed and where there is no value at all.
    package var maximumNulls: Int?
    /// The only values there may be, sorted; empty for any.
    package var values: [String] = []
    /// For numbers that are neither ids nor a closed set.
    package var bounds: OutwardBounds?
  }

  /// Reads a contract off a table. The table passes it.
  ///
  /// - Throws: `malformedData` when the table has no rows: nothing follows from nothing.
  package init(of table: Table, name: String) throws(Failure) {
    guard table.rowCount > 0 else {
      throw Failure(
        .malformedData, "the file has a header but no rows", at: Place(file: table.name),
        hint: "a contract is inferred from values: name a file that has some")
    }
    self.name = name
    rows = table.rowCount
    let (most, overflow) = rows.multipliedReportingOverflow(by: 10)
    rowLimits = max(1, Self.twoDigits(rows / 2))...(overflow ? rows : most)
    columns = table.columns.enumerated().map { Column(of: $1, in: table, isFirst: $0 == 0) }
  }

  /// The number with all but its first two digits made zero.
  private static func twoDigits(_ number: Int) -> Int {
    var scale = 1
    while number / scale >= 100 { scale *= 10 }
    return number / scale * scale
  }
}
