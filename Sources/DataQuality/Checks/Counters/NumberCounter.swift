import Scan

/// The statistics of a column's numbers, which rules on its values share.
struct NumberCounter: RuleCounter {
  let column: Int
  private var statistics = NumberStatistics(counting: NumberCounter.limit, .dense)
  /// Shared by the counters of all chunks: whether there are too many different values to count each.
  private let full = FullColumns()
  private var distinct = DistinctSketch()
  /// Values that are no finite numbers.
  private var others = 0

  /// Beyond this many different values some statistics are estimates.
  static let limit = 1 << 16

  init(_ column: Int) { self.column = column }

  var needs: [(column: Int, needs: ColumnNeeds)] { [(column, .numbers)] }

  mutating func begin(chunk: Int) {
    let counts = !full.columns.contains(column)
    statistics = NumberStatistics(counting: counts ? Self.limit : nil, .of(chunk: chunk))
  }

  mutating func add(
    _ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>, _ numbers: inout ColumnNumbers, firstRow: Int,
    where filter: RowFilter
  ) {
    numbers.read(column, batch, bytes, firstRow)
    var found = numbers.values
    if !filter.isAll { found = found.indices.filter { filter.admits(numbers.row(of: $0)) }.map { found[$0] } }
    if !numbers.areAllFinite {
      let finite = found.filter { !$0.isNaN }
      others += found.count - finite.count
      found = finite
    }
    statistics.add(found, areIntegers: numbers.areIntegers, &distinct)
  }

  mutating func merge(_ next: any RuleCounter, after before: ScanPosition) {
    guard let next = next as? NumberCounter else { return }
    others += next.others
    if next.statistics.count == 0 { return }
    statistics.merge(next.statistics)
    if statistics.counts == nil { full.insert(column) }
    distinct.merge(next.distinct)
  }

  var summary: ColumnSummary { ColumnSummary(statistics, distinct, others: others) }

  func result(_ rule: ContractRule, _ context: CheckContext) -> RuleCount { summary.result(rule, context) }
}
