/// Rules that no row needs to be looked at for.
enum TableTest {
  /// - Returns: nil for all other rules.
  static func result(_ rule: ContractRule, _ context: CheckContext) -> RuleCount? {
    switch rule.test {
    case .value(let measure), .isAnomalous(let measure, _): value(measure, context)
    case .columnsDiffer(let wanted): compare(context.columns, wanted)
    case .isNotAtPosition(let wanted): place(rule.columns, wanted, context)
    default: nil
    }
  }

  private static func value(_ measure: Measure, _ context: CheckContext) -> RuleCount? {
    var count = RuleCount(checked: context.rows)
    switch measure {
    case .rowCount: count.value = Double(context.rows)
    case .columnCount:
      count.checked = context.columns.count
      count.value = Double(context.columns.count)
    case .rowCountDifference(let table):
      if let other = context.otherRows[table] {
        count.value = Double(context.rows - other)
        count.note = "\(context.rows) rows, '\(table)' has \(other)"
      } else {
        count.problem = "the table '\(table)' is not given"
      }
    case .rowCountRatio(let table): ratio(table, context, &count)
    default: return nil
    }
    return count
  }

  private static func ratio(_ table: String?, _ context: CheckContext, _ count: inout RuleCount) {
    let name = table.map { "the table '\($0)'" } ?? "the reference"
    guard let other = table.map({ context.otherRows[$0] }) ?? context.reference?.rows else {
      count.problem = table == nil ? "there is no reference to compare with" : "\(name) is not given"
      return
    }
    if other == 0 {
      count.problem = "\(name) has no rows, so the ratio is undefined"
      return
    }
    let value = Double(context.rows) / Double(other)
    count.value = value
    count.note = "\(context.rows) rows, \(RuleOutcome.number(value)) times the \(other) of \(name)"
  }

  private static func place(_ columns: [String], _ wanted: Int, _ context: CheckContext) -> RuleCount {
    let found = columns.first.flatMap(context.columns.firstIndex(of:))
    var count = RuleCount(checked: 1, violating: found == wanted ? 0 : 1)
    count.note = found.map { "at place \($0)" }
    return count
  }

  private static func compare(_ found: [String], _ wanted: ColumnNames) -> RuleCount {
    let absent = wanted.names.filter { !found.contains($0) }
    let missing: [String] =
      switch wanted.needed {
      case .all: absent
      case .any: absent.count == wanted.names.count ? absent : []
      case .none: []
      }
    let extra = wanted.allowsOthers ? [] : found.filter { !wanted.names.contains($0) }
    // Only what both have can be in the wrong place.
    let common = found.filter { wanted.names.contains($0) }
    let expected = wanted.names.filter { found.contains($0) }
    let moved = wanted.isOrdered ? zip(common, expected).filter { $0 != $1 }.map(\.0) : []
    var count = RuleCount(checked: wanted.names.count, violating: missing.count + extra.count + moved.count)
    let parts = [("missing", missing), ("not expected", extra), ("in another place", moved)].filter { !$0.1.isEmpty }
    count.note =
      parts.isEmpty
      ? "\(found.count) columns" : parts.map { "\($0.0): \($0.1.joined(separator: ", "))" }.joined(separator: "; ")
    return count
  }
}
