import Scan

/// What was counted or measured for one rule.
struct RuleCount: Sendable {
  var checked = 0
  var violating = 0
  var samples: [DataReport.Sample] = []
  /// What was measured, for rules on a value.
  var value: Double?
  /// Whether that is an estimate.
  var isAbout = false
  /// What was found, where it is not the count: `new: c, d`.
  var note: String?
  /// Why the rule cannot be decided.
  var problem: String?

  /// Takes over what was counted in rows that come after.
  mutating func merge(_ next: RuleCount, after before: ScanPosition, keeping limit: Int) {
    checked += next.checked
    violating += next.violating
    for sample in next.samples where samples.count < limit { samples.append(sample.shifted(by: before)) }
  }

  /// Counts rows of a batch.
  ///
  /// - Parameter sampled: those of the violating rows that are kept, as they stand in the batch.
  mutating func add(
    _ checked: Int, _ violating: Int, sampled: [Int], _ batch: borrowing CellBatch, firstRow: Int,
    text: (Int) -> String?
  ) {
    self.checked += checked
    self.violating += violating
    for row in sampled {
      samples.append(DataReport.Sample(row: firstRow + row + 1, line: batch.line(row), text: text(row)))
    }
  }

  /// Counts rows of a batch whose values are read again when the pass is over.
  ///
  /// - Parameters:
  ///   - violating: as they stand in the batch.
  ///   - limit: how many are kept in all.
  mutating func add(
    _ checked: Int, violating: [Int], keeping limit: Int, _ batch: borrowing CellBatch, firstRow: Int
  ) {
    let kept = Array(violating.prefix(limit - samples.count))
    add(checked, violating.count, sampled: kept, batch, firstRow: firstRow) { _ in nil }
  }

  /// Takes over rows that were found when the pass was over.
  ///
  /// - Parameters:
  ///   - checked: those beside the ones counted so far.
  ///   - rows: that violate, counted from 1.
  mutating func add(_ checked: Int, violating rows: FirstRows, keeping limit: Int) {
    self.checked += checked
    violating += rows.count
    let found = rows.rows.map { DataReport.Sample(row: $0, line: nil, text: nil) }
    samples = Array((samples + found).sorted { $0.row < $1.row }.prefix(limit))
  }
}
