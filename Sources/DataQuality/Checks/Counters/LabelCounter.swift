import Scan

/// Counts the rows that have the same features as another row, and another label. A row without a label is not checked.
struct LabelCounter: RuleCounter {
  let features: [Int]
  let label: Int
  let nulls: ContractRule.Nulls
  let samples: Int
  private var rows: KeyPartitions
  private var incomplete = RuleCount()

  /// - Parameter columns: the label last.
  init(_ columns: [Int], nulls: ContractRule.Nulls, samples: Int, scratch: ScratchSpace?) {
    features = Array(columns.dropLast())
    label = columns.last ?? 0
    self.nulls = nulls
    self.samples = samples
    rows = KeyPartitions(.keyLabelAndRow, scratch)
  }

  var needs: [(column: Int, needs: ColumnNeeds)] { (features + [label]).map { ($0, .text) } }

  mutating func add(
    _ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>, _ numbers: inout ColumnNumbers, firstRow: Int,
    where filter: RowFilter
  ) {
    let keys = TextKeys(features, batch, bytes)
    let labels = TextKeys([label], batch, bytes)
    var violating: [Int] = []
    for row in 0..<batch.rows where filter.admits(row) {
      guard case .checked(let label) = labels.row(row, .ignored) else { continue }
      switch keys.row(row, nulls) {
      case .ignored: continue
      case .violating: violating.append(row)
      case .checked(let key): rows.add(KeyRecord(key: key, label: label, row: firstRow + row + 1))
      }
    }
    incomplete.add(violating.count, violating: violating, keeping: samples, batch, firstRow: firstRow)
  }

  mutating func merge(_ next: any RuleCounter, after before: ScanPosition) {
    guard let next = next as? LabelCounter else { return }
    rows.append(next.rows, rows: before.rows)
    incomplete.merge(next.incomplete, after: before, keeping: samples)
  }

  func result(_ rule: ContractRule, _ context: CheckContext) -> RuleCount {
    var count = incomplete
    if let found = rows.conflicting(keeping: samples, threads: context.threads) {
      count.add(rows.count, violating: found, keeping: samples)
    } else {
      count.problem = Self.unreadable
    }
    return count
  }
}
