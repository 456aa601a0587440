import Scan

/// Counts the rows of which a condition does not hold. What has no answer violates it; what is unknown, since there is a
/// null, is not checked unless the rule says otherwise.
struct ExpressionCounter: RuleCounter {
  private var evaluator: RowEvaluator
  private let columns: [Int]
  private let nulls: ContractRule.Nulls
  private let samples: Int
  private var count = RuleCount()

  /// - Parameter places: of the columns that it names.
  init(_ expression: RowExpression, _ places: [Int], columns: [SourceColumn], nulls: ContractRule.Nulls, samples: Int) {
    evaluator = RowEvaluator(expression, columns: columns)
    self.columns = places
    self.nulls = nulls
    self.samples = samples
  }

  var needs: [(column: Int, needs: ColumnNeeds)] { evaluator.needs + columns.map { ($0, .nulls) } }

  mutating func add(
    _ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>, _ numbers: inout ColumnNumbers, firstRow: Int,
    where filter: RowFilter
  ) {
    let truths = evaluator.evaluate(batch, bytes, &numbers, firstRow: firstRow)
    var empty: [Int] = []
    if nulls == .ignoredWhereAll {
      empty = [Int](repeating: 0, count: batch.rows)
      for column in columns { batch.forEachNull(column) { empty[$0] += 1 } }
    }
    var checked = 0
    var violating: [Int] = []
    for (row, truth) in truths.enumerated() where filter.admits(row) {
      switch truth {
      case .true: break
      case .unknown:
        if nulls == .ignored || nulls == .compared { continue }
        if nulls == .ignoredWhereAll, empty[row] == columns.count { continue }
        violating.append(row)
      default: violating.append(row)
      }
      checked += 1
    }
    count.add(checked, violating: violating, keeping: samples, batch, firstRow: firstRow)
  }

  mutating func merge(_ next: any RuleCounter, after before: ScanPosition) {
    guard let next = next as? ExpressionCounter else { return }
    count.merge(next.count, after: before, keeping: samples)
  }

  func result(_ rule: ContractRule, _ context: CheckContext) -> RuleCount { count }
}
