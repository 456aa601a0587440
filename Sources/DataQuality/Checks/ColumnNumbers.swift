import Scan

/// The numbers in a batch's column, read once for all tests of it.
struct ColumnNumbers: Sendable {
  private var column = -1
  private var firstRow = -1
  /// Of the cells that are not null; NaN for those that hold no finite number.
  private(set) var values: [Double] = []
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
    if let dictionary = column.dictionary {
      let known = dictionary.values.numbers
      values = column.codes.map { known[Int($0)] }
    } else {
      values = column.values.numbers
    }
  }

  private mutating func parse(_ column: Int, _ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>) {
    var values = self.values
    var rows = self.rows
    self.values = []
    self.rows = []
    values.removeAll(keepingCapacity: true)
    rows.removeAll(keepingCapacity: true)
    var hasGaps = false
    batch.forEachValue(column, bytes) { row, bytes, range, cell in
      if !hasGaps, row != values.count {
        rows = (0..<values.count).map { Int32(truncatingIfNeeded: $0) }
        hasGaps = true
      }
      if hasGaps { rows.append(Int32(truncatingIfNeeded: row)) }
      if cell.mayBeNumber, case .number(let value) = FastNumber.parse(bytes, range) {
        values.append(value)
      } else {
        values.append(.nan)
      }
    }
    self.values = values
    self.rows = rows
  }

  @inline(__always) func row(of index: Int) -> Int { rows.isEmpty ? index : Int(rows[index]) }
}

extension Cell {
  /// A string is no number, even where it reads like one.
  @inline(__always) var mayBeNumber: Bool { count > 0 && (kind == .untyped || kind == .number) }
}
