import Scan

/// Counts the rows whose values in some columns another row has too.
struct KeyCounter: RuleCounter {
  let columns: [Int]
  let occurrences: ContractRule.Occurrences
  let nulls: ContractRule.Nulls
  private var keys: RowKeys
  /// Of a single column.
  private var order: KeyOrder?
  /// Rows that violate since they have a null.
  private var incomplete = RuleCount()
  /// How many violating rows are kept.
  let samples: Int

  init(
    _ columns: [Int], _ occurrences: ContractRule.Occurrences, nulls: ContractRule.Nulls, samples: Int,
    scratch: ScratchSpace?
  ) {
    keys = RowKeys(scratch)
    order = columns.count == 1 ? KeyOrder() : nil
    self.columns = columns
    self.occurrences = occurrences
    self.nulls = nulls
    self.samples = samples
  }

  var needs: [(column: Int, needs: ColumnNeeds)] {
    columns.map { ($0, columns.count == 1 ? [.keys, .numbers] : .keys) }
  }

  mutating func add(
    _ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>, _ numbers: inout ColumnNumbers, firstRow: Int,
    where filter: RowFilter
  ) {
    if filter.isAll {
      order?.add(columns[0], batch, bytes, &numbers, firstRow: firstRow)
    } else {
      order = nil
    }
    let rows = keys.add(columns, batch, bytes, firstRow, nulls: nulls, where: filter)
    incomplete.add(rows.count, violating: rows, keeping: samples, batch, firstRow: firstRow)
  }

  mutating func merge(_ next: any RuleCounter, after before: ScanPosition) {
    guard let next = next as? KeyCounter else { return }
    keys.append(next.keys, rows: before.rows)
    if let more = next.order { order?.merge(more) } else { order = nil }
    incomplete.merge(next.incomplete, after: before, keeping: samples)
  }

  func result(_ rule: ContractRule, _ context: CheckContext) -> RuleCount {
    var count = incomplete
    if order?.isIncreasing ?? false {
      count.add(keys.count, violating: FirstRows(0), keeping: samples)
      return count
    }
    if let rows = keys.duplicates(occurrences, keeping: samples, threads: context.threads) {
      count.add(keys.count, violating: rows, keeping: samples)
    } else {
      count.problem = Self.unreadable
    }
    return count
  }
}
