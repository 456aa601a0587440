import Core
import DataQuality
import Testing

@Suite("Data tests and contracts of dbt")
struct DBTTests {
  private static func model(_ tests: [String], column: String = "c", table: [String] = []) -> String {
    var lines = ["version: 2", "models:", "  - name: m"]
    if !table.isEmpty { lines += ["    data_tests:"] + table.map { "      - \($0)" } }
    lines += ["    columns:", "      - name: \(column)"]
    if !tests.isEmpty { lines += ["        data_tests:"] + tests.map { "          - \($0)" } }
    return lines.joined(separator: "\n") + "\n"
  }

  @Test(
    "tests of a column, with and without 'arguments'",
    arguments: [
      ("not_null", "1", "", "not_null"),
      ("unique", "1\n2", "1\n1", "unique"),
      ("{accepted_values: {values: [a, b]}}", "a", "c", "accepted_values"),
      ("{accepted_values: {arguments: {values: [a, b]}}}", "a", "c", "accepted_values"),
      ("{accepted_values: {values: [1, 2], quote: false}}", "1.0", "3", "accepted_values"),
      ("{name: own, test_name: accepted_values, values: [a]}", "a", "c", "accepted_values"),
      ("{dbt_utils.expression_is_true: {expression: '>= 2'}}", "2", "1", "dbt_utils.expression_is_true"),
      ("{dbt_utils.accepted_range: {min_value: -1, max_value: 3}}", "3", "4", "dbt_utils.accepted_range"),
      ("{dbt_utils.accepted_range: {max_value: 3, inclusive: false}}", "2", "3", "dbt_utils.accepted_range"),
      ("dbt_utils.not_empty_string", "x", "\" \"", "dbt_utils.not_empty_string"),
      ("{dbt_utils.not_null_proportion: {at_least: 0.5}}", "1\n\"\"", "1\n\"\"\n\"\"", "dbt_utils.not_null_proportion"),
      ("dbt_utils.at_least_one", "1\n\"\"", "\"\"\n\"\"", "dbt_utils.at_least_one"),
      ("dbt_utils.not_constant", "1\n2", "1\n1", "dbt_utils.not_constant"),
      (
        "{dbt_expectations.expect_column_values_to_be_between: {min_value: 1, max_value: 2, strictly: true}}", "1.5",
        "1",
        "dbt_expectations.expect_column_values_to_be_between"
      ),
      (
        "{dbt_expectations.expect_column_values_to_be_in_set: {arguments: {value_set: [a], quote_values: true}}}", "a",
        "b", "dbt_expectations.expect_column_values_to_be_in_set"
      ),
      (
        "{dbt_expectations.expect_column_values_to_match_regex: {regex: '^a', is_raw: true}}", "ab", "ba",
        "dbt_expectations.expect_column_values_to_match_regex"
      ),
      (
        "{dbt_expectations.expect_column_mean_to_be_between: {min_value: 1, max_value: 2}}", "1\n3", "1\n9",
        "dbt_expectations.expect_column_mean_to_be_between"
      ),
    ])
  func columns(test: String, good: String, bad: String, kind: String) throws {
    let contract = try FormatBench.contract(Self.model([test]), file: "schema.yml")
    #expect(try FormatBench.broken(in: "c,d\n" + rows(good), contract) == [])
    #expect(try FormatBench.broken(in: "c,d\n" + rows(bad), contract) == ["c.\(kind)"])
  }

  /// A second column keeps an empty cell from being an empty line.
  private func rows(_ cells: String) -> String {
    cells.split(separator: "\n", omittingEmptySubsequences: false).map { "\($0),1\n" }.joined()
  }

  @Test(
    "a test counts the rows that dbt's query would select, or those of the values that it would",
    arguments: [
      ("not_null", [5]), ("unique", [1, 4]), ("{not_null: {where: d > 1}}", []),
      ("{accepted_values: {values: ['1', '2']}}", [3]),
      ("{accepted_values: {arguments: {values: [1.0, 2], quote: false}}}", [3]),
      ("{dbt_utils.accepted_range: {min_value: 1, max_value: 7, inclusive: false}}", [1, 3, 4]),
      ("{dbt_utils.accepted_range: {min_value: 2}, config: {where: \"d = 1\"}}", [1, 4]),
      ("{dbt_utils.expression_is_true: {expression: \"< d + 1\"}}", [2, 3]),
    ] as [(String, [Int])])
  func selected(test: String, rows: [Int]) throws {
    let contract = try FormatBench.contract(Self.model([test]), file: "schema.yml")
    let outcome = try #require(CheckBench.run("c,d\n1,1\n2,1\n7,2\n1,1\n,1\n", contract).rules.last)
    #expect(outcome.samples.map(\.row) == rows)
    #expect(outcome.verdict == (rows.isEmpty ? .pass : .fail))
  }

  @Test("tests of a table")
  func tables() throws {
    let contract = try FormatBench.contract(
      Self.model(
        [],
        table: [
          "{dbt_utils.unique_combination_of_columns: {combination_of_columns: [c, d]}}",
          "{dbt_utils.expression_is_true: {expression: 'c <= d'}}",
          "{dbt_expectations.expect_table_columns_to_match_set: {column_list: [c, d]}}",
          "{dbt_expectations.expect_table_row_count_to_be_between: {min_value: 2}}",
          "{dbt_expectations.expect_column_pair_values_A_to_be_greater_than_B: {column_A: d, column_B: c, or_equal: true}}",
        ]), file: "schema.yml")
    #expect(try FormatBench.broken(in: "c,d\n1,2\n1,3\n", contract) == [])
    // Two nulls are the same there.
    let broken = try FormatBench.broken(in: "c,d,e\n,2,\n,2,\n3,2,\n", contract)
    #expect(
      broken == [
        "c+d.dbt_utils.unique_combination_of_columns", "c+d.dbt_utils.expression_is_true",
        "dbt_expectations.expect_table_columns_to_match_set",
        "d+c.dbt_expectations.expect_column_pair_values_A_to_be_greater_than_B",
      ])
  }

  @Test("relationships look values up in the table that they refer to")
  func relationships() throws {
    let contract = try FormatBench.contract(
      Self.model(
        [
          "{relationships: {to: ref('shops'), field: id}}",
          "{relationships: {to: \"source('s', 'towns')\", field: id}}",
        ],
        table: ["{dbt_utils.equal_rowcount: {compare_model: \"{{ ref('shops') }}\"}}"]), file: "schema.yml")
    #expect(contract.tables == ["shops": "", "towns": ""])
    var settings = DataCheckSettings()
    settings.tables = ["shops": try CheckBench.scan("id\n1\n2\n"), "towns": try CheckBench.scan("id\n3\n")]
    #expect(
      try FormatBench.broken(in: "c,d\n1,\n,\n", contract, settings: settings) == ["c.relationships.2"])
  }

  @Test(
    "the config of a test says what its failures mean and of which rows it speaks",
    arguments: [
      ("{not_null: {config: {severity: warn}}}", Verdict.warn), ("{not_null: {severity: ERROR}}", .fail),
      ("{not_null: {config: {where: 'd > 2'}}}", .pass), ("{not_null: {config: {where: \"d = 2\"}}}", .fail),
      ("{not_null: {config: {error_if: '> 1'}}}", .warn), ("{not_null: {config: {error_if: '>= 1'}}}", .fail),
      ("{not_null: {config: {warn_if: '> 1', severity: warn, tags: [a], store_failures: true}}}", .pass),
      ("{not_null: {config: {error_if: '> 1', warn_if: '> 1'}}}", .pass), ("{not_null: {config: {limit: 9}}}", .fail),
    ])
  func config(test: String, verdict: Verdict) throws {
    let contract = try FormatBench.contract(Self.model([test]), file: "schema.yml")
    #expect(try CheckBench.run("c,d\n1,1\n,2\n1,3\n", contract).verdict == verdict)
  }

  @Test("a test that is turned off is told")
  func disabled() throws {
    let contract = try FormatBench.contract(
      Self.model(["{not_null: {config: {enabled: false}}}"]), file: "schema.yml")
    #expect(contract.rules.isEmpty)
    #expect(contract.unsupported.map(\.message) == ["the test 'not_null' is turned off by its config"])
  }

  private static func enforced(_ isEnforced: Bool) -> String {
    """
    models:
      - name: m
        config: {contract: {enforced: \(isEnforced)}, materialized: table}
        constraints:
          - {type: primary_key, columns: [a, b]}
          - {type: check, expression: "a < 10 OR b IS NULL"}
          - {type: foreign_key, columns: [b], to: ref('o'), to_columns: [id]}
        columns:
          - {name: a, data_type: int, constraints: [{type: not_null}]}
          - {name: b, data_type: varchar(20)}
          - {name: t, data_type: timestamp}

    """
  }

  @Test("what is not supported is listed where that is allowed, whatever its arguments are")
  func unsupported() throws {
    let tests = ["{own_test: {size: 3}}", "{dbt_utils.accepted_range: {min_value: a, max_value: 3}}", "unique"]
    let contract = try FormatBench.contract(Self.model(tests), allowsUnsupported: true, file: "schema.yml")
    #expect(contract.rules.map(\.id) == ["c.unique"])
    #expect(
      contract.unsupported.map(\.message) == [
        "the test 'own_test' is not supported", "the bound 'a', which is no number, is not supported",
      ])
  }

  @Test("types and constraints hold where the contract is enforced")
  func contracts() throws {
    var settings = DataCheckSettings()
    settings.tables["o"] = try CheckBench.scan("id\nx\n")
    let contract = try FormatBench.contract(Self.enforced(true), file: "schema.yml")
    let good = "a,b,t\n1,x,2024-02-29 00:00:00\n2,x,2024-02-29T00:00:00.5\n"
    #expect(try FormatBench.broken(in: good, contract, settings: settings) == [])
    let bad = "b,a,t\nx,1,2024-02-30 00:00:00\nx,1,2024-02-29\ny,11,2024-02-29\nx,z,2024-02-29\n"
    let broken = try FormatBench.broken(in: bad, contract, settings: settings)
    #expect(broken == ["a.data_type", "t.data_type", "a+b.primaryKey", "a+b.check", "b.foreign_key"])
    #expect(try FormatBench.broken(in: "a,b\n1,x\n", contract, settings: settings).contains("contract"))
    #expect(try FormatBench.contract(Self.enforced(false), file: "schema.yml").rules.isEmpty)
  }

  @Test("one of several tables is chosen by name, a source's by its own or its source's")
  func choice() throws {
    let text = """
      models: [{name: m}]
      sources:
        - name: s
          tables: [{name: orders, columns: [{name: c, tests: [unique]}]}, {name: towns}]

      """
    for name in ["orders", "s.orders"] {
      #expect(try FormatBench.contract(text, object: name, file: "schema.yml").rules.map(\.id) == ["c.unique"])
    }
    #expect(FormatBench.problems(text) == ["the file describes 3 tables: m, s.orders, s.towns"])
    #expect(FormatBench.problems(text, object: "order") == ["the file has no table 'order'"])
  }

  @Test(
    "what is wrong or not supported is told with its place",
    arguments: [
      ("notnull", "the test 'notnull' is not supported", ""),
      ("my_own_test", "the test 'my_own_test' is not supported", ""),
      ("dbt_utils.equality", "the test 'dbt_utils.equality' is not supported", ""),
      ("{not_null: {}, unique: {}}", "expected one test, found 2", ""),
      ("{not_null: {fail_calc: x}}", "'fail_calc' is not supported", ".not_null.fail_calc"),
      ("accepted_values", "the test 'accepted_values' lacks its argument 'values'", ""),
      ("{accepted_values: {value: [a], values: [a]}}", "unknown key 'value'", ".accepted_values"),
      ("{not_null: {config: {severty: warn}}}", "unknown key 'severty'", ".not_null.config"),
      ("{not_null: {severity: warning}}", "expected one of 2 words, found the text 'warning'", ".not_null.severity"),
      (
        "{not_null: {config: {error_if: 'between 1 and 2'}}}",
        "the number of failures 'between 1 and 2' is not supported", ".not_null.config.error_if"
      ),
      (
        "{unique: {config: {error_if: '> 2'}}}",
        "a number of failures of 'unique', which counts no rows, is not supported", ".unique.config.error_if"
      ),
      (
        "{not_null: {config: {where: 'a ~ 1'}}}", "the condition a ~ 1: '~' is not known here is not supported",
        ".not_null.config.where"
      ),
      (
        "{relationships: {to: shops, field: id}}", "the relation shops is not supported", ".relationships.to"
      ),
      (
        "{dbt_utils.accepted_range: {min_value: 'now()'}}", "the bound 'now()', which is no number, is not supported",
        ".dbt_utils.accepted_range.min_value"
      ),
      (
        "{dbt_utils.not_constant: {group_by_columns: [d]}}", "'group_by_columns' is not supported",
        ".dbt_utils.not_constant.group_by_columns"
      ),
    ])
  func wrong(test: String, message: String, key: String) {
    let found = FormatBench.diagnostics(Self.model([test]))
    if message.hasPrefix("the condition") {
      #expect(found.first?.message.hasPrefix("the condition a ~ 1: ") == true)
      #expect(found.count == 1)
    } else {
      #expect(found.map(\.message) == [message])
    }
    #expect(found.first?.place?.key == "models[0].columns[0].data_tests[0]\(key)")
    #expect(found.first?.place?.line == 7)
  }
}
