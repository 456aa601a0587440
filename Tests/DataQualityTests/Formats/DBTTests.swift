import Core
import DataQuality
import Scan
import Testing

@Suite("Tests in dbt's properties files are contracts")
struct DBTTests {
  private func contract(
    _ column: [String], table: [String] = [], allowsUnsupported: Bool = false
  ) throws -> DataContract {
    var lines = ["version: 2", "models:", "  - name: orders"]
    if !table.isEmpty { lines += ["    data_tests:"] + table.map { "      \($0)" } }
    lines += ["    columns:", "      - name: a", "        tests:"] + column.map { "          \($0)" }
    let text = lines.joined(separator: "\n") + "\n"
    let contract = try DataContract(
      recognising: Array(text.utf8), file: "schema.yml", allowsUnsupported: allowsUnsupported)
    try RoundTrip.check(contract, keepsKinds: false)
    return contract
  }

  private func problems(_ read: () throws -> DataContract) -> [String] {
    do {
      _ = try read()
      return []
    } catch {
      return (error as? Failure)?.diagnostics.map(\.text) ?? ["\(error)"]
    }
  }

  @Test(
    "a test below a column counts what dbt's query would select",
    arguments: [
      (["- not_null"], [5]), (["- unique"], [1, 4]), (["- not_null:", "    where: b > 1"], []),
      (["- accepted_values:", "    values: ['1', '2']"], [3]),
      (["- accepted_values:", "    arguments:", "      values: [1.0, 2]", "      quote: false"], [3]),
      (["- dbt_utils.accepted_range:", "    min_value: 1", "    max_value: 7", "    inclusive: false"], [1, 3, 4]),
      (["- dbt_utils.accepted_range:", "    min_value: 2", "  config:", "    where: \"b = 1\""], [1, 4]),
      (["- dbt_utils.expression_is_true:", "    expression: \"< b + 1\""], [2, 3]),
    ])
  func cells(test: [String], rows: [Int]) throws {
    let outcome = try #require(
      CheckBench.run("a,b\n1,1\n2,1\n7,2\n1,1\n,1\n", contract(test)).rules.last)
    #expect(outcome.samples.map(\.row) == rows)
    #expect(outcome.verdict == (rows.isEmpty ? .pass : .fail))
  }

  @Test(
    "a test of a table, and one of a number that a column comes to",
    arguments: [
      (["- not_null"], ["- dbt_utils.unique_combination_of_columns:", "    combination_of_columns: [a, b]"], 4),
      (["- not_null"], ["- dbt_utils.expression_is_true:", "    expression: \"a <= 2 OR b = 2\""], 0),
      (["- dbt_utils.not_constant"], [], 0), (["- dbt_utils.at_least_one"], [], 0),
      (["- dbt_utils.not_null_proportion:", "    at_least: 0.9"], [], 1),
    ])
  func tables(column: [String], table: [String], violating: Int) throws {
    let report = try CheckBench.run("a,b\n1,1\n2,1\n7,2\n1,1\n,1\n,1\n", contract(column, table: table))
    let outcome = try #require(table.isEmpty ? report.rules.last : report.rules.first { $0.kind.contains("dbt_utils") })
    #expect(outcome.violating == violating)
  }

  @Test("a relationship looks values up in the other table, and a severity of warn warns")
  func relationships() throws {
    let contract = try contract([
      "- relationships:", "    to: ref(\"customers\")", "    field: id", "    config: {severity: WARN}",
    ])
    #expect(contract.tables.keys.sorted() == ["customers"])
    var settings = DataCheckSettings()
    settings.tables = ["customers": try CheckBench.scan("id\n1\n2\n")]
    let outcome = try #require(CheckBench.run("a\n1\n3\n\"\"\n", contract, settings: settings).rules.first)
    #expect(outcome.verdict == .warn)
    #expect(outcome.samples.map(\.row) == [2])
  }

  @Test(
    "what is not checked is refused by name, or listed where that is allowed",
    arguments: [
      ("- my_package.odd_check", "the test 'my_package.odd_check'"), ("- uniqe", "did you mean 'unique'?"),
      ("- not_null: {config: {error_if: \">10\"}}", "the option 'error_if'"),
      ("- not_null: {enabled: false}", "which is not enabled"),
    ])
  func refused(test: String, message: String) throws {
    let found = problems { try contract([test]) }
    #expect(found.count == 1 && found[0].contains(message), "\(found)")
    #expect(try contract([test, "- unique"], allowsUnsupported: true).rules.map(\.id) == ["a.unique"])
  }

  @Test(
    "what is wrong is named with its place",
    arguments: [
      ("- accepted_values: {vals: [1]}", "the key 'values' is missing"),
      ("- not_null: {whre: b}", "unknown key 'whre'"),
      ("- relationships: {to: customers, field: id}", "expected ref('NAME')"),
      ("- not_null: {where: \"b like\"}", "in 'b like'"),
      ("- {not_null: {}, unique: {}}", "expected one test, found 2"),
      ("- dbt_utils.accepted_range: {}", "neither min_value nor max_value"),
    ])
  func wrong(test: String, message: String) {
    let found = problems { try contract([test]) }
    #expect(found.count == 1 && found[0].contains(message) && found[0].hasPrefix("schema.yml:"), "\(found)")
  }

  @Test("a file of several tables takes the name of one")
  func several() throws {
    let text = """
      sources:
        - name: shop
          tables: [{name: customers, columns: [{name: id, data_tests: [unique]}]}, {name: orders}]
      """
    let read = { (object: String?) throws -> DataContract in
      try DataContract(recognising: Array(text.utf8), file: "schema.yml", object: object)
    }
    #expect(try read("customers").rules.map(\.id) == ["id.unique"])
    #expect(
      problems { try read(nil) } == [
        "schema.yml: the file describes 2 tables: customers, orders\nhint: say which one: --object customers"
      ])
    #expect(problems { try read("custmers") }.first?.contains("did you mean 'customers'?") ?? false)
  }
}
