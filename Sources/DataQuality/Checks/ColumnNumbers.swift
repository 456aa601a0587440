import Scan

/// The numbers in a batch's column, read once for all tests of it.
struct ColumnNumbers: Sendable {
  private var column = -1
  private var firstRow = -1
  /// Of the cells that are not null; NaN for those that hold no finite number.
  private(set) var values: [Double] = []
  /// Whether none of them is NaN.
  private(set) var areAllFinite = true
  /// Whether all are integers: of text, written as such.
  private(set) var areIntegers = true
  /// The row of each value; empty when no cell is null, and value and row are the same.
  private var rows: [Int32] = []

  /// - Parameter firstRow: tells one batch from the next.
  mutating func read(
    _ column: Int, _ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>, _ firstRow: Int
  ) {
    if self.column == column, self.firstRow == firstRow { return }
    self.column = column
    self.firstRow = firstRow
    if !batch.typed.isEmpty, batch.typed[column].type.hasNumbers {
      take(batch.typed[column])
    } else {
      parse(column, batch, bytes)
    }
  }

  private mutating func take(_ column: TypedColumn) {
    rows = column.rows
    areIntegers = column.type == .integer
    defer { areAllFinite = !values.contains { $0.isNaN } }
    if let dictionary = column.dictionary {
      let known = dictionary.values.numbers
      values = column.codes.map { known[Int($0)] }
    } else {
      values = column.values.numbers
    }
  }

  private mutating func parse(_ column: Int, _ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>) {
    if values.count < batch.rows { values.append(contentsOf: repeatElement(0, count: batch.rows - values.count)) }
    rows = []
    if !batch.typed.isEmpty {
      // Text of a source that knows numbers is none.
      let count = batch.typed[column].count
      for index in 0..<count { values[index] = .nan }
      values.removeLast(values.count - count)
      rows = batch.typed[column].rows
      (areAllFinite, areIntegers) = (count == 0, true)
      return
    }
    let found = batch.readNumbers(column, bytes, into: &values)
    (areAllFinite, areIntegers) = (found.areAllFinite, found.areIntegers)
    values.removeLast(values.count - found.count)
    if found.count == batch.rows { return }
    rows.reserveCapacity(found.count)
    batch.forEachValue(column, bytes) { row, _, _, _ in rows.append(Int32(truncatingIfNeeded: row)) }
  }

  @inline(__always) func row(of index: Int) -> Int { rows.isEmpty ? index : Int(rows[index]) }
}
