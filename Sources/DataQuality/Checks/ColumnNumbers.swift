import Scan

/// The numbers in a batch's column, read once for all tests of it.
struct ColumnNumbers: Sendable {
  private var column = -1
  private var firstRow = -1
  /// Of the cells that are not null; NaN for those that hold no finite number.
  private(set) var values: [Double] = []
  /// Whether none of them is NaN.
  private(set) var areAllFinite = true
  /// Of text: whether all are written as integers.
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
    defer { areAllFinite = !values.contains { $0.isNaN } }
    if let dictionary = column.dictionary {
      let known = dictionary.values.numbers
      values = column.codes.map { known[Int($0)] }
    } else {
      values = column.values.numbers
    }
  }

  private mutating func parse(_ column: Int, _ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>) {
    var values = self.values
    var rows: [Int32] = []
    self.values = []
    if values.count < batch.rows { values = [Double](repeating: 0, count: batch.rows) }
    var count = 0
    var areAllFinite = true
    var areIntegers = true
    var output = values.mutableSpan
    batch.forEachValue(column, bytes) { row, bytes, range, cell in
      if row != count {
        if rows.isEmpty { rows = (0..<count).map { Int32(truncatingIfNeeded: $0) } }
        rows.append(Int32(truncatingIfNeeded: row))
      }
      var value = Double.nan
      if cell.mayBeNumber { value = FastNumber.number(bytes, range, &areIntegers) }
      if value.isNaN { areAllFinite = false }
      unsafe output[unchecked: count] = value
      count &+= 1
    }
    self.areAllFinite = areAllFinite
    self.areIntegers = areIntegers
    if values.count > count { values.removeLast(values.count - count) }
    self.values = values
    self.rows = rows
  }

  @inline(__always) func row(of index: Int) -> Int { rows.isEmpty ? index : Int(rows[index]) }
}

extension Cell {
  /// A string is no number, even where it reads like one.
  @inline(__always) var mayBeNumber: Bool { count > 0 && (kind == .untyped || kind == .number) }
}
