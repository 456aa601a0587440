import Scan

/// Gathers the statistics of every column in one pass.
struct ProfileVisitor: ChunkVisitor {
  private(set) var columns: [ColumnStatistics]
  private let full: FullColumns

  /// - Parameter full: shared by the visitors of all chunks.
  init(columns: Int, full: FullColumns) {
    self.full = full
    // So that a thousand columns take no more memory than ten.
    let limit = max(1 << 10, min(1 << 16, (1 << 23) / max(columns, 1)))
    let full = full.columns
    self.columns = (0..<columns).map { ColumnStatistics(limit: limit, counts: !full.contains($0)) }
  }

  mutating func visit(_ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>, firstRow: Int) {
    for column in columns.indices { columns[column].add(column, batch, bytes) }
  }

  mutating func merge(_ next: ProfileVisitor, rows: Int, lines: Int) {
    for column in columns.indices {
      columns[column].merge(next.columns[column])
      if columns[column].counts == nil { full.insert(column) }
    }
  }
}
