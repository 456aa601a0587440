import Scan

/// Counts, in one pass, what every rule and every drift limit asks for.
struct CheckVisitor: ChunkVisitor {
  private let plan: CheckPlan
  /// In the plan's order.
  private(set) var counters: [any RuleCounter]
  private(set) var drift: [DriftCounts]
  private var numbers = ColumnNumbers()

  init(_ plan: CheckPlan) {
    self.plan = plan
    counters = plan.counters
    drift = plan.drift.map { DriftCounts($0) }
  }

  mutating func visit(_ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>, firstRow: Int) {
    for index in counters.indices { counters[index].add(batch, bytes, &numbers, firstRow: firstRow, where: .all) }
    for (index, bins) in plan.drift.enumerated() { drift[index].count(bins, batch, bytes, &numbers, firstRow) }
  }

  mutating func merge(_ next: CheckVisitor, after before: ScanPosition) {
    for index in counters.indices { counters[index].merge(next.counters[index], after: before) }
    for index in drift.indices { drift[index].add(next.drift[index]) }
  }
}
