import Core
import DataQuality
import Scan
import Testing

@Suite("Expectation suites are contracts")
struct GreatExpectationsTests {
  private func suite(_ expectations: String..., allowsUnsupported: Bool = false) throws -> DataContract {
    let text = "{\"name\": \"s\", \"expectations\": [\n\(expectations.joined(separator: ",\n"))\n]}"
    let contract = try DataContract(
      recognising: Array(text.utf8), file: "suite.json", allowsUnsupported: allowsUnsupported)
    try RoundTrip.check(contract, keepsKinds: false)
    return contract
  }

  private func expectation(_ type: String, _ arguments: String, _ more: String = "") -> String {
    "{\"type\": \"expect_\(type)\", \"kwargs\": {\(arguments)}\(more)}"
  }

  private func problems(_ read: () throws -> DataContract) -> [String] {
    do {
      _ = try read()
      return []
    } catch {
      return (error as? Failure)?.diagnostics.map(\.text) ?? ["\(error)"]
    }
  }

  @Test("and told by what they hold, whatever the file is called and whichever version wrote them")
  func recognised() throws {
    let old = """
      \u{FEFF}{"data_asset_type": null, "expectation_suite_name": "old", "ge_cloud_id": null, "meta": {},
       "expectations": [{"expectation_type": "expect_column_values_to_not_be_null", "kwargs": {"column": "a"}, "meta": {}}]}
      """
    let contract = try DataContract(recognising: Array(old.utf8), file: "x.txt")
    #expect(contract.name == "old")
    #expect(contract.rules.map(\.id) == ["a.expect_column_values_to_not_be_null"])
    // YAML of the standard may be written as JSON.
    let standard = """
      {"apiVersion": "v3.1.0", "kind": "DataContract", "schema": [{"name": "t", "properties": [{"name": "a"}]}]}
      """
    #expect(try DataContract(recognising: Array(standard.utf8), file: "x.json").columns.map(\.name) == ["a"])
    #expect(
      problems { try DataContract(recognising: Array("{\"name\": 1,}".utf8), file: "x.json") } == [
        "x.json:1:12: not a JSON document: expected a key in quotation marks"
      ])
  }

  @Test(
    "what is wrong is named with its place and a hint",
    arguments: [
      (
        "column_values_to_be_betwen", "\"column\": \"a\"",
        "suite.json:2:10: the expectation 'expect_column_values_to_be_betwen' is not known (at expectations[0].type)\n"
          + "hint: did you mean 'expect_column_values_to_be_between'?"
      ),
      (
        "column_values_to_be_between", "\"column\": \"a\", \"min_val\": 1, \"max_value\": 2",
        "unknown key 'min_val' (at expectations[0].kwargs)\nhint: did you mean 'min_value'?"
      ),
      ("column_values_to_be_between", "\"column\": \"a\"", "neither min_value nor max_value is given"),
      ("column_values_to_be_between", "\"column\": \"a\", \"min_value\": 3, \"max_value\": 2", "is greater than"),
      ("column_values_to_be_between", "\"column\": \"a\", \"min_value\": \"3\", \"max_value\": 2", "different kinds"),
      ("column_values_to_be_between", "\"min_value\": 3", "the key 'column' is missing (at expectations[0].kwargs)"),
      ("column_values_to_be_unique", "\"column\": \"a\", \"mostly\": 95", "expected a share from 0 to 1"),
      (
        "column_values_to_be_unique", "\"column\": \"a\", \"mostly\": \"0.9\"",
        "expected a number, found the text '0.9'"
      ),
      ("column_values_to_match_regex", "\"column\": \"a\", \"regex\": \"(\"", "does not compile: missing closing"),
      (
        "column_values_to_match_like_pattern", "\"column\": \"a\", \"like_pattern\": \"a!\", \"escape\": \"!\"",
        "ends in"
      ),
      ("column_values_to_be_in_set", "\"column\": \"a\", \"value_set\": []", "the set is empty"),
      ("column_values_to_be_in_set", "\"column\": \"a\", \"value_set\": [[1]]", "expected a value, found a list"),
      (
        "column_quantile_values_to_be_between",
        "\"column\": \"a\", \"quantile_ranges\": {\"quantiles\": [0.5, 0.9], \"value_ranges\": [[1, 2]]}",
        "there are 2 quantiles and 1 ranges"
      ),
      (
        "column_kl_divergence_to_be_less_than",
        "\"column\": \"a\", \"threshold\": 1, \"partition_object\": {\"values\": [\"x\"], \"weights\": [0.5]}",
        "the weights add up to 0.5, not to 1 (at expectations[0].kwargs.partition_object.weights)"
      ),
      ("column_mean_to_be_between", "\"column\": \"a\", \"min_value\": null", "neither min_value nor max_value"),
      ("multicolumn_sum_to_equal", "\"column_list\": [\"a\", \"a\"], \"sum_total\": 1", "a column is named twice"),
      (
        "column_pair_values_to_be_equal", "\"column_A\": \"a\", \"column_B\": \"b\", \"ignore_row_if\": \"both\"",
        "did you mean 'both_values_are_missing'?"
      ),
    ])
  func wrong(type: String, arguments: String, message: String) {
    let found = problems { try suite(expectation(type, arguments)) }
    #expect(found.count == 1)
    #expect(found.first?.contains(message) ?? false, "\(found)")
  }

  @Test("and an argument that is null, or a flag that is false, asks for nothing")
  func nulls() throws {
    let contract = try suite(
      expectation(
        "table_column_count_to_equal",
        "\"value\": 1, \"row_condition\": null, \"mostly\": null, \"parse_strings_as_datetimes\": false",
        ", \"meta\": {}, \"notes\": [\"n\"], \"windows\": null"))
    #expect(contract.rules.count == 1)
  }

  @Test(
    "a parameter takes the value that it is given, by its kind",
    arguments: [
      ("table_row_count_to_equal", "\"value\": {\"$PARAMETER\": \"n\"}", "n=2", Verdict.pass),
      ("table_row_count_to_equal", "\"value\": {\"$PARAMETER\": \"n\"}", "n=3", .fail),
      (
        "column_values_to_be_in_set", "\"column\": \"a\", \"value_set\": {\"$PARAMETER\": \"s\"}", "s=[\"x\", \"y\"]",
        .pass
      ),
      ("column_values_to_be_in_set", "\"column\": {\"$PARAMETER\": \"c\"}, \"value_set\": [\"x\"]", "c=a", .fail),
      (
        "column_values_to_be_in_set",
        "\"column\": \"a\", \"value_set\": [\"x\"], \"mostly\": {\"$PARAMETER\": \"m\"}", "m=0.5", .pass
      ),
      (
        "column_values_to_match_regex", "\"column\": \"a\", \"regex\": {\"$PARAMETER\": \"r_1\"}", "r_1=^[xy]=?$",
        .pass
      ),
      // A value kept beside the name goes before.
      ("table_row_count_to_equal", "\"value\": {\"$PARAMETER\": \"n\", \"$PARAMETER.n\": 2}", nil, .pass),
    ] as [(String, String, String?, Verdict)])
  func parameters(name: String, arguments: String, parameter: String?, verdict: Verdict) throws {
    let text = "{\"expectations\": [\(expectation(name, arguments))]}"
    let contract = try DataContract(
      recognising: Array(text.utf8), file: "suite.json", parameters: ContractParameters(parameter.map { [$0] } ?? []))
    #expect(try CheckBench.run("a\nx\ny\n", contract).rules.map(\.verdict) == [verdict])
  }

  @Test("a parameter without a value, and a value without a parameter, are errors")
  func strayParameters() {
    let text =
      "{\"expectations\": [\(expectation("table_row_count_to_equal", "\"value\": {\"$PARAMETER\": \"rows\"}"))]}"
    func wrong(_ parameters: [String], _ text: String = text) -> [String] {
      do throws(Failure) {
        _ = try DataContract(
          recognising: Array(text.utf8), file: "suite.json", parameters: ContractParameters(parameters))
        return []
      } catch {
        return error.diagnostics.flatMap { [$0.message, $0.hint ?? ""] }
      }
    }
    #expect(wrong([]) == ["the parameter 'rows' has no value", "give it one: --parameter rows=VALUE"])
    #expect(wrong(["rows=1", "row=1"]) == ["the contract has no parameter 'row'", "did you mean 'rows'?"])
    #expect(wrong(["rows=1", "rows=1"]).first == "--parameter rows is given twice")
    #expect(wrong(["rows"]) == ["--parameter rows gives no value", "write --parameter NAME=VALUE"])
    #expect(wrong(["rows=abc"]).first == "expected a whole number, found the text 'abc'")
    let old = "{\"evaluation_parameters\": {\"rows\": 1}, \(text.dropFirst())"
    #expect(wrong([], old).isEmpty)
    #expect(wrong(["x=1"], "feature { name: 'c' }") == ["the contract has no parameter 'x'", "it has none"])
  }

  @Test("all of a suite's errors are told at once")
  func allErrors() {
    let found = problems {
      try suite(
        expectation("column_values_to_be_uniqe", "\"column\": \"a\""),
        expectation("column_values_to_be_unique", "\"column\": 1.5, \"mosly\": 1", ", \"severity\": \"fatal\""))
    }
    #expect(found.count == 3)
  }

  @Test(
    "what is not checked is refused by name, or listed where that is allowed",
    arguments: [
      ("column_values_to_be_dateutil_parseable", "\"column\": \"a\"", "expect_column_values_to_be_dateutil_parseable"),
      ("column_values_to_match_json_schema", "\"column\": \"a\", \"json_schema\": {}", "match_json_schema"),
      ("column_values_to_be_of_type", "\"column\": \"a\", \"type_\": \"complex128\"", "the type 'complex128'"),
      ("column_values_to_be_in_type_list", "\"column\": \"a\", \"type_list\": [\"int\", \"str\"]", "integer or string"),
      ("column_values_to_match_strftime_format", "\"column\": \"a\", \"strftime_format\": \"%U\"", "directive '%U'"),
      ("column_max_to_be_between", "\"column\": \"a\", \"max_value\": \"zebra\"", "neither a number nor a date"),
      (
        "column_mean_to_be_between", "\"column\": \"a\", \"min_value\": {\"$PARAMETER\": \"m * 0.9\"}",
        "'m * 0.9', an expression of parameters, is not supported"
      ),
      ("column_kl_divergence_to_be_less_than", "\"column\": \"a\", \"threshold\": 1", "a partition of the data"),
      (
        "column_values_to_be_in_set", "\"column\": \"a\", \"value_set\": [1], \"parse_strings_as_datetimes\": true",
        "'parse_strings_as_datetimes' for this expectation"
      ),
      (
        "column_values_to_be_unique", "\"column\": \"a\", \"row_condition\": \"b.str.len() > 3\"",
        "the condition 'b.str.len() > 3' is not supported: the method 'str' is not supported"
      ),
      (
        "column_values_to_be_unique",
        "\"column\": \"a\", \"row_condition\": \"b > 3\", \"condition_parser\": \"spark\"",
        "the condition parser 'spark'"
      ),
    ])
  func refused(type: String, arguments: String, message: String) throws {
    let found = problems { try suite(expectation(type, arguments)) }
    #expect(found.count == 1 && found[0].contains(message) && found[0].contains("--allow-unsupported"), "\(found)")
    let other = expectation("column_values_to_not_be_null", "\"column\": \"a\"")
    let contract = try suite(expectation(type, arguments), other, allowsUnsupported: true)
    #expect(contract.rules.map(\.id) == ["a.expect_column_values_to_not_be_null"])
    #expect(contract.unsupported.count == 1)
    #expect(contract.unsupported.first?.message.contains(message) ?? false)
  }

  @Test(
    "conditions mean what pandas means by them, nulls included",
    arguments: [
      ("n > 2", "", [3, 5]), ("n != 2", "", [1, 3, 4, 5]), ("not n > 2", "", [1, 2, 4]), ("~(n > 2)", "", [1, 2, 4]),
      ("n in [1, 3]", "", [1, 3]), ("n not in [1, 3]", "", [2, 4, 5]), ("n.isin([1])", "", [1]),
      ("n.isnull() or t == 'b'", "", [2, 4]), ("n.notna() & `odd name` == \"x\"", "", [1, 5]),
      ("1 < n <= 3", "", [2, 3]), ("n + 1 == 2 | n * 2 == 10", "", [1, 5]), ("t == \"it's\"", "", [5]),
      ("t == 'it\\'s'", "", [5]), ("n % 2 == 0", "", [2]), ("-n < -2", "", [3, 5]), ("n == n", "", [1, 2, 3, 5]),
      ("n in []", "", []), ("col(\"n\") >= 3", "great_expectations", [3, 5]),
      ("col(\"n\").notNull()", "great_expectations", [1, 2, 3, 5]), ("col(\"t\") == 'b'", "great_expectations", [2]),
    ])
  func conditions(condition: String, parser: String, rows: [Int]) throws {
    let text = JSON.string(condition)
    let arguments = JSON.members([
      "column": "all", "row_condition": text, "condition_parser": .string(parser.isEmpty ? "pandas" : parser),
    ])
    let json: JSON = [
      "name": "s", "expectations": [["type": "expect_column_values_to_be_null", "kwargs": arguments]],
    ]
    let contract = try DataContract(recognising: json.canonical, file: "suite.json")
    let table = "n,t,odd name,all\n1,a,x,1\n2,b,y,1\n3,c,y,1\n,d,,1\n5,it's,x,1\n"
    let outcome = try #require(CheckBench.run(table, contract).rules.first)
    #expect(outcome.checked == rows.count)
    #expect(outcome.samples.map(\.row) == rows)
  }

  @Test(
    "conditions that do not translate are refused with what it is",
    arguments: [
      ("n > @limit", "'@'"), ("n ** 2 > 1", "'**'"), ("len(t) > 1", "the function 'len'"), ("n >", "it ends early"),
      ("n == None", "'None'"), ("t == 'a", "a text does not end"), ("(n > 1) == True", "a comparison of conditions"),
      ("n > 1; import os", "';'"), ("t.str.contains('x')", "the method 'str'"), ("t == 'a' + 1", "reads as"),
      (String(repeating: "(", count: 300) + "n", "nested too deeply"),
    ])
  func untranslatable(condition: String, message: String) throws {
    let json: JSON = [
      "name": "s",
      "expectations": [
        [
          "type": "expect_column_values_to_be_null",
          "kwargs": ["column": "n", "row_condition": .string(condition), "condition_parser": "pandas"],
        ]
      ],
    ]
    let found = problems { try DataContract(recognising: json.canonical, file: "suite.json") }
    #expect(found.count == 1 && found[0].contains(message), "\(found)")
  }

  @Test(
    "severity says what breaking an expectation means",
    arguments: [("", Verdict.fail), ("critical", .fail), ("warning", .warn), ("info", .warn)])
  func severity(word: String, verdict: Verdict) throws {
    let more = word.isEmpty ? "" : ", \"severity\": \"\(word)\""
    let contract = try suite(expectation("column_values_to_not_be_null", "\"column\": \"a\"", more))
    #expect(try CheckBench.run("a,b\n1,2\n,2\n", contract).verdict == verdict)
  }

  @Test("a cell outside of either end is counted once, and one that is no number too")
  func between() throws {
    let contract = try suite(
      expectation("column_values_to_be_between", "\"column\": \"c\", \"min_value\": 1, \"max_value\": 3"),
      expectation("column_values_to_be_increasing", "\"column\": \"c\""),
      expectation("column_values_to_be_between", "\"column\": \"c\", \"min_value\": \"1\", \"max_value\": \"3\""))
    let report = try CheckBench.run("c\n0\n2\n7\nx\n3\n\"\"\n10\n", contract)
    #expect(report.rules.map(\.violating) == [4, 1, 3])
    #expect(report.rules.map(\.checked) == [6, 6, 6])
    #expect(report.rules[0].expected == "≥ 1 and ≤ 3")
  }

  @Test("a value that never was expected makes the divergence infinite, and that is told")
  func divergence() throws {
    let partition = "\"partition_object\": {\"values\": [\"a\", \"b\"], \"weights\": [0.5, 0.5]}"
    let contract = try suite(
      expectation("column_kl_divergence_to_be_less_than", "\"column\": \"c\", \"threshold\": 0.1, \(partition)"))
    let found = try #require(CheckBench.run("c\na\nb\n<i>\n", contract).rules.first)
    #expect(found.verdict == .fail)
    #expect(found.message == "the divergence is infinite: found <i>")
    var settings = DataCheckSettings()
    settings.redacted = ["c"]
    let hidden = try #require(CheckBench.run("c\na\n<i>\n", contract, settings: settings).rules.first)
    #expect(hidden.message == "the divergence is infinite")
    let same = try #require(CheckBench.run("c\na\nb\n", contract).rules.first)
    #expect(same.observed == 0)
  }

  @Test("another table is asked for by its name, and holds where it is not given")
  func otherTable() throws {
    let contract = try suite(expectation("table_row_count_to_equal_other_table", "\"other_table_name\": \"u\""))
    #expect(contract.tables.keys.sorted() == ["u"])
    #expect(try CheckBench.run("c\n1\n2\n", contract).verdict == .hold)
    var settings = DataCheckSettings()
    settings.tables = ["u": try CheckBench.scan("d\n7\n8\n")]
    #expect(try CheckBench.run("c\n1\n2\n", contract, settings: settings).verdict == .pass)
    settings.tables = ["u": try CheckBench.scan("d\n7\n")]
    #expect(try CheckBench.run("c\n1\n2\n", contract, settings: settings).verdict == .fail)
  }
}
