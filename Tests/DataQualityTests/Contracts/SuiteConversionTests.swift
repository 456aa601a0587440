import Core
import DataQuality
import Testing

/// Suites of Great Expectations: each of its expectations that is checked, with arguments that change what it means.
@Suite("A suite of Great Expectations that is converted")
struct SuiteConversionTests {
  static let expectations: [(name: String, arguments: [String])] = [
    ("expect_column_values_to_not_be_null", [#""column": "a""#, #""column": "no", "mostly": 0.5"#]),
    ("expect_column_values_to_be_null", [#""column": "a", "mostly": 0"#]),
    ("expect_column_values_to_be_unique", [#""column": "a""#]),
    (
      "expect_column_values_to_be_in_set",
      [
        #""column": "a", "value_set": ["x", "1", "it's"]"#, #""column": "a", "value_set": [1, 2.5, null]"#,
        #""column": "a", "value_set": [true], "mostly": 0.9"#,
        #""column": "a", "value_set": ["x"], "row_condition": "b > 4", "condition_parser": "pandas""#,
      ]
    ),
    ("expect_column_values_to_not_be_in_set", [#""column": "a: b", "value_set": ["x"]"#]),
    (
      "expect_column_values_to_be_between",
      [
        #""column": "a", "min_value": 0, "max_value": 7, "strict_max": true"#,
        #""column": "a", "min_value": "2024-01-31", "max_value": "2024-05-05", "mostly": 0.5"#,
        #""column": "a", "min_value": "2024-01-31", "strict_min": true, "parse_strings_as_datetimes": true"#,
      ]
    ),
    (
      "expect_column_values_to_be_of_type",
      [#""column": "a", "type_": "str""#, #""column": "a", "type_": "datetime64""#]
    ),
    ("expect_column_values_to_be_in_type_list", [#""column": "a", "type_list": ["int64", "float"]"#]),
    ("expect_column_values_to_match_regex", [#""column": "a", "regex": "^[A-Z]-\\d+\\Z""#]),
    ("expect_column_values_to_not_match_regex", [#""column": "a", "regex": "'#: x""#]),
    (
      "expect_column_values_to_match_regex_list",
      [#""column": "a", "regex_list": ["x", "y"], "match_on": "all""#, #""column": "a", "regex_list": ["x", "y"]"#]
    ),
    ("expect_column_values_to_not_match_regex_list", [#""column": "a", "regex_list": ["x", "y"]"#]),
    ("expect_column_values_to_match_like_pattern", [#""column": "a", "like_pattern": "a%_b""#]),
    ("expect_column_values_to_not_match_like_pattern", [#""column": "a", "like_pattern": "a%""#]),
    ("expect_column_values_to_match_like_pattern_list", [#""column": "a", "like_pattern_list": ["a%", "b"]"#]),
    ("expect_column_values_to_not_match_like_pattern_list", [#""column": "a", "like_pattern_list": ["a%", "b"]"#]),
    ("expect_column_values_to_match_strftime_format", [#""column": "a", "strftime_format": "%Y-%m-%d""#]),
    ("expect_column_values_to_be_json_parseable", [#""column": "a""#]),
    ("expect_column_value_lengths_to_be_between", [#""column": "a", "min_value": 3, "strict_min": true"#]),
    ("expect_column_value_lengths_to_equal", [#""column": "a", "value": 3"#]),
    ("expect_column_values_to_be_increasing", [#""column": "a", "strictly": true"#]),
    ("expect_column_values_to_be_decreasing", [#""column": "a", "mostly": 0.4"#]),
    ("expect_column_value_z_scores_to_be_less_than", [#""column": "a", "threshold": -0.3, "double_sided": false"#]),
    (
      "expect_column_values_to_not_be_outliers",
      [#""column": "a""#, #""column": "a", "method": "std", "multiplier": 3"#]
    ),
    ("expect_column_min_to_be_between", [#""column": "a", "min_value": 1, "strict_min": true"#]),
    ("expect_column_max_to_be_between", [#""column": "a", "min_value": "2023-12-01", "max_value": "2026-01-01""#]),
    ("expect_column_mean_to_be_between", [#""column": "a", "min_value": 1, "max_value": 2, "strict_max": true"#]),
    ("expect_column_median_to_be_between", [#""column": "a", "min_value": 7, "max_value": 7"#]),
    ("expect_column_stdev_to_be_between", [#""column": "a", "max_value": 7"#]),
    ("expect_column_sum_to_be_between", [#""column": "a", "min_value": 1, "max_value": 9"#]),
    ("expect_column_unique_value_count_to_be_between", [#""column": "a", "max_value": 0"#]),
    ("expect_column_proportion_of_unique_values_to_be_between", [#""column": "a", "min_value": 0.3"#]),
    ("expect_column_proportion_of_non_null_values_to_be_between", [#""column": "a", "min_value": 0.3"#]),
    (
      "expect_column_quantile_values_to_be_between",
      [
        #""column": "a", "quantile_ranges": {"quantiles": [0, 0.5, 1], "value_ranges": [[null, 1], [null, null], [7, 7]]}"#
      ]
    ),
    ("expect_column_most_common_value_to_be_in_set", [#""column": "a", "value_set": [1], "ties_okay": true"#]),
    ("expect_column_distinct_values_to_be_in_set", [#""column": "a", "value_set": ["x"]"#]),
    ("expect_column_distinct_values_to_equal_set", [#""column": "a", "value_set": [1, 2]"#]),
    ("expect_column_distinct_values_to_contain_set", [#""column": "a", "value_set": ["x"]"#]),
    (
      "expect_column_kl_divergence_to_be_less_than",
      [
        #""column": "a", "threshold": 0.4, "partition_object": {"values": ["x", "y"], "weights": [0.25, 0.75]}, "#
          + #""tail_weight_holdout": 0.01"#,
        #""column": "a", "threshold": 0.4, "partition_object": {"bins": [-5, 0, 1.5], "weights": [0.2, 0.7], "#
          + #""tail_weights": [0.05, 0.05]}"#,
      ]
    ),
    ("expect_column_pair_values_to_be_equal", [#""column_A": "a", "column_B": "b""#]),
    (
      "expect_column_pair_values_a_to_be_greater_than_b",
      [#""column_A": "a", "column_B": "b", "ignore_row_if": "never", "mostly": 0.9"#]
    ),
    (
      "expect_column_pair_values_to_be_in_set",
      [#""column_A": "a", "column_B": "b", "value_pairs_set": [[1, "x"], [null, "it's"]]"#]
    ),
    (
      "expect_compound_columns_to_be_unique",
      [#""column_list": ["a", "b"]"#, #""column_list": ["a", "b"], "ignore_row_if": "never""#]
    ),
    ("expect_multicolumn_sum_to_equal", [#""column_list": ["a", "b"], "sum_total": 10"#]),
    ("expect_multicolumn_values_to_be_equal", [#""column_list": ["a", "b", "c"]"#]),
    (
      "expect_select_column_values_to_be_unique_within_record",
      [#""column_list": ["a", "b"], "ignore_row_if": "any_value_is_missing""#]
    ),
    ("expect_column_to_exist", [#""column": "a""#, #""column": "a", "column_index": 2"#]),
    ("expect_table_columns_to_match_set", [#""column_set": ["a", "b"], "exact_match": false"#]),
    ("expect_table_columns_to_match_ordered_list", [#""column_list": ["a", "b"]"#]),
    ("expect_table_column_count_to_be_between", [#""min_value": 1, "max_value": 9"#]),
    ("expect_table_column_count_to_equal", [#""value": 3"#]),
    ("expect_table_row_count_to_be_between", [#""min_value": 1"#]),
    ("expect_table_row_count_to_equal", [#""value": 3"#]),
    ("expect_table_row_count_to_equal_other_table", [#""other_table_name": "other""#]),
  ]

  private func suite(_ expectations: [(name: String, arguments: String)]) throws -> DataContract {
    let list = expectations.map {
      #"{"type": "\#($0.name)", "kwargs": {\#($0.arguments)}, "severity": "warning", "description": "so: it's # said"}"#
    }
    let plain = expectations.map { #"{"type": "\#($0.name)", "kwargs": {\#($0.arguments)}}"# }
    let text = #"{"name": "s", "expectations": [\#((list + plain).joined(separator: ", "))]}"#
    return try DataContract(recognising: Array(text.utf8), file: "suite.json")
  }

  @Test("keeps what each expectation asks for", arguments: expectations.map(\.name))
  func each(name: String) throws {
    let all = Self.expectations.filter { $0.name == name }.flatMap { found in found.arguments.map { (name, $0) } }
    try RoundTrip.check(suite(all), keepsKinds: false)
  }

  @Test("keeps what they ask for together")
  func together() throws {
    let all = Self.expectations.flatMap { found in found.arguments.map { (found.name, $0) } }
    let document = try RoundTrip.check(suite(all), keepsKinds: false)
    #expect(document.contains("required: true"))
    #expect(document.contains("metric: rowCount, mustBeGreaterOrEqualTo: 1"))
  }

  @Test("finds in a table what the suite finds")
  func finds() throws {
    let numbers = "a,b,no\n1,5,x\n2,3,\n,4,y\n7,9,y\n7,1,z\n"
    let all = Self.expectations.filter { !$0.name.contains("pair_values_to_be_in_set") }.flatMap { found in
      found.arguments.filter { !$0.contains("\"c\"") && !$0.contains("a: b") }.map { (found.name, $0) }
    }
    let contract = try suite(all)
    let converted = try DataContract(
      recognising: Array(contract.openDataContract().yaml.utf8), file: "converted.yaml")
    let before = try CheckBench.run(numbers, contract).rules
    // What the document adds: that the columns are there.
    let after = try CheckBench.run(numbers, converted).rules.dropFirst()
    func found(_ outcomes: some Sequence<DataReport.Outcome>) -> [String] {
      outcomes.map { outcome in
        let observed = outcome.observed.map { "\($0)" } ?? "nothing"
        return "\(outcome.columns) \(outcome.verdict) \(outcome.checked) \(outcome.violating) \(observed)"
      }.sorted()
    }
    #expect(before.count > 100)
    let (lost, new) = (found(before), found(after))
    #expect(lost.filter { !new.contains($0) } == [])
    #expect(new.filter { !lost.contains($0) } == [])
  }
}
