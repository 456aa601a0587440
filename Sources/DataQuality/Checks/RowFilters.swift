import Scan

/// The conditions that rules have, each evaluated once for a batch.
struct RowFilters: Sendable {
  private var evaluators: [RowEvaluator]
  /// Rows that meet each of them, of all.
  private(set) var admitted: [Int]
  /// Rows of which it is not known whether they do, since a value could not be read as what the condition needs.
  private(set) var invalid: [Int]

  init(_ conditions: [RowExpression], columns: [SourceColumn]) {
    evaluators = conditions.map { RowEvaluator($0, columns: columns) }
    admitted = conditions.map { _ in 0 }
    invalid = admitted
  }

  var needs: [(column: Int, needs: ColumnNeeds)] { evaluators.flatMap(\.needs) }

  mutating func evaluate(
    _ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>, _ numbers: inout ColumnNumbers, firstRow: Int
  ) -> [RowFilter] {
    var filters: [RowFilter] = []
    for index in evaluators.indices {
      let truths = evaluators[index].evaluate(batch, bytes, &numbers, firstRow: firstRow)
      let filter = RowFilter(truths.map { $0 == .true })
      admitted[index] += filter.count(of: batch.rows)
      invalid[index] += truths.count { $0 == .invalid }
      filters.append(filter)
    }
    return filters
  }

  mutating func merge(_ next: RowFilters) {
    for index in admitted.indices {
      admitted[index] += next.admitted[index]
      invalid[index] += next.invalid[index]
    }
  }
}
