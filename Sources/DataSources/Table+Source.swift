package import Core
package import Scan
package import Tables

extension Table {
  /// A whole table in memory, as text, whatever its format: null is an empty cell.
  ///
  /// - Throws: as the source does when it is read.
  package init(of source: any RowSource, threads: Int = Parallel.processors) throws(Failure) {
    let columns = source.columns
    if let unreadable = columns.first(where: { $0.type == .unreadable }) {
      throw Failure(
        .malformedData, "the column '\(unreadable.name)' is nested, which is not supported",
        at: Place(file: source.name), hint: "write the file without it")
    }
    let found = try source.run(
      needs: columns.map { _ in [.text, .nulls] }, threads: threads, progress: nil
    ) { _ in TableVisitor(columns: columns.count) }
    self.init(
      name: source.name,
      columns: zip(columns, found.visitor.cells).map { Column(name: $0.name, cells: $1) }, rowCount: found.rows,
      buffer: found.visitor.buffer, lines: found.visitor.lines)
  }
}

/// Copies every cell.
private struct TableVisitor: ChunkVisitor {
  var buffer: [UInt8] = []
  /// By column, where in the buffer each row's text lies.
  var cells: [[Range<Int>]]
  /// Counted from 1: lines of the file, or rows where it has no lines.
  var lines: [Int32] = []

  init(columns: Int) { cells = Array(repeating: [], count: columns) }

  mutating func visit(_ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>, firstRow: Int) {
    for column in cells.indices {
      var ranges = [Range<Int>](repeating: 0..<0, count: batch.rows)
      var buffer = buffer
      self.buffer = []
      batch.forEachValue(column, bytes) { row, bytes, range, _ in
        let start = buffer.count
        for index in range { unsafe buffer.append(bytes[unchecked: index]) }
        ranges[row] = start..<buffer.count
      }
      self.buffer = buffer
      cells[column] += ranges
    }
    for row in 0..<batch.rows { lines.append(Int32(truncatingIfNeeded: batch.line(row) ?? firstRow + row + 1)) }
  }

  mutating func merge(_ next: TableVisitor, after before: ScanPosition) {
    let offset = buffer.count
    buffer += next.buffer
    for column in cells.indices {
      cells[column] += next.cells[column].map { $0.lowerBound + offset..<$0.upperBound + offset }
    }
    // Where there are no lines, rows are counted on.
    let counted = before.lines > 0 ? before.lines : before.rows
    lines += next.lines.map { $0 + Int32(truncatingIfNeeded: counted) }
  }
}
