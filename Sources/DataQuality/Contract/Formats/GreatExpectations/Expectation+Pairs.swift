import YAML

// Expectations on several columns of one row.
extension Expectation {
  static let pairs: [String: Make] = [
    "expect_compound_columns_to_be_unique": { e throws(Refused) in
      let columns = try e.columns()
      let nulls: ContractRule.Nulls =
        switch try e.choice("ignore_row_if", default: IgnoredRows.allMissing) {
        case .allMissing: .ignoredWhereAll
        case .anyMissing: .ignored
        case .never: .compared
        }
      return [e.rule(.isDuplicate(.all), columns, limit: try e.mostly, nulls: nulls)]
    }
  ]

  private enum IgnoredRows: String, CaseIterable {
    case allMissing = "all_values_are_missing"
    case anyMissing = "any_value_is_missing"
    case never
  }

  private func columns() throws(Refused) -> [String] {
    let columns = try texts("column_list")
    guard Set(columns).count == columns.count else {
      throw wrong(try required("column_list"), "a column is named twice")
    }
    return columns
  }
}
