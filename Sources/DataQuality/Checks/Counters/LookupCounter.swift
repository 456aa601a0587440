import Scan

/// Counts the rows whose values in some columns are, or are not, those of some row of another table.
struct LookupCounter: RuleCounter {
  let columns: [Int]
  let keys: OtherKeys
  /// Whether a row violates that is found; else one that is not.
  let violatesFound: Bool
  let nulls: ContractRule.Nulls
  let samples: Int
  private var count = RuleCount()
  /// The rows to be looked up once all are there, where the other table's keys are too many for memory.
  private var later: KeyPartitions

  init(
    _ columns: [Int], _ keys: OtherKeys, violatesFound: Bool, nulls: ContractRule.Nulls, samples: Int,
    scratch: ScratchSpace?
  ) {
    self.columns = columns
    self.keys = keys
    self.violatesFound = violatesFound
    self.nulls = nulls
    self.samples = samples
    later = KeyPartitions(.keyAndRow, scratch)
  }

  var needs: [(column: Int, needs: ColumnNeeds)] { columns.map { ($0, .text) } }

  mutating func add(
    _ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>, _ numbers: inout ColumnNumbers, firstRow: Int,
    where filter: RowFilter
  ) {
    let found = TextKeys(columns, batch, bytes)
    let isLater = keys.spilled != nil
    var checked = 0
    var violating: [Int] = []
    for row in 0..<batch.rows where filter.admits(row) {
      switch found.row(row, nulls) {
      case .ignored: continue
      case .violating: violating.append(row)
      case .checked(let key):
        if isLater {
          later.add(KeyRecord(key: key, row: firstRow + row + 1))
          continue
        }
        if keys.known.contains(key) == violatesFound { violating.append(row) }
      }
      checked += 1
    }
    count.add(checked, violating: violating, keeping: samples, batch, firstRow: firstRow)
  }

  mutating func merge(_ next: any RuleCounter, after before: ScanPosition) {
    guard let next = next as? LookupCounter else { return }
    count.merge(next.count, after: before, keeping: samples)
    later.append(next.later, rows: before.rows)
  }

  func result(_ rule: ContractRule, _ context: CheckContext) -> RuleCount {
    guard let others = keys.spilled else { return count }
    var count = count
    if let rows = later.rows(found: violatesFound, in: others, keeping: samples, threads: context.threads) {
      count.add(later.count, violating: rows, keeping: samples)
    } else {
      count.problem = Self.unreadable
    }
    return count
  }
}
