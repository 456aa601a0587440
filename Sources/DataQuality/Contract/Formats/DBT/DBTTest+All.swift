import Core
import YAML

extension DBTTest {
  typealias Make = @Sendable (inout DBTTest, Verdict) throws(Refused) -> [ContractRule]

  /// Those of dbt itself and of dbt_utils; those of dbt_expectations are read as what they are named for.
  private static let all: [String: Make] = [
    "not_null": { t, s throws(Refused) in [t.rule(.isNull, [try t.ownColumn()], s)] },
    "unique": { t, s throws(Refused) in [t.rule(.isDuplicate(.all), [try t.ownColumn()], s)] },
    "accepted_values": { t, s throws(Refused) in [t.rule(.isNotAmong(try t.values()), [try t.ownColumn()], s)] },
    "relationships": { t, s throws(Refused) in
      let columns = [try t.read(try t.required("field").string())]
      return [t.rule(.isNotFound(in: TableKey(table: try t.table("to"), columns: columns)), [try t.ownColumn()], s)]
    },
    "dbt_utils.expression_is_true": { t, s throws(Refused) in [try t.expression(s)] },
    "dbt_utils.accepted_range": { t, s throws(Refused) in [try t.range(s)] },
    "dbt_utils.not_empty_string": { t, s throws(Refused) in
      let name = try t.ownColumn()
      let trims = t.argument("trim_whitespace")?.bool() ?? true
      let column = ConditionText.column(name)
      let text = trims ? "length(trim(\(column))) > 0" : "length(\(column)) > 0"
      return [t.rule(.violates(try t.read(t.reader.expression(text))), [name], s)]
    },
    "dbt_utils.not_null_proportion": { t, s throws(Refused) in
      let least = try t.read(try t.required("at_least").double())
      let most = try t.argument("at_most").map { r throws(Refused) in try t.read(r.double()) } ?? 1
      let limit = CountLimit(condition: .within(ValueRange(lower: least, upper: most)), unit: .value)
      return [t.rule(.value(.presentShare), [try t.ownColumn()], s, limit)]
    },
    "dbt_utils.at_least_one": { t, s throws(Refused) in
      [t.rule(.value(.presentShare), [try t.ownColumn()], s, CountLimit(condition: .greater(0), unit: .value))]
    },
    "dbt_utils.not_constant": { t, s throws(Refused) in
      [t.rule(.value(.distinctCount), [try t.ownColumn()], s, CountLimit(condition: .notEqual(1), unit: .value))]
    },
    "dbt_utils.unique_combination_of_columns": { t, s throws(Refused) in
      let names = try t.read(try t.required("combination_of_columns").strings())
      _ = t.argument("quote_columns")
      var rule = t.rule(.isDuplicate(.all), names, s)
      // Rows are grouped, and nulls group together.
      rule.nulls = .compared
      return [rule]
    },
    "dbt_utils.equal_rowcount": { t, s throws(Refused) in
      let table = try t.table("compare_model")
      return [t.rule(.value(.rowCountDifference(from: table)), [], s, CountLimit(condition: .equal(0), unit: .value))]
    },
    "dbt_utils.fewer_rows_than": { t, s throws(Refused) in
      let table = try t.table("compare_model")
      return [t.rule(.value(.rowCountDifference(from: table)), [], s, CountLimit(condition: .less(0), unit: .value))]
    },
    "dbt_expectations.expression_is_true": { t, s throws(Refused) in [try t.expression(s)] },
  ]

  mutating func make(_ severity: Verdict) throws(Refused) -> [ContractRule] {
    for key in ["group_by", "group_by_columns"] {
      if let reader = argument(key), case .sequence(let names) = reader.node.content, !names.isEmpty {
        refusals.refuse(reader, "'\(key)'")
        throw Refused()
      }
    }
    if let make = Self.all[name] { return try make(&self, severity) }
    if let expectation = Self.expectations[name] { return try expected(expectation, severity) }
    let near = Spelling.nearest(to: name, among: (Array(Self.all.keys) + Self.expectations.keys).sorted())
    refusals.refuse(reader, "the test '\(name)'", hint: near.map { "did you mean '\($0)'?" })
    throw Refused()
  }

  private func rule(
    _ test: ContractRule.Test, _ columns: [String], _ severity: Verdict, _ limit: CountLimit = .none
  ) -> ContractRule {
    ContractRule(kind: name, columns: columns, test: test, limit: limit, severity: severity)
  }

  /// The column is compared with values as the database would: as numbers where all of them are some.
  private func values() throws(Refused) -> ValueSet {
    let reader = try required("values")
    let isQuoted = argument("quote")?.bool() ?? true
    let texts = try read(reader.strings())
    if texts.isEmpty { reader.report("the set is empty") }
    var areNumbers = !isQuoted
    if case .sequence(let elements) = reader.node.content {
      areNumbers =
        areNumbers
        || elements.allSatisfy {
          if case .scalar(let text, plain: true) = $0.content { Double(text) != nil } else { false }
        }
    }
    return ValueSet(texts, comparesNumbers: areNumbers)
  }

  /// Of a column the expression follows its name.
  private func expression(_ severity: Verdict) throws(Refused) -> ContractRule {
    let reader = try required("expression")
    let written = try read(reader.string())
    let text = column.map { "\(ConditionText.column($0)) \(written)" } ?? written
    let expression = try read(Self.condition(text, reader, refusals))
    return rule(.violates(expression), column.map { [$0] } ?? expression.columns, severity)
  }

  private func range(_ severity: Verdict) throws(Refused) -> ContractRule {
    let name = try ownColumn()
    let mark = argument("inclusive")?.bool() ?? true ? "=" : ""
    var parts: [String] = []
    for (key, sign) in [("min_value", ">"), ("max_value", "<")] {
      guard let reader = argument(key) else { continue }
      let text = try read(reader.string())
      guard let value = Double(text), value.isFinite else {
        refusals.refuse(reader, "the bound '\(text)', which is no number,")
        throw Refused()
      }
      let number = value < 0 ? "(-\(JSON.ecmaScript(-value)))" : JSON.ecmaScript(value)
      parts.append("\(ConditionText.column(name)) \(sign)\(mark) \(number)")
    }
    if parts.isEmpty { _ = try required("min_value") }
    return rule(.violates(try read(reader.expression(parts.joined(separator: " AND ")))), [name], severity)
  }

  // MARK: dbt_expectations

  private struct Named {
    /// Great Expectations' name.
    let name: String
    /// Its words for arguments that differ.
    var renamed: [String: String] = [:]
  }

  private static let expectations: [String: Named] = {
    let same = [
      "expect_column_to_exist", "expect_column_values_to_not_be_null", "expect_column_values_to_be_null",
      "expect_column_values_to_be_unique", "expect_column_values_to_be_in_set", "expect_column_values_to_not_be_in_set",
      "expect_column_values_to_be_between", "expect_column_values_to_match_regex",
      "expect_column_values_to_not_match_regex", "expect_column_value_lengths_to_be_between",
      "expect_column_value_lengths_to_equal", "expect_column_min_to_be_between", "expect_column_max_to_be_between",
      "expect_column_mean_to_be_between", "expect_column_median_to_be_between", "expect_column_sum_to_be_between",
      "expect_column_stdev_to_be_between", "expect_column_unique_value_count_to_be_between",
      "expect_column_proportion_of_unique_values_to_be_between", "expect_column_distinct_values_to_be_in_set",
      "expect_column_distinct_values_to_contain_set", "expect_column_distinct_values_to_equal_set",
      "expect_table_row_count_to_be_between", "expect_table_row_count_to_equal",
      "expect_table_column_count_to_equal", "expect_table_column_count_to_be_between",
      "expect_table_columns_to_match_ordered_list", "expect_compound_columns_to_be_unique",
      "expect_column_pair_values_to_be_equal",
    ]
    var all = Dictionary(uniqueKeysWithValues: same.map { ("dbt_expectations.\($0)", Named(name: $0)) })
    all["dbt_expectations.expect_table_columns_to_match_set"] = Named(
      name: "expect_table_columns_to_match_set", renamed: ["column_list": "column_set"])
    all["dbt_expectations.expect_column_pair_values_A_to_be_greater_than_B"] = Named(
      name: "expect_column_pair_values_a_to_be_greater_than_b")
    return all
  }()

  /// Read by the reader of Great Expectations' own, whose arguments these are, but for the column and the condition.
  private func expected(_ named: Named, _ severity: Verdict) throws(Refused) -> [ContractRule] {
    guard let make = Expectation.all[named.name] else { throw Refused() }
    var members: [(key: YAMLNode, value: YAMLNode)] = []
    func add(_ name: String, _ value: YAMLNode) {
      members.append((YAMLNode(.scalar(name, plain: true), at: value.place), value))
    }
    for (key, reader) in arguments.entries + body.entries where !Self.ownKeys.contains(key) {
      _ = argument(key)
      // Counted from another number than Great Expectations'.
      if key == "column_index" {
        refusals.refuse(reader, "'column_index'")
        throw Refused()
      }
      if key == "strictly" {
        add("strict_min", reader.node)
        add("strict_max", reader.node)
      } else {
        add(named.renamed[key] ?? key, reader.node)
      }
    }
    for key in ["quote_values", "quote_columns", "is_raw"] { _ = argument(key) }
    let isOfColumn = named.name.hasPrefix("expect_column_") && !named.name.contains("_pair_")
    if isOfColumn { add("column", YAMLNode(.scalar(try ownColumn(), plain: false), at: reader.place)) }
    let node = YAMLNode(.mapping(members), at: body.reader.place)
    guard let arguments = YAMLReader(node, path: body.reader.path, problems: reader.problems).mapping() else {
      throw Refused()
    }
    let expectation = Expectation(
      name: named.name, arguments: arguments, severity: severity, words: nil, refusals: refusals.problems)
    do throws(Expectation.Refused) {
      let rules = try make(expectation)
      arguments.finish()
      return rules.map { rule in
        var rule = rule
        rule.kind = name
        return rule
      }
    } catch {
      throw Refused()
    }
  }

  /// What is read elsewhere, or says how SQL is to be written.
  private static let ownKeys: Set<String> = [
    "arguments", "config", "name", "test_name", "column_name", "description", "row_condition", "group_by", "severity",
    "where", "limit", "error_if", "warn_if", "enabled", "fail_calc", "store_failures", "store_failures_as", "tags",
    "meta", "alias", "quote_values", "quote_columns", "is_raw",
  ]
}
