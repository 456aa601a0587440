import Scan

/// The statistics of a column's texts, which rules on its values share.
struct TextCounter: RuleCounter {
  let column: Int
  private let type: ColumnType
  /// Nil where there are too many different texts to count each.
  private var counts: ValueCounts? = ValueCounts(limit: NumberCounter.limit)
  /// Shared by the counters of all chunks: whether there are.
  private let full = FullColumns()
  private var distinct = DistinctSketch()
  private var values = 0
  private var lengths: ClosedRange<Int>?

  init(_ column: Int, _ type: ColumnType) {
    self.column = column
    self.type = type
  }

  var needs: [(column: Int, needs: ColumnNeeds)] { [(column, .text)] }

  mutating func begin(chunk: Int) { if full.columns.contains(column) { counts = nil } }

  mutating func add(
    _ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>, _ numbers: inout ColumnNumbers, firstRow: Int,
    where filter: RowFilter
  ) {
    let countsAll = counts != nil
    var counts = counts ?? ValueCounts(limit: 0)
    self.counts = nil
    var hashes: [UInt64] = []
    var (shortest, longest) = (Int.max, 0)
    batch.forEachValue(column, bytes) { row, bytes, range, _ in
      guard filter.admits(row) else { return }
      let length = Word.scalars(bytes, range)
      shortest = min(shortest, length)
      longest = max(longest, length)
      hashes.append(TextHash.of(bytes, range))
      // What is forgotten past the limit is of no use here.
      if countsAll, !counts.isOverflowing {
        var hash = CellHash()
        hash.add(bytes, range)
        counts.add(hash, bytes, range)
      }
    }
    if countsAll, !counts.isOverflowing { self.counts = counts }
    distinct.add(hashes.span)
    values += hashes.count
    if !hashes.isEmpty { add(shortest...longest) }
  }

  private mutating func add(_ more: ClosedRange<Int>) {
    lengths = lengths.map { min($0.lowerBound, more.lowerBound)...max($0.upperBound, more.upperBound) } ?? more
  }

  mutating func merge(_ next: any RuleCounter, after before: ScanPosition) {
    guard let next = next as? TextCounter else { return }
    if let more = next.counts { counts?.merge(more) } else { counts = nil }
    if counts?.isOverflowing ?? true {
      counts = nil
      full.insert(column)
    }
    distinct.merge(next.distinct)
    values += next.values
    if let more = next.lengths { add(more) }
  }

  var summary: ColumnSummary {
    ColumnSummary(counts, distinct, values: values, lengths: type.hasNumbers ? nil : lengths)
  }

  func result(_ rule: ContractRule, _ context: CheckContext) -> RuleCount { summary.result(rule, context) }
}
