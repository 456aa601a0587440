import Scan

/// The numbers in a batch's column, read once for all tests of it.
struct ColumnNumbers: Sendable {
  private(set) var column = -1
  private(set) var firstRow = -1
  /// Of the cells that are not null; NaN for those that hold no finite number.
  private(set) var values: [Double] = []
  /// The row of each value; empty when no cell is null, and value and row are the same.
  private var rows: [Int] = []

  mutating func read(
    _ column: Int, _ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>, _ firstRow: Int
  ) {
    self.column = column
    self.firstRow = firstRow
    values.removeAll(keepingCapacity: true)
    rows.removeAll(keepingCapacity: true)
    var nulls = 0
    var values = self.values
    var rows = self.rows
    self.values = []
    self.rows = []
    batch.forEach(column, bytes) { row, bytes, range in
      if range.isEmpty {
        if nulls == 0 { rows = Array(0..<row) }
        nulls += 1
        return
      }
      if case .number(let value) = FastNumber.parse(bytes, range) {
        values.append(value)
      } else {
        values.append(.nan)
      }
      if nulls > 0 { rows.append(row) }
    }
    self.values = values
    self.rows = rows
  }

  func row(of index: Int) -> Int { rows.isEmpty ? index : rows[index] }
}
