import Core
import YAML

/// One data test, with its arguments and its config.
struct DBTTest {
  let name: String
  let column: String?
  let reader: YAMLReader
  let refusals: Refusals
  private(set) var tables: [String: String] = [:]
  private(set) var isEnabled = true
  /// Its own mapping, and `arguments` within, where newer versions have them.
  let body: YAMLMapping
  let arguments: YAMLMapping
  private let config: YAMLMapping?
  /// The mapping that the test is a key of, which may have options too.
  private let beside: YAMLMapping?

  /// It was reported why the test makes no rule.
  struct Refused: Error {}

  /// - Returns: nil where it cannot be read, which is reported.
  init?(_ reader: YAMLReader, column: String?, _ refusals: Refusals) {
    self.reader = reader
    self.column = column
    self.refusals = refusals
    let empty = YAMLReader(YAMLNode(.mapping([]), at: reader.place), path: reader.path, problems: reader.problems)
    var found: YAMLReader?
    var beside: YAMLMapping?
    if case .scalar = reader.node.content {
      guard let text = reader.string() else { return nil }
      name = text
    } else {
      guard let test = reader.mapping() else { return nil }
      if let written = test.optional("test_name") {
        guard let text = written.string() else { return nil }
        name = text
        found = reader
      } else {
        let tests = test.entries.filter { !Self.options.contains($0.name) }
        guard let only = tests.first, tests.count == 1 else {
          reader.report("expected one test, found \(tests.count)", hint: "indent its arguments below it")
          return nil
        }
        beside = test
        name = only.name
        found = only.value.node.isNull ? nil : only.value
      }
    }
    guard let body = (found ?? empty).mapping() else { return nil }
    self.body = body
    guard let arguments = body.optional("arguments").map({ $0.mapping() }) ?? empty.mapping() else { return nil }
    self.arguments = arguments
    self.beside = beside
    config = (body.optional("config") ?? beside?.optional("config"))?.mapping()
    isEnabled = setting("enabled")?.bool() ?? true
  }

  mutating func rules() -> [ContractRule] {
    var rules: [ContractRule] = []
    let severity = self.severity
    do throws(Refused) {
      let made = try make(severity)
      let condition = try condition()
      rules = made.map { rule in
        var rule = rule
        if rule.condition == nil { rule.condition = condition }
        return rule
      }
      rules = try limited(rules, severity)
    } catch {
      // Of a test that is refused nobody knows which arguments it has.
      return []
    }
    finish()
    return rules
  }

  private func finish() {
    arguments.finish()
    config?.finish(ignoring: Self.descriptive)
    body.finish(ignoring: Self.descriptive.union(["name", "test_name", "column_name"]))
  }

  // MARK: Arguments

  func argument(_ key: String) -> YAMLReader? { arguments.optional(key) ?? body.optional(key) }

  /// In `config` or, as older versions have it, beside the arguments.
  private func setting(_ key: String) -> YAMLReader? {
    config?.optional(key) ?? body.optional(key) ?? beside?.optional(key)
  }

  func required(_ key: String) throws(Refused) -> YAMLReader {
    if let reader = argument(key) { return reader }
    body.reader.report("the test '\(name)' lacks its argument '\(key)'")
    // It may be misspelt.
    finish()
    throw Refused()
  }

  func read<Value>(_ value: Value?) throws(Refused) -> Value {
    // A reader that gives no value has said why.
    guard let value else { throw Refused() }
    return value
  }

  func ownColumn() throws(Refused) -> String {
    if let column { return column }
    if let reader = argument("column_name") { return try read(reader.string()) }
    reader.report("the test '\(name)' belongs to a column")
    throw Refused()
  }

  mutating func table(_ key: String) throws(Refused) -> String {
    let table = try read(Self.table(try required(key), refusals))
    tables[table] = ""
    return table
  }

  /// The name in `ref('orders')` or `source('shop', 'orders')`.
  static func table(_ reader: YAMLReader, _ refusals: Refusals) -> String? {
    guard let text = reader.string() else { return nil }
    let inner = text.filter { !" {}".contains($0) }
    for call in ["ref(", "source("] where inner.hasPrefix(call) && inner.hasSuffix(")") {
      let names = inner.dropFirst(call.count).dropLast().split(separator: ",").map { $0.filter { !"'\"".contains($0) } }
      if (1...2).contains(names.count), let last = names.last, !last.contains("=") { return last }
    }
    refusals.refuse(reader, "the relation \(text)", hint: "ref('NAME') and source('SOURCE', 'NAME') are read")
    return nil
  }

  /// - Returns: nil where it is none of ours, which is reported.
  static func condition(_ text: String, _ reader: YAMLReader, _ refusals: Refusals) -> RowExpression? {
    do throws(Failure) {
      return try RowExpression(parsing: text)
    } catch {
      refusals.refuse(reader, "the condition \(text): \(error.diagnostics.first?.message ?? "")")
      return nil
    }
  }

  // MARK: Config

  private enum Severity: String, CaseIterable {
    case error
    case warn
  }

  private var severity: Verdict {
    guard let reader = setting("severity"), let text = reader.string() else { return .fail }
    if text.lowercased() == "warn" { return .warn }
    if text.lowercased() != "error" { _ = reader.oneOf(Severity.self) }
    return .fail
  }

  /// The rows that it is about.
  private func condition() throws(Refused) -> RowExpression? {
    guard let reader = setting("where") ?? argument("row_condition") else { return nil }
    return try read(Self.condition(try read(reader.string()), reader, refusals))
  }

  /// Rules with the numbers of failures that `error_if` and `warn_if` let pass.
  private func limited(_ rules: [ContractRule], _ severity: Verdict) throws(Refused) -> [ContractRule] {
    _ = setting("limit")
    if let reader = setting("fail_calc") {
      refusals.refuse(reader, "'fail_calc'")
      throw Refused()
    }
    let (errors, warnings) = (setting("error_if"), setting("warn_if"))
    guard let some = errors ?? warnings else { return rules }
    guard Self.countRows.contains(name), let rule = rules.first, rules.count == 1 else {
      refusals.refuse(some, "a number of failures of '\(name)', which counts no rows,")
      throw Refused()
    }
    if let limit = setting("limit"), limit.integer() != nil {
      refusals.refuse(limit, "'limit' beside a number of failures")
      throw Refused()
    }
    var limited: [ContractRule] = []
    if severity == .fail {
      var failing = rule
      if let errors { failing.limit = try threshold(errors) }
      limited.append(failing)
    }
    var warning = rule
    warning.severity = .warn
    if let warnings { warning.limit = try threshold(warnings) }
    return limited + [warning]
  }

  /// What `> 10` lets pass.
  private func threshold(_ reader: YAMLReader) throws(Refused) -> CountLimit {
    let text = try read(reader.string()).filter { $0 != " " }
    let signs: [(String, (Double) -> CountLimit.Condition)] = [
      (">=", { .less($0) }), ("<=", { .greater($0) }), ("!=", { .equal($0) }), ("<>", { .equal($0) }),
      ("==", { .notEqual($0) }), (">", { .lessOrEqual($0) }), ("<", { .greaterOrEqual($0) }), ("=", { .notEqual($0) }),
    ]
    for (sign, condition) in signs where text.hasPrefix(sign) {
      if let number = Int(text.dropFirst(sign.count)) {
        return CountLimit(condition: condition(Double(number)), unit: .rows)
      }
    }
    refusals.refuse(reader, "the number of failures '\(try read(reader.string()))'", hint: "write > 10")
    throw Refused()
  }

  /// Whose failures are rows; those of others are values.
  private static let countRows: Set<String> = [
    "not_null", "relationships", "dbt_utils.expression_is_true", "dbt_utils.accepted_range",
    "dbt_utils.not_empty_string", "dbt_expectations.expression_is_true",
  ]

  /// What may stand beside a test as well as in it.
  private static let options = descriptive.union([
    "config", "name", "severity", "where", "limit", "error_if", "warn_if", "enabled", "fail_calc",
  ])

  /// How it is run and what is kept of it.
  private static let descriptive: Set<String> = [
    "store_failures", "store_failures_as", "tags", "meta", "alias", "schema", "database", "group", "description",
  ]
}
