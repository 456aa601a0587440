import Core
import YAML

/// Makes rules of a table's tests.
struct DBTReader {
  let refusals: YAMLProblems
  private(set) var rules: [ContractRule] = []
  private(set) var tables: [String: String] = [:]

  init(refusals: YAMLProblems) { self.refusals = refusals }

  func refuse(_ reader: YAMLReader, _ what: String) {
    refusals.report(
      "\(what) cannot be checked here", at: reader.place,
      hint: "remove it, or let it pass unchecked with --allow-unsupported: nothing is skipped silently")
  }

  /// - Parameter reader: of `not_null`, or of `accepted_values: {values: […]}`.
  mutating func read(_ reader: YAMLReader, column: String?) {
    if case .scalar = reader.node.content {
      guard let name = reader.string() else { return }
      return read(name, reader, empty(reader), DBTTestOptions(), column)
    }
    guard let entries = reader.mapping()?.entries else { return }
    // Options may stand beside the test as well as in it.
    var options = DBTTestOptions()
    for entry in entries where DBTTestOptions.keys.contains(entry.name) { options.read(entry.name, entry.value, self) }
    let tests = entries.filter { !DBTTestOptions.keys.contains($0.name) }
    guard let test = tests.first, tests.count == 1 else {
      return reader.report("expected one test, found \(tests.count)", hint: "indent its arguments below it")
    }
    guard let outer = test.value.node.isNull ? empty(reader) : test.value.mapping() else { return }
    for key in DBTTestOptions.keys { if let value = outer.optional(key) { options.read(key, value, self) } }
    // 1.10 has arguments in a mapping of their own.
    if let inner = outer.optional("arguments")?.mapping() {
      outer.finish()
      read(test.name, test.value, inner, options, column)
    } else {
      read(test.name, test.value, outer, options, column)
    }
  }

  private func empty(_ reader: YAMLReader) -> YAMLMapping? {
    YAMLReader(YAMLNode(.mapping([]), at: reader.place), path: reader.path, problems: reader.problems).mapping()
  }

  private mutating func read(
    _ name: String, _ reader: YAMLReader, _ arguments: YAMLMapping?, _ options: DBTTestOptions, _ column: String?
  ) {
    guard let arguments, !options.isWrong else { return }
    if !options.isEnabled { return refuse(reader, "the test '\(name)', which is not enabled,") }
    // A column's test may name another one, and a table's test has to name one.
    let of = arguments.optional("column_name")?.string() ?? column
    guard let make = Self.all[name] else {
      let near = Spelling.nearest(to: name, among: Self.all.keys.sorted()).map { ": did you mean '\($0)'?" } ?? ""
      return refuse(reader, "the test '\(name)'\(near)")
    }
    guard let made = make(arguments, of) else { return }
    arguments.finish()
    guard let columns = made.columns ?? of.map({ [$0] }) else {
      return reader.report("the test '\(name)' is one of a column", hint: "write it below the column")
    }
    if case .isNotFound(let key) = made.test { tables[key.table] = "" }
    if case .value(.rowCountDifference(let table)) = made.test { tables[table] = "" }
    rules.append(
      ContractRule(
        kind: name, columns: columns, test: made.test, limit: made.limit, severity: options.severity,
        condition: options.condition, nulls: made.nulls, description: options.description))
  }

  /// What a test asks for.
  private struct Made {
    let test: ContractRule.Test
    var limit = CountLimit.none
    var nulls = ContractRule.Nulls.ignored
    /// Nil for the column that it stands below.
    var columns: [String]?
  }

  private typealias Make = @Sendable (YAMLMapping, String?) -> Made?

  /// The one list of all that are checked: dbt's own, and those of dbt_utils that make sense on a file.
  private static let all: [String: Make] = [
    "not_null": { _, _ in Made(test: .isNull) },
    "unique": { _, _ in Made(test: .isDuplicate(.all)) },
    "accepted_values": { arguments, _ in
      guard let reader = arguments.required("values"), let values = reader.strings() else { return nil }
      let isQuoted = arguments.optional("quote").map { $0.bool() ?? true } ?? true
      return Made(test: .isNotAmong(ValueSet(values, comparesNumbers: !isQuoted)))
    },
    "relationships": { arguments, _ in
      guard let table = arguments.required("to").flatMap(table), let field = arguments.required("field")?.string()
      else {
        return nil
      }
      return Made(test: .isNotFound(in: TableKey(table: table, columns: [field])))
    },
    "dbt_utils.accepted_range": { arguments, _ in
      let (low, high) = (arguments.optional("min_value"), arguments.optional("max_value"))
      let isInclusive = arguments.optional("inclusive")?.bool() ?? true
      if low == nil, high == nil { arguments.reader.report("neither min_value nor max_value is given") }
      let range = ValueRange(
        lower: low?.double(), isLowerIncluded: isInclusive, upper: high?.double(), isUpperIncluded: isInclusive)
      return Made(test: .isNotWithin(range, .number))
    },
    "dbt_utils.unique_combination_of_columns": { arguments, _ in
      guard let columns = arguments.required("combination_of_columns")?.strings() else { return nil }
      // Grouped, nulls are the same.
      return Made(test: .isDuplicate(.all), nulls: .compared, columns: columns)
    },
    "dbt_utils.not_null_proportion": { arguments, _ in
      let range = ValueRange(
        lower: arguments.required("at_least")?.double(), upper: arguments.optional("at_most")?.double() ?? 1)
      return Made(test: .value(.presentShare), limit: CountLimit(condition: .within(range), unit: .value))
    },
    "dbt_utils.not_constant": { _, _ in
      Made(test: .value(.distinctCount), limit: CountLimit(condition: .notEqual(1), unit: .value))
    },
    "dbt_utils.at_least_one": { _, _ in
      Made(test: .value(.presentShare), limit: CountLimit(condition: .greater(0), unit: .value))
    },
    "dbt_utils.equal_rowcount": { arguments, _ in
      guard let table = arguments.required("compare_model").flatMap(table) else { return nil }
      return Made(
        test: .value(.rowCountDifference(from: table)), limit: CountLimit(condition: .equal(0), unit: .value),
        columns: [])
    },
    "dbt_utils.expression_is_true": { arguments, column in
      guard let reader = arguments.required("expression"), let text = reader.string() else { return nil }
      // Below a column the expression follows its name.
      let whole = column.map { "\(ConditionText.column($0)) \(text)" } ?? text
      guard let expression = DBTTestOptions.expression(reader, whole) else { return nil }
      return Made(test: .violates(expression), columns: expression.columns)
    },
  ]

  /// `ref('customers')`, `source('shop', 'customers')`.
  private static func table(_ reader: YAMLReader) -> String? {
    guard let text = reader.string() else { return nil }
    let names = text.split(omittingEmptySubsequences: false) { $0 == "'" || $0 == "\"" }.enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
    guard let name = names.last, text.hasPrefix("ref(") || text.hasPrefix("source(") else {
      reader.report("expected ref('NAME') or source('SOURCE', 'NAME'), found '\(text)'")
      return nil
    }
    return name
  }
}
