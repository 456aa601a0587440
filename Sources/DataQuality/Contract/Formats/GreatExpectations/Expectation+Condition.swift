import Core
import YAML

extension Expectation {
  /// The rules, about the rows only that the expectation is about.
  func conditioned(_ rules: [ContractRule]) throws(Refused) -> [ContractRule] {
    if rules.allSatisfy(\.isOfColumns) { return rules }
    guard let condition = try condition() else { return rules }
    if case .value(.rowCountDifference)? = rules.first?.test {
      throw refused(try required("row_condition"), "a condition on the rows that are compared with another table's")
    }
    var conditioned = rules
    for index in conditioned.indices {
      if let own = conditioned[index].condition {
        conditioned[index].condition = try expression(
          arguments.reader, ConditionText.all(["(\(condition))", "(\(own))"]))
      } else {
        conditioned[index].condition = condition
      }
    }
    return conditioned
  }

  /// The rows that it is about: `row_condition`, which `condition_parser` says how to read, or which is an object of 1.x.
  func condition() throws(Refused) -> RowExpression? {
    let parser = try argument("condition_parser")
    guard let reader = try argument("row_condition") else { return nil }
    if case .mapping = reader.node.content { return try expression(reader, try object(reader, depth: 0)) }
    switch try parser.map({ reader throws(Refused) in try read(reader, reader.string()) }) {
    case "pandas", nil: return try expression(reader, try translated(reader, .pandas))
    case "great_expectations", "great_expectations__experimental__":
      return try expression(reader, try translated(reader, .greatExpectations))
    case let name?: throw refused(parser ?? reader, "the condition parser '\(name)'")
    }
  }

  private func translated(_ reader: YAMLReader, _ dialect: PandasCondition.Dialect) throws(Refused) -> String {
    let text = try read(reader, reader.string())
    do throws(PandasCondition.Problem) {
      return try PandasCondition.translated(text, dialect)
    } catch {
      Self.refuse(reader, "the condition '\(text)' is not supported: \(error.message)", refusals)
      throw Refused()
    }
  }

  /// - Parameter text: of a `RowExpression`.
  func expression(_ reader: YAMLReader, _ text: String) throws(Refused) -> RowExpression {
    do throws(Failure) {
      return try RowExpression(parsing: text)
    } catch {
      // Places in the translation mean nothing to a reader of the suite.
      throw refused(reader, "a condition that reads as \(text): \(error.diagnostics.first?.message ?? "")")
    }
  }

  private func object(_ reader: YAMLReader, depth: Int) throws(Refused) -> String {
    let condition = try read(reader, reader.mapping())
    let text = try text(condition, depth)
    condition.finish()
    return text
  }

  private func text(_ condition: YAMLMapping, _ depth: Int) throws(Refused) -> String {
    guard depth < 50, let type = condition.required("type") else { throw Refused() }
    switch try read(type, type.string()) {
    case "pass_through":
      guard let filter = condition.required("pass_through_filter") else { throw Refused() }
      return try translated(filter, .pandas)
    case "nullity":
      let column = try column(condition)
      guard let flag = condition.required("is_null") else { throw Refused() }
      return ConditionText.nullity(column, isNull: try read(flag, flag.bool()))
    case "comparison": return try comparison(condition)
    case "and": return ConditionText.all(try parts(condition, depth))
    case "or": return ConditionText.any(try parts(condition, depth))
    case let name: throw refused(type, "a condition of type '\(name)'")
    }
  }

  private func parts(_ condition: YAMLMapping, _ depth: Int) throws(Refused) -> [String] {
    guard let list = condition.required("conditions") else { throw Refused() }
    var parts: [String] = []
    for element in try read(list, list.list()) { parts.append(try object(element, depth: depth + 1)) }
    if parts.isEmpty { throw wrong(list, "the list is empty") }
    return parts
  }

  private func column(_ condition: YAMLMapping) throws(Refused) -> String {
    guard let column = condition.required("column"), let name = try read(column, column.mapping()).required("name")
    else { throw Refused() }
    return ConditionText.column(try read(name, name.string()))
  }

  private func comparison(_ condition: YAMLMapping) throws(Refused) -> String {
    let column = try column(condition)
    guard let sign = condition.required("operator"), let parameter = condition.required("parameter") else {
      throw Refused()
    }
    switch try read(sign, sign.string()) {
    case "IN", "NOT_IN":
      var values: [String] = []
      for element in try read(parameter, parameter.list()) { values.append(try literal(element)) }
      return ConditionText.membership(column, in: values, isNegated: sign.string() == "NOT_IN")
    case let sign where ["==", "!=", "<", "<=", ">", ">="].contains(sign):
      return ConditionText.comparison(column, sign, try literal(parameter))
    case let name: throw refused(sign, "the operator '\(name)'")
    }
  }

  /// A value in a `RowExpression`.
  func literal(_ reader: YAMLReader) throws(Refused) -> String {
    if let boolean = reader.node.boolean { return boolean ? "TRUE" : "FALSE" }
    if case .scalar(let text, plain: false) = reader.node.content { return ConditionText.text(text) }
    let value = try read(reader, reader.double())
    return value < 0 ? "(-\(JSON.ecmaScript(-value)))" : JSON.ecmaScript(value)
  }
}

extension ContractRule {
  /// Whether it is about the table's columns, whatever the rows are.
  fileprivate var isOfColumns: Bool {
    switch test {
    case .columnsDiffer, .isNotAtPosition, .value(.columnCount): true
    default: false
    }
  }
}
