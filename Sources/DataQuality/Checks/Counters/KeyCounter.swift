import Scan

/// Counts the rows whose values in some columns another row before has too; rows with a null among them do not count.
struct KeyCounter: RuleCounter {
  let columns: [Int]
  private var keys = RowKeys()
  /// How many violating rows are kept.
  let samples: Int

  init(_ columns: [Int], samples: Int) {
    self.columns = columns
    self.samples = samples
  }

  var needs: [(column: Int, needs: ColumnNeeds)] { columns.map { ($0, .keys) } }

  mutating func add(
    _ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>, _ numbers: inout ColumnNumbers, firstRow: Int
  ) {
    keys.add(columns, batch, bytes, firstRow)
  }

  mutating func merge(_ next: any RuleCounter, after before: ScanPosition) {
    guard let next = next as? KeyCounter else { return }
    keys.append(next.keys, rows: before.rows)
  }

  func result(threads: Int) -> RuleCount {
    let rows = keys.duplicates(threads: threads)
    var count = RuleCount(checked: keys.count, violating: rows.count)
    count.samples = rows.prefix(samples).map { DataReport.Sample(row: $0, line: nil, text: nil) }
    return count
  }
}
