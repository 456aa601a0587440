import Scan

/// Counts the rows whose values in some columns another row has too.
struct KeyCounter: RuleCounter {
  let columns: [Int]
  let occurrences: ContractRule.Occurrences
  let nulls: ContractRule.Nulls
  private var keys: RowKeys
  /// Rows that violate since they have a null.
  private var incomplete = RuleCount()
  /// How many violating rows are kept.
  let samples: Int

  init(
    _ columns: [Int], _ occurrences: ContractRule.Occurrences, nulls: ContractRule.Nulls, samples: Int,
    scratch: ScratchSpace?
  ) {
    keys = RowKeys(scratch)
    self.columns = columns
    self.occurrences = occurrences
    self.nulls = nulls
    self.samples = samples
  }

  var needs: [(column: Int, needs: ColumnNeeds)] { columns.map { ($0, .keys) } }

  mutating func add(
    _ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>, _ numbers: inout ColumnNumbers, firstRow: Int,
    where filter: RowFilter
  ) {
    let rows = keys.add(columns, batch, bytes, firstRow, nulls: nulls, where: filter)
    incomplete.add(rows.count, violating: rows, keeping: samples, batch, firstRow: firstRow)
  }

  mutating func merge(_ next: any RuleCounter, after before: ScanPosition) {
    guard let next = next as? KeyCounter else { return }
    keys.append(next.keys, rows: before.rows)
    incomplete.merge(next.incomplete, after: before, keeping: samples)
  }

  func result(_ rule: ContractRule, _ context: CheckContext) -> RuleCount {
    var count = incomplete
    guard let rows = keys.duplicates(occurrences, threads: context.threads) else {
      count.problem = "its keys could not be read back from the temporary file that they were written to"
      return count
    }
    count.add(keys.count, violatingRows: rows, keeping: samples)
    return count
  }
}
