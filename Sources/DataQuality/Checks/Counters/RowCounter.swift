import Scan

/// Counts the rows that meet a rule's condition.
struct RowCounter: RuleCounter {
  private var count = 0

  var needs: [(column: Int, needs: ColumnNeeds)] { [] }

  mutating func add(
    _ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>, _ numbers: inout ColumnNumbers, firstRow: Int,
    where filter: RowFilter
  ) {
    count += filter.count(of: batch.rows)
  }

  mutating func merge(_ next: any RuleCounter, after before: ScanPosition) {
    count += (next as? RowCounter)?.count ?? 0
  }

  func result(_ rule: ContractRule, _ context: CheckContext) -> RuleCount {
    var result = RuleCount(checked: context.rows)
    result.value = Double(count)
    return result
  }
}
