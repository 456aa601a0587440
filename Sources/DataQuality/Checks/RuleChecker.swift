import Core
import Tables

/// Checks a contract's rules on one table: what a rule counts, then whether the count satisfies its limit.
struct RuleChecker {
  private let table: Table
  private let maximumSamples: Int

  init(_ table: Table, samples: Int) {
    self.table = table
    maximumSamples = samples
  }

  /// What a test counted.
  private struct Count {
    var checked = 0
    var violating = 0
    var samples: [DataReport.Sample] = []
  }

  /// - Precondition: the table has the rule's columns.
  mutating func check(_ rule: ContractRule) -> DataReport.Outcome {
    let count: Count
    switch rule.test {
    case .rowCount: count = Count(checked: table.rowCount, violating: table.rowCount)
    case .isDuplicate: count = duplicates(rule.columns)
    default: count = cells(rule)
    }
    return outcome(rule, count)
  }

  private func cells(_ rule: ContractRule) -> Count {
    guard let column = rule.columns.first.flatMap(table.column) else { return Count() }
    switch rule.test {
    case .rowCount, .isDuplicate: return Count()
    case .isNull: return count(column, nulls: true) { $0.isEmpty }
    case .isMissing(let codes):
      let codes = Set(codes)
      return count(column, nulls: true) { codes.contains(String(decoding: $0, as: UTF8.self)) }
    case .isNotOfType(let type): return count(column) { !type.accepts($0) }
    case .isNotAmong(let values):
      let values = Set(values.map { Array($0.utf8)[...] })
      return count(column) { !values.contains($0) }
    case .doesNotMatch(let pattern):
      // The contract's reader compiled it already, so it does compile; if not, nothing matches and the rule fails.
      guard let expression = try? RegularExpression(pattern) else { return count(column) { _ in true } }
      return Self.count(column, table, maximumSamples) { !expression.isFound(in: $0) }
    case .isOutside(let bound, let type):
      return count(column) { cell in type.measure(cell).map { !bound.admits($0) } ?? false }
    case .lengthIsOutside(let bound):
      return count(column) { cell in !bound.admits(Double(Self.characters(cell))) }
    case .isNotMultiple(let divisor):
      return count(column) { cell in
        guard let value = Number.parse(cell), value.isFinite else { return false }
        let ratio = value / divisor
        // Decimal fractions are not exact in binary: 0.3 is a multiple of 0.1.
        return (ratio - ratio.rounded()).magnitude > 1e-9 * max(1, ratio.magnitude)
      }
    }
  }

  private func count(
    _ column: Table.Column, nulls: Bool = false, where violates: (ArraySlice<UInt8>) -> Bool
  ) -> Count {
    Self.count(column, table, maximumSamples, nulls: nulls, where: violates)
  }

  /// - Parameter nulls: whether null cells are looked at too.
  private static func count(
    _ column: Table.Column, _ table: Table, _ maximumSamples: Int, nulls: Bool = false,
    where violates: (ArraySlice<UInt8>) -> Bool
  ) -> Count {
    var count = Count()
    for (row, range) in column.cells.enumerated() where nulls || !range.isEmpty {
      count.checked += 1
      guard violates(table.buffer[range]) else { continue }
      count.violating += 1
      if count.samples.count < maximumSamples { count.samples.append(sample(table, row, table.text(column, row))) }
    }
    return count
  }

  /// Exact: the rows themselves are kept, not their hashes.
  private func duplicates(_ names: [String]) -> Count {
    let columns = names.compactMap(table.column)
    var count = Count()
    var seen: Set<[ArraySlice<UInt8>]> = []
    seen.reserveCapacity(table.rowCount)
    for row in 0..<table.rowCount {
      let key = columns.map { table.buffer[$0.cells[row]] }
      if key.contains(where: \.isEmpty) { continue }
      count.checked += 1
      if seen.insert(key).inserted { continue }
      count.violating += 1
      if count.samples.count < maximumSamples {
        let text = columns.map { table.text($0, row) }.joined(separator: ", ")
        count.samples.append(Self.sample(table, row, text))
      }
    }
    return count
  }

  private func outcome(_ rule: ContractRule, _ count: Count) -> DataReport.Outcome {
    let share = table.rowCount == 0 ? nil : 100 * Double(count.violating) / Double(table.rowCount)
    let observed = rule.limit.unit == .percent ? share : Double(count.violating)
    let holds = observed.map(rule.limit.admits) ?? false
    let undecided = observed == nil
    return DataReport.Outcome(
      id: rule.id, kind: rule.kind, columns: rule.columns,
      verdict: undecided ? .hold : holds ? .pass : rule.severity, checked: count.checked, violating: count.violating,
      observed: observed, expected: expectation(rule), message: message(rule, count, share, observed),
      samples: holds ? [] : count.samples)
  }

  private func expectation(_ rule: ContractRule) -> String {
    let cells =
      switch rule.test {
      case .isNull, .isMissing: "missing"
      case .isNotOfType(let type): "\(type.name)"
      case .isNotAmong(let values): "one of \(values.prefix(4).joined(separator: ", "))\(values.count > 4 ? ", …" : "")"
      case .doesNotMatch(let pattern): pattern
      case .isOutside(let bound, let type):
        switch type {
        case .integer, .number: "\(bound.symbol) \(JSON.ecmaScript(bound.limit))"
        default: "\(type.name) \(bound.symbol) the bound"
        }
      case .lengthIsOutside(let bound): "length \(bound.symbol) \(JSON.ecmaScript(bound.limit))"
      case .isNotMultiple(let divisor): "a multiple of \(JSON.ecmaScript(divisor))"
      case .isDuplicate: "duplicates"
      case .rowCount: "rows"
      }
    switch rule.test {
    case .isNull, .isMissing, .isDuplicate, .rowCount: return "\(cells): \(rule.limit.text)"
    default: return rule.limit == .none ? cells : "\(cells); others: \(rule.limit.text)"
    }
  }

  private func message(_ rule: ContractRule, _ count: Count, _ share: Double?, _ observed: Double?) -> String {
    var text: String
    if case .rowCount = rule.test {
      text = "\(table.rowCount) rows"
    } else if count.violating == 0 {
      text =
        count.checked == 0 && !(table.rowCount == 0)
        ? "all \(table.rowCount) values are null" : "none of \(count.checked)"
    } else {
      let noun = count.violating == 1 ? "row" : "rows"
      text = "\(count.violating) \(noun)" + (share.map { " of \(table.rowCount), \(Self.percent($0))" } ?? "")
    }
    if let observed, rule.limit.isOnBound(observed) { text += ", exactly on the bound, which counts as inside" }
    if let description = rule.description { text += ": \(description)" }
    return text
  }

  /// Two significant digits below 10 %, whole percents above.
  static func percent(_ value: Double) -> String {
    if value > 0, value < 0.01 { return "less than 0.01 %" }
    let scale = value < 1 ? 100.0 : value < 10 ? 10 : 1
    return "\(JSON.ecmaScript((value * scale).rounded() / scale)) %"
  }

  private static func sample(_ table: Table, _ row: Int, _ text: String) -> DataReport.Sample {
    let value = text.count > 80 ? text.prefix(79) + "…" : text
    return DataReport.Sample(row: row + 1, line: Int(table.lines[row]), value: String(value))
  }

  /// Unicode scalars, as JSON Schema counts; in UTF-8 every byte that does not continue one starts one.
  private static func characters(_ cell: ArraySlice<UInt8>) -> Int { cell.count { $0 & 0xC0 != 0x80 } }
}
