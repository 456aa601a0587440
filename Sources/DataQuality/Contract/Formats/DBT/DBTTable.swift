import Core
import YAML

/// A model, a source's table, a seed or a snapshot, while it is read.
struct DBTTable {
  private(set) var name = ""
  private(set) var rules: [ContractRule] = []
  /// Others that rules refer to; dbt knows their files, we do not.
  private(set) var tables: [String: String] = [:]
  /// Tests that the file itself turns off.
  let notes = YAMLProblems()
  private let refusals: Refusals

  init(_ refusals: Refusals) { self.refusals = refusals }

  mutating func read(_ table: YAMLMapping, _ name: String) {
    self.name = name
    table.refuse(["versions", "freshness"], refusals)
    let config = table.optional("config")?.mapping()
    let contract = config?.optional("contract")?.mapping()
    let isEnforced = contract?.optional("enforced")?.bool() ?? false
    var columns: [String] = []
    for reader in table.optional("columns")?.list() ?? [] {
      guard let column = reader.mapping(), let name = column.required("name")?.string() else { continue }
      if columns.contains(name) { reader.report("the column '\(name)' is described twice") }
      columns.append(name)
      let type = column.optional("data_type")
      if isEnforced, let type { readType(type, name) }
      let constraints = column.optional("constraints")?.list() ?? []
      if isEnforced { for constraint in constraints { readConstraint(constraint, column: name) } }
      readTests(column, column: name)
      column.finish(ignoring: Self.columnDescriptive)
    }
    if isEnforced {
      rules.insert(
        ContractRule(
          kind: "contract", columns: [],
          test: .columnsDiffer(ColumnNames(columns, allowsOthers: false, isOrdered: false))), at: 0)
    }
    let constraints = table.optional("constraints")?.list() ?? []
    if isEnforced { for constraint in constraints { readConstraint(constraint, column: nil) } }
    readTests(table, column: nil)
    table.finish(ignoring: Self.descriptive)
  }

  private mutating func readTests(_ owner: YAMLMapping, column: String?) {
    // 1.8 renamed them.
    for key in ["tests", "data_tests"] {
      for reader in owner.optional(key)?.list() ?? [] {
        guard var test = DBTTest(reader, column: column, refusals) else { continue }
        if !test.isEnabled {
          notes.report("the test '\(test.name)' is turned off by its config", at: reader.place)
          continue
        }
        rules += test.rules()
        tables.merge(test.tables) { first, _ in first }
      }
    }
  }

  private mutating func readType(_ reader: YAMLReader, _ column: String) {
    guard let text = reader.string() else { return }
    switch TypeName.type(text) {
    case .string?: rules.append(ContractRule(kind: "data_type", columns: [column], test: .isNotOfType(.string)))
    case .timestamp?:
      // Databases write them with a space, ISO 8601 with a T.
      let quoted = ConditionText.column(column)
      guard let expression = reader.expression("timestamp(\(quoted)) = timestamp(\(quoted))") else { return }
      var rule = ContractRule(kind: "data_type", columns: [column], test: .violates(expression))
      rule.wording = text
      rules.append(rule)
    case let type?: rules.append(ContractRule(kind: "data_type", columns: [column], test: .isNotOfType(type)))
    case nil: refusals.refuse(reader, "the data type '\(text)'")
    }
  }

  private enum Constraint: String, CaseIterable {
    case notNull = "not_null"
    case unique
    case primaryKey = "primary_key"
    case foreignKey = "foreign_key"
    case check
    case custom
  }

  private mutating func readConstraint(_ reader: YAMLReader, column: String?) {
    guard let constraint = reader.mapping(), let type = constraint.required("type") else { return }
    defer { constraint.finish(ignoring: ["name", "warn_unenforced", "warn_unsupported"]) }
    let columns = column.map { [$0] } ?? constraint.optional("columns")?.strings() ?? []
    let expression = constraint.optional("expression")
    let (to, toColumns) = (constraint.optional("to"), constraint.optional("to_columns"))
    guard let kind = type.oneOf(Constraint.self) else { return }
    if columns.isEmpty, kind != .check, kind != .custom {
      reader.report("the constraint names no columns")
      return
    }
    switch kind {
    case .notNull: rules += columns.map { ContractRule(kind: "not_null", columns: [$0], test: .isNull) }
    case .unique: rules.append(ContractRule(kind: "unique", columns: columns, test: .isDuplicate(.later)))
    case .primaryKey:
      rules += columns.map { ContractRule(kind: "not_null", columns: [$0], test: .isNull) }
      rules.append(ContractRule(kind: "primaryKey", columns: columns, test: .isDuplicate(.later)))
    case .check:
      guard let expression, let text = expression.string() else {
        reader.report("the key 'expression' is missing")
        return
      }
      if let condition = DBTTest.condition(text, expression, refusals) {
        rules.append(ContractRule(kind: "check", columns: condition.columns, test: .violates(condition)))
      }
    case .foreignKey:
      guard let to, let target = DBTTest.table(to, refusals), let names = toColumns?.strings() else {
        if to == nil || toColumns == nil { refusals.refuse(type, "a foreign key without 'to' and 'to_columns'") }
        return
      }
      guard names.count == columns.count else {
        toColumns?.report("expected \(columns.count) column\(columns.count == 1 ? "" : "s")")
        return
      }
      tables[target] = ""
      rules.append(
        ContractRule(
          kind: "foreign_key", columns: columns, test: .isNotFound(in: TableKey(table: target, columns: names))))
    case .custom: refusals.refuse(type, "a custom constraint")
    }
  }

  private static let descriptive: Set<String> = [
    "name", "description", "docs", "latest_version", "deprecation_date", "access", "meta", "tags", "group", "quoting",
    "identifier", "external", "loader", "loaded_at_field", "time_spine", "database", "schema", "relation", "config",
  ]

  private static let columnDescriptive: Set<String> = [
    "description", "quote", "meta", "tags", "policy_tags", "config", "granularity", "dimension", "entity", "docs",
  ]
}
