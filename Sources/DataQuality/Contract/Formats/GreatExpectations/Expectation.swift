import Core
import YAML

/// One expectation of a suite, while its arguments are read.
struct Expectation {
  /// Great Expectations' word for it.
  let name: String
  let arguments: YAMLMapping
  let severity: Verdict
  let words: String?
  /// Where what is not checked here is reported.
  let refusals: YAMLProblems

  /// It was reported why the expectation makes no rule.
  struct Refused: Error {}

  typealias Make = @Sendable (Expectation) throws(Refused) -> [ContractRule]

  /// The one list of all that are checked.
  static let all: [String: Make] = cells.merging(aggregates) { first, _ in first }.merging(pairs) { first, _ in first }
    .merging(tables) { first, _ in first }

  /// Known ones that are not, and why.
  static let refused: [String: String] = [
    "expect_column_values_to_be_dateutil_parseable":
      "accepts whatever dateutil guesses to be a date; expect_column_values_to_match_strftime_format is checked",
    "expect_column_values_to_match_json_schema": "is not checked here",
    "expect_column_bootstrapped_ks_test_p_value_to_be_greater_than": "draws random samples",
    "expect_column_chisquare_test_p_value_to_be_greater_than": "is no expectation of Great Expectations 1",
    "expect_column_parameterized_distribution_ks_test_p_value_to_be_greater_than":
      "is no expectation of Great Expectations 1",
    "expect_column_pair_cramers_phi_value_to_be_less_than": "is no expectation of Great Expectations 1",
    "expect_multicolumn_values_to_be_unique":
      "was renamed: expect_select_column_values_to_be_unique_within_record is checked",
    "expect_query_results_to_match_comparison": "asks a database",
    "unexpected_rows_expectation": "asks a database",
  ]

  static func refuse(_ reader: YAMLReader, _ what: String, _ refusals: YAMLProblems) {
    refusals.report(
      what, at: reader.place,
      hint: "remove it, or let it pass unchecked with --allow-unsupported: nothing is skipped silently")
  }

  /// - Parameter columns: empty for the whole table.
  func rule(
    _ test: ContractRule.Test, _ columns: [String], limit: CountLimit = .none, nulls: ContractRule.Nulls = .ignored,
    wording: String? = nil
  ) -> ContractRule {
    var rule = ContractRule(
      kind: name, columns: columns, test: test, limit: limit, severity: severity, nulls: nulls, description: words)
    rule.wording = wording
    return rule
  }
}

extension Expectation {
  /// Arguments that 0.18 had for all, where they ask for something that is not done here.
  func refuseOldFlags() throws(Refused) {
    for key in ["parse_strings_as_datetimes", "allow_cross_type_comparisons"] {
      guard let reader = try argument(key), try read(reader, reader.bool()) else { continue }
      if key == "parse_strings_as_datetimes", readsMoments { continue }
      throw refused(reader, "'\(key)' for this expectation")
    }
  }

  /// Whether texts may be dates to it.
  private var readsMoments: Bool {
    ["values_to_be_between", "increasing", "decreasing", "column_min", "column_max"].contains { name.contains($0) }
  }
}

// Reading arguments. What is wrong is reported, and makes no rule.
extension Expectation {
  /// The argument; nil where it is absent or null.
  func argument(_ key: String) throws(Refused) -> YAMLReader? {
    guard let reader = arguments.optional(key) else { return nil }
    guard let parameter = SuiteParameters.parameter(reader.node) else { return reader }
    if !SuiteParameters.isName(parameter.name) {
      throw refused(reader, "'\(parameter.name)', an expression of parameters,")
    }
    refusals.report(
      "the parameter '\(parameter.name)' has no value", at: reader.place,
      hint: "give it one: --parameter \(parameter.name)=VALUE")
    throw Refused()
  }

  func required(_ key: String) throws(Refused) -> YAMLReader {
    if let reader = try argument(key) { return reader }
    _ = arguments.required(key)
    throw Refused()
  }

  /// For a thing that is not checked here.
  func refused(_ reader: YAMLReader, _ what: String) -> Refused {
    Self.refuse(reader, "\(what) is not supported", refusals)
    return Refused()
  }

  /// For a thing that makes no sense.
  func wrong(_ reader: YAMLReader, _ message: String, hint: String? = nil) -> Refused {
    reader.report(message, hint: hint)
    return Refused()
  }

  func read<Value>(_ reader: YAMLReader, _ value: Value?) throws(Refused) -> Value {
    // A reader that gives no value has said why.
    guard let value else { throw Refused() }
    return value
  }

  func text(_ key: String) throws(Refused) -> String {
    let reader = try required(key)
    return try read(reader, reader.string())
  }

  func texts(_ key: String) throws(Refused) -> [String] {
    let reader = try required(key)
    let list = try read(reader, reader.list())
    var texts: [String] = []
    for element in list { texts.append(try read(element, element.string())) }
    if texts.isEmpty { throw wrong(reader, "the list is empty") }
    return texts
  }

  func flag(_ key: String, default standard: Bool = false) throws(Refused) -> Bool {
    guard let reader = try argument(key) else { return standard }
    return try read(reader, reader.bool())
  }

  func number(_ key: String) throws(Refused) -> Double? {
    guard let reader = try argument(key) else { return nil }
    return try read(reader, reader.double())
  }

  func count(_ key: String) throws(Refused) -> Int {
    let reader = try required(key)
    let value = try read(reader, reader.integer())
    if value < 0 { throw wrong(reader, "expected a number from 0 up") }
    return value
  }

  func choice<Choice: RawRepresentable & CaseIterable>(
    _ key: String, default standard: Choice
  ) throws(Refused) -> Choice where Choice.RawValue == String {
    guard let reader = try argument(key) else { return standard }
    return try read(reader, reader.oneOf(Choice.self))
  }

  var column: String { get throws(Refused) { try text("column") } }

  /// The share that has to hold.
  var mostly: CountLimit {
    get throws(Refused) {
      guard let share = try number("mostly"), share != 1 else { return .none }
      guard (0...1).contains(share) else { throw wrong(try required("mostly"), "expected a share from 0 to 1") }
      return .mostly(share)
    }
  }
}
