import YAML

// Expectations on the table's shape.
extension Expectation {
  static let tables: [String: Make] = [
    "expect_column_to_exist": { e throws(Refused) in
      let column = try e.column
      // Great Expectations takes place 0 for no place given.
      if try e.argument("column_index") != nil {
        return [e.rule(.isNotAtPosition(try e.count("column_index")), [column])]
      }
      return [e.rule(.columnsDiffer(ColumnNames([column], allowsOthers: true, isOrdered: false)), [column])]
    },
    "expect_table_columns_to_match_set": { e throws(Refused) in
      let isExact = try e.flag("exact_match", default: true)
      let names = ColumnNames(try e.texts("column_set"), allowsOthers: !isExact, isOrdered: false)
      return [e.rule(.columnsDiffer(names), [])]
    },
    "expect_table_columns_to_match_ordered_list": { e throws(Refused) in
      let names = ColumnNames(try e.texts("column_list"), allowsOthers: false, isOrdered: true)
      return [e.rule(.columnsDiffer(names), [])]
    },
    "expect_table_column_count_to_be_between": { e throws(Refused) in try e.count(.columnCount, e.range()) },
    "expect_table_column_count_to_equal": { e throws(Refused) in try e.count(.columnCount, e.equal()) },
    "expect_table_row_count_to_be_between": { e throws(Refused) in try e.count(.rowCount, e.range()) },
    "expect_table_row_count_to_equal": { e throws(Refused) in try e.count(.rowCount, e.equal()) },
    "expect_table_row_count_to_equal_other_table": { e throws(Refused) in
      let difference = Measure.rowCountDifference(from: try e.text("other_table_name"))
      return [e.rule(.value(difference), [], limit: CountLimit(condition: .equal(0), unit: .value))]
    },
  ]

  private func count(_ measure: Measure, _ range: ValueRange) -> [ContractRule] {
    [rule(.value(measure), [], limit: CountLimit(condition: .within(range), unit: .value))]
  }

  private func equal() throws(Refused) -> ValueRange {
    let value = Double(try count("value"))
    return ValueRange(lower: value, upper: value)
  }
}
