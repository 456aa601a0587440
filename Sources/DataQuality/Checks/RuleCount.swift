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
}
