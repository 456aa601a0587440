import Scan

/// Gathers the statistics of every column in one pass.
struct ProfileVisitor: ChunkVisitor {
  private(set) var columns: [ColumnStatistics]
  private let full: FullColumns

  /// - Parameter full: shared by the visitors of all chunks.
  init(_ columns: [SourceColumn], full: FullColumns) {
    self.full = full
    // So that a thousand columns take no more memory than ten.
    let limit = max(1 << 10, min(1 << 16, (1 << 23) / max(columns.count, 1)))
    let full = full.columns
    self.columns = columns.enumerated().map {
      ColumnStatistics($1.type, limit: limit, counts: !full.contains($0))
    }
  }

  static func needs(_ columns: [SourceColumn]) -> [ColumnNeeds] {
    columns.map { $0.type.hasNumbers ? .all : [.text, .nulls] }
  }

  mutating func visit(_ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>, firstRow: Int) {
    for column in columns.indices { columns[column].add(column, batch, bytes) }
  }

  mutating func merge(_ next: ProfileVisitor, after before: ScanPosition) {
    for column in columns.indices {
      columns[column].merge(next.columns[column])
      if columns[column].counts == nil { full.insert(column) }
    }
  }
}
