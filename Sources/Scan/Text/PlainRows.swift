import CScan

/// Rows of comma-separated values without quotes, which nearly all are: a kernel file.
enum PlainRows {
  /// Appends rows that lie one after another, as long as they have no quotes and as many cells as there are columns.
  ///
  /// - Parameters:
  ///   - start: where the first one begins.
  ///   - limit: at or behind which none begins.
  ///   - rows: that the batch has in the end, at most.
  ///   - line: ends of lines before the first one.
  /// - Returns: how many they are, and where the next one begins.
  static func take(
    _ batch: inout CellBatch, _ bytes: borrowing Span<UInt8>, from start: Int, until limit: Int, rows: Int,
    line: Int, _ separator: UInt8
  ) -> (rows: Int, end: Int) {
    let (columns, wanted) = (batch.columns, rows - batch.rows)
    // Cells further on are refused, with an error.
    let size = min(bytes.count, Cell.limit)
    if columns == 0 || start >= size { return (0, start) }
    var found = cscan_rows(rows: 0, end: start)
    let cells = unsafe [Cell](unsafeUninitializedCapacity: wanted * columns) { cells, count in
      unsafe bytes.withUnsafeBufferPointer { bytes in
        let output = unsafe UnsafeMutableRawPointer(cells.baseAddress)?.assumingMemoryBound(to: UInt64.self)
        unsafe found = cscan_rows(
          bytes.baseAddress, size, start, limit, separator, columns, wanted, output)
      }
      count = found.rows * columns
    }
    batch.append(cells, rows: found.rows, line: line)
    return (found.rows, found.end)
  }
}
