import Scan

/// The statistics of a column, which rules on its values read.
struct StatisticsCounter: RuleCounter {
  let column: Int
  private let type: ColumnType
  private var statistics: ColumnStatistics

  /// Beyond this many different values some statistics are estimates.
  static let limit = 1 << 16

  init(_ column: Int, _ type: ColumnType) {
    self.column = column
    self.type = type
    statistics = ColumnStatistics(type, limit: Self.limit, counts: true)
  }

  var needs: [(column: Int, needs: ColumnNeeds)] { [(column, type.hasNumbers ? .all : [.text, .nulls])] }

  mutating func add(
    _ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>, _ numbers: inout ColumnNumbers, firstRow: Int,
    where filter: RowFilter
  ) {
    statistics.add(column, batch, bytes, where: filter)
  }

  mutating func merge(_ next: any RuleCounter, after before: ScanPosition) {
    guard let next = next as? StatisticsCounter else { return }
    statistics.merge(next.statistics)
  }

  /// The statistics, to be asked for many values.
  var summary: ColumnSummary { ColumnSummary(statistics) }

  func result(_ rule: ContractRule, _ context: CheckContext) -> RuleCount { summary.result(rule, context) }
}
