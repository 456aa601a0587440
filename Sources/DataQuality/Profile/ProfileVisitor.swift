import Scan

/// Gathers the statistics of columns in one pass.
struct ProfileVisitor: ChunkVisitor {
  /// Those that are looked at.
  let places: [Int]
  private(set) var columns: [ColumnStatistics]
  private let full: FullColumns
  private var numbers = ColumnNumbers()

  /// - Parameters:
  ///   - columns: of the table.
  ///   - places: of those that are looked at.
  ///   - full: shared by the visitors of all chunks.
  ///   - chunk: the number of that one.
  init(
    _ columns: [SourceColumn], _ places: [Int], _ mode: ColumnStatistics.Mode, full: FullColumns, chunk: Int
  ) {
    self.full = full
    self.places = places
    // So that a thousand columns take no more memory than ten.
    let limit = max(1 << 10, min(1 << 16, (1 << 22) / max(places.count, 1)))
    let known = full.columns
    let sampling = Sampling.of(chunk: chunk)
    self.columns = places.map {
      ColumnStatistics(columns[$0].type, mode, limit: limit, counts: !known.contains($0), sampling)
    }
  }

  static func needs(_ columns: [SourceColumn], _ places: [Int]) -> [ColumnNeeds] {
    var needs = [ColumnNeeds](repeating: [], count: columns.count)
    for place in places where columns[place].type != .unreadable {
      // Only integers may be more than their number tells.
      switch columns[place].type {
      case .integer: needs[place] = [.numbers, .keys, .nulls]
      case let type where type.hasNumbers: needs[place] = [.numbers, .nulls]
      default: needs[place] = [.text, .nulls]
      }
    }
    return needs
  }

  mutating func visit(_ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>, firstRow: Int) {
    var shared = numbers
    numbers = ColumnNumbers()
    for index in places.indices { visit(index, batch, bytes, &shared, firstRow) }
    numbers = shared
  }

  /// Looks at one of the columns.
  ///
  /// - Parameter numbers: shared with whoever else looks at the batch.
  mutating func visit(
    _ index: Int, _ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>, _ numbers: inout ColumnNumbers,
    _ firstRow: Int
  ) {
    columns[index].add(places[index], batch, bytes, &numbers, firstRow)
  }

  mutating func merge(_ next: ProfileVisitor, after before: ScanPosition) {
    for (index, column) in places.enumerated() {
      columns[index].merge(next.columns[index])
      if columns[index].isFull { full.insert(column) }
    }
  }

  /// The columns that have to be looked at again, as texts.
  var mixed: [Int] { zip(places, columns).filter { $0.1.isMixed }.map(\.0) }
}
