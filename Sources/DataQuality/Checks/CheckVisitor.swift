import Scan
import Tables

/// What was counted for one rule.
struct RuleCount: Sendable {
  var checked = 0
  var violating = 0
  var samples: [DataReport.Sample] = []
}

/// Counts, in one pass, what every rule and every drift limit asks for.
struct CheckVisitor: ChunkVisitor {
  private let plan: CheckPlan
  /// By rule of the contract.
  private(set) var counts: [RuleCount]
  private(set) var drift: [DriftCounts]
  /// By rule of uniqueness: a hash for each row without nulls among the columns, and the row.
  private(set) var keys: [RowKeys]
  private var patterns: ChunkPatterns
  private var numbers = ColumnNumbers()

  init(_ plan: CheckPlan) {
    self.plan = plan
    counts = Array(repeating: RuleCount(), count: plan.ruleCount)
    drift = plan.drift.map { DriftCounts($0) }
    keys = plan.unique.map { _ in RowKeys() }
    patterns = ChunkPatterns()
  }

  mutating func visit(_ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>, firstRow: Int) {
    for cell in plan.cells {
      if cell.test.looksAtNumbers, numbers.column != cell.column || numbers.firstRow != firstRow {
        numbers.read(cell.column, batch, bytes, firstRow)
      }
      test(cell, batch, bytes, firstRow)
    }
    for (index, bins) in plan.drift.enumerated() { drift[index].count(bins, batch, bytes) }
    for (index, rule) in plan.unique.enumerated() { keys[index].add(rule.columns, batch, bytes, firstRow) }
  }

  mutating func merge(_ next: CheckVisitor, rows: Int, lines: Int) {
    for index in counts.indices {
      counts[index].checked += next.counts[index].checked
      counts[index].violating += next.counts[index].violating
      for sample in next.counts[index].samples where counts[index].samples.count < plan.samples {
        counts[index].samples.append(
          DataReport.Sample(row: sample.row + rows, line: sample.line + lines, value: sample.value))
      }
    }
    for index in drift.indices { drift[index].add(next.drift[index]) }
    for index in keys.indices { keys[index].append(next.keys[index], rows: rows) }
  }

  // MARK: Tests

  private mutating func test(
    _ rule: CheckPlan.CellRule, _ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>, _ firstRow: Int
  ) {
    switch rule.test {
    case .isNull: count(rule, batch, bytes, firstRow) { _, range in range.isEmpty }
    case .isMissing(let codes):
      count(rule, batch, bytes, firstRow) { bytes, range in
        range.isEmpty ? codes.containsEmpty : codes.contains(bytes, range)
      }
    case .nothing: count(rule, batch, bytes, firstRow) { _, _ in false }
    case .isNotInteger: count(rule, batch, bytes, firstRow) { !FastNumber.isInteger($0, $1) }
    case .isNotBoolean: count(rule, batch, bytes, firstRow) { !LogicalType.isBoolean($0, $1) }
    case .isNotOfShape(let pattern): count(rule, batch, bytes, firstRow) { pattern.parse($0, $1) == nil }
    case .timeIsOutside(let bound, let pattern):
      count(rule, batch, bytes, firstRow) { bytes, range in
        pattern.parse(bytes, range).map { !bound.admits($0) } ?? false
      }
    case .isNotNumber: countNumbers(rule, batch, bytes, firstRow) { $0.isNaN }
    case .numberIsOutside(let bound):
      countNumbers(rule, batch, bytes, firstRow) { !$0.isNaN && !bound.admits($0) }
    case .isNotMultiple(let divisor):
      countNumbers(rule, batch, bytes, firstRow) { value in
        let ratio = value / divisor
        // Decimal fractions are not exact in binary: 0.3 is a multiple of 0.1.
        return (ratio - ratio.rounded()).magnitude > 1e-9 * max(1, ratio.magnitude)
      }
    case .isNotAmong(let values): count(rule, batch, bytes, firstRow) { !values.contains($0, $1) }
    case .lengthIsOutside(let bound):
      count(rule, batch, bytes, firstRow) { bytes, range in
        // Unicode scalars, as JSON Schema counts.
        !bound.admits(Double(Word.scalars(bytes, range)))
      }
    case .doesNotMatch(let pattern):
      // The contract's reader compiled it already, so it does compile; if not, nothing matches and the rule fails.
      let expression = patterns.expression(pattern)
      count(rule, batch, bytes, firstRow) { bytes, range in !(expression?.isFound(in: bytes, range) ?? false) }
    }
  }

  @inline(__always) private mutating func count(
    _ rule: CheckPlan.CellRule, _ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>, _ firstRow: Int,
    where violates: (borrowing Span<UInt8>, Range<Int>) -> Bool
  ) {
    let looksAtNulls = rule.test.looksAtNulls
    var checked = 0
    var violating = 0
    var sampled: [Int] = []
    let wanted = plan.samples - counts[rule.rule].samples.count
    batch.forEach(rule.column, bytes) { row, bytes, range in
      if range.isEmpty, !looksAtNulls { return }
      checked &+= 1
      if violates(bytes, range) {
        violating &+= 1
        if sampled.count < wanted { sampled.append(row) }
      }
    }
    record(rule, batch, bytes, firstRow, checked, violating, sampled)
  }

  /// For tests of numbers: those that were read, NaN for what is none.
  @inline(__always) private mutating func countNumbers(
    _ rule: CheckPlan.CellRule, _ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>, _ firstRow: Int,
    where violates: (Double) -> Bool
  ) {
    var violating = 0
    var sampled: [Int] = []
    let wanted = plan.samples - counts[rule.rule].samples.count
    for (index, value) in numbers.values.enumerated() where violates(value) {
      violating &+= 1
      if sampled.count < wanted { sampled.append(numbers.row(of: index)) }
    }
    record(rule, batch, bytes, firstRow, numbers.values.count, violating, sampled)
  }

  private mutating func record(
    _ rule: CheckPlan.CellRule, _ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>, _ firstRow: Int,
    _ checked: Int, _ violating: Int, _ sampled: [Int]
  ) {
    counts[rule.rule].checked += checked
    counts[rule.rule].violating += violating
    for row in sampled {
      counts[rule.rule].samples.append(
        DataReport.Sample(
          row: firstRow + row + 1, line: Int(batch.lines[row]) + 1, text: batch.text(row, rule.column, bytes)))
    }
  }
}

extension DataReport.Sample {
  /// - Parameter text: cut at 80 characters.
  init(row: Int, line: Int, text: String) {
    self.init(row: row, line: line, value: text.count > 80 ? "\(text.prefix(79))…" : text)
  }
}
