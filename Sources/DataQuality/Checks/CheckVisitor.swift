import Scan

/// Counts, in one pass, what every rule and every drift limit asks for.
struct CheckVisitor: ChunkVisitor {
  private let plan: CheckPlan
  /// In the plan's order.
  private(set) var counters: [any RuleCounter]
  /// The rows that rules are about, in the plan's order.
  private(set) var filters: RowFilters
  private(set) var drift: [DriftCounts]
  /// Of the columns whose statistics are asked for.
  private(set) var profile: ProfileVisitor
  private var numbers = ColumnNumbers()

  /// - Parameters:
  ///   - full: shared by the visitors of all chunks.
  ///   - chunk: the number of that one.
  init(_ plan: CheckPlan, full: FullColumns, chunk: Int) {
    self.plan = plan
    profile = ProfileVisitor(plan.columns, plan.profiled, .open, full: full, chunk: chunk)
    counters = plan.counters
    for index in counters.indices { counters[index].begin(chunk: chunk) }
    filters = RowFilters(plan.conditions, columns: plan.columns)
    drift = plan.drift.map { DriftCounts($0) }
  }

  mutating func visit(_ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>, firstRow: Int) {
    let filters = filters.evaluate(batch, bytes, &numbers, firstRow: firstRow)
    // Column by column, so that each one's numbers are read once for all who look at them.
    for turn in plan.turns {
      switch turn {
      case .counter(let index):
        let filter = plan.filters[index].map { filters[$0] } ?? .all
        counters[index].add(batch, bytes, &numbers, firstRow: firstRow, where: filter)
      case .profile(let index): profile.visit(index, batch, bytes, &numbers, firstRow)
      case .drift(let index): drift[index].count(plan.drift[index], batch, bytes, &numbers, firstRow)
      }
    }
  }

  mutating func merge(_ next: CheckVisitor, after before: ScanPosition) {
    for index in counters.indices { counters[index].merge(next.counters[index], after: before) }
    filters.merge(next.filters)
    for index in drift.indices { drift[index].add(next.drift[index]) }
    profile.merge(next.profile, after: before)
  }
}
