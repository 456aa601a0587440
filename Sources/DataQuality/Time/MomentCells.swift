import Scan

/// The moments in a batch's column of text.
struct MomentCells {
  /// Of the cells that are not null: seconds since 1970-01-01T00:00:00Z, NaN for those that hold no moment.
  let values: [Double]
  /// Whether they are all dates or all have a time of day; nil where they differ, or where some are no moments.
  let type: ColumnType?

  init(_ column: Int, _ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>) {
    var values = [Double](repeating: 0, count: batch.rows)
    var output = values.mutableSpan
    var (count, days, others) = (0, 0, 0)
    batch.forEachValue(column, bytes) { _, bytes, range, cell in
      let found = Self.mayBeMoment(cell) ? MomentText.seconds(bytes, range) : nil
      if range.count == 10 { days &+= 1 }
      if found == nil { others &+= 1 }
      unsafe output[unchecked: count] = found ?? .nan
      count &+= 1
    }
    values.removeLast(values.count - count)
    self.values = values
    type = others > 0 ? nil : days == count ? .date : days == 0 ? .timestamp : nil
  }

  /// Of JSON only a string is one.
  @inline(__always) static func mayBeMoment(_ cell: Cell) -> Bool {
    cell.kind == .untyped || cell.kind == .string || cell.kind == .moment
  }
}
