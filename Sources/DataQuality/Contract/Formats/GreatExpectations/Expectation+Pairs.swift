import YAML

// Expectations on several columns of one row.
extension Expectation {
  static let pairs: [String: Make] = [
    "expect_column_pair_values_to_be_equal": { e throws(Refused) in
      try e.pair { a, b in "\(a) = \(b)" }
    },
    "expect_column_pair_values_a_to_be_greater_than_b": { e throws(Refused) in
      let sign = try e.flag("or_equal") ? ">=" : ">"
      return try e.pair { a, b in "\(a) \(sign) \(b)" }
    },
    "expect_column_pair_values_to_be_in_set": { e throws(Refused) in
      let pairs = try e.valuePairs()
      return try e.pair { a, b in
        ConditionText.any(pairs.map { "(\(Self.isValue(a, $0)) AND \(Self.isValue(b, $1)))" })
      }
    },
    "expect_compound_columns_to_be_unique": { e throws(Refused) in
      let nulls: ContractRule.Nulls =
        switch try e.choice("ignore_row_if", default: IgnoredRows.allMissing) {
        case .allMissing: .ignoredWhereAll
        case .anyMissing: .ignored
        case .never: .compared
        }
      return [e.rule(.isDuplicate(.all), try e.columns(), limit: try e.mostly, nulls: nulls)]
    },
    "expect_multicolumn_sum_to_equal": { e throws(Refused) in
      let total = try e.literal(try e.required("sum_total"))
      return try e.several { "\($0.joined(separator: " + ")) = \(total)" }
    },
    "expect_multicolumn_values_to_be_equal": { e throws(Refused) in
      try e.several { columns in
        ConditionText.all(
          columns.dropFirst().map { "(\(columns[0]) = \($0) OR (\(columns[0]) IS NULL AND \($0) IS NULL))" })
      }
    },
    "expect_select_column_values_to_be_unique_within_record": { e throws(Refused) in
      try e.several { columns in
        // A null is a value like others here, and two are the same.
        let nulls = columns.enumerated().flatMap { index, column in
          columns[(index + 1)...].map { "NOT (\(column) IS NULL AND \($0) IS NULL)" }
        }
        return ConditionText.all(["all_distinct(\(columns.joined(separator: ", ")))"] + nulls)
      }
    },
  ]

  private enum IgnoredRows: String, CaseIterable {
    case allMissing = "all_values_are_missing"
    case anyMissing = "any_value_is_missing"
    case never
  }

  private enum IgnoredPairs: String, CaseIterable {
    case bothMissing = "both_values_are_missing"
    case eitherMissing = "either_value_is_missing"
    case neither
    /// 0.18 said so too.
    case never
  }

  /// - Parameter expression: of the two columns.
  private func pair(_ expression: (String, String) -> String) throws(Refused) -> [ContractRule] {
    let names = [try text("column_A"), try text("column_B")]
    let ignored: IgnoredRows =
      switch try choice("ignore_row_if", default: IgnoredPairs.bothMissing) {
      case .bothMissing: .allMissing
      case .eitherMissing: .anyMissing
      case .neither, .never: .never
      }
    return try rows(names, ignored, expression(ConditionText.column(names[0]), ConditionText.column(names[1])))
  }

  private func several(_ expression: ([String]) -> String) throws(Refused) -> [ContractRule] {
    let names = try columns()
    let ignored = try choice("ignore_row_if", default: IgnoredRows.allMissing)
    return try rows(names, ignored, expression(names.map(ConditionText.column)))
  }

  /// A rule on rows, in which a null violates unless its row is ignored.
  private func rows(_ names: [String], _ ignored: IgnoredRows, _ text: String) throws(Refused) -> [ContractRule] {
    let reader = arguments.reader
    var rule = rule(.violates(try expression(reader, text)), names, limit: try mostly, nulls: .violating)
    let present = names.map { ConditionText.nullity(ConditionText.column($0), isNull: false) }
    switch ignored {
    case .never: break
    case .allMissing: rule.condition = try expression(reader, ConditionText.any(present))
    case .anyMissing: rule.condition = try expression(reader, ConditionText.all(present))
    }
    return [rule]
  }

  private func columns() throws(Refused) -> [String] {
    let reader = try required("column_list")
    let columns = try texts("column_list")
    guard Set(columns).count == columns.count else { throw wrong(reader, "a column is named twice") }
    guard columns.count > 1 else { throw wrong(reader, "expected two columns or more") }
    return columns
  }

  /// Pairs of values as an expression has them; nil for null.
  private func valuePairs() throws(Refused) -> [(String?, String?)] {
    let reader = try required("value_pairs_set")
    var pairs: [(String?, String?)] = []
    for element in try read(reader, reader.list()) {
      let values = try read(element, element.list())
      guard values.count == 2 else { throw wrong(element, "expected two values") }
      let literals = try values.map { value throws(Refused) in value.node.isNull ? nil : try literal(value) }
      pairs.append((literals[0], literals[1]))
    }
    if pairs.isEmpty { throw wrong(reader, "the set is empty") }
    return pairs
  }

  private static func isValue(_ column: String, _ value: String?) -> String {
    value.map { "\(column) = \($0)" } ?? "\(column) IS NULL"
  }
}
