import Core
import Drift
import Scan
import YAML

/// Reads one check of ours.
struct CustomReader {
  let check: CustomCheck
  let arguments: YAMLMapping
  let reader: YAMLReader
  /// The property that the check stands at; nil for the whole object.
  let column: String?
  let words: ContractBuilder.QualityWords
  let nulls: ContractRule.Nulls?
  let whenEmpty: Verdict?
  let condition: RowExpression?
  /// What is expected, in words of its author.
  let wording: String?

  func required(_ key: String) -> YAMLReader? { arguments.required(key) }
  func optional(_ key: String) -> YAMLReader? { arguments.optional(key) }

  /// A text list, or one text by itself.
  func texts(_ singular: String, _ plural: String) -> [YAMLReader]? {
    if let one = optional(singular) { return [one] }
    if let list = optional(plural)?.list() { return list }
    reader.report("the check needs '\(singular)' or '\(plural)'")
    return nil
  }
}

extension ContractBuilder {
  mutating func readCustom(
    _ quality: YAMLMapping, _ reader: YAMLReader, _ column: String?, _ type: LogicalType?, _ words: QualityWords
  ) {
    let engine = quality.required("engine")
    let implementation = quality.required("implementation")
    guard let engine, let name = engine.string(), let implementation else { return }
    guard name == "modelgate" else {
      for key in ContractLimits.operators + ["unit"] { _ = quality.optional(key) }
      return refuse(engine, "quality of engine '\(name)'")
    }
    // A text is a condition that all rows have to meet.
    if case .scalar = implementation.node.content {
      guard let expression = expression(implementation) else { return }
      return add("expression", expression.columns, .violates(expression), .none, words)
    }
    guard let arguments = implementation.mapping() else { return }
    guard let check = arguments.required("check")?.oneOf(CustomCheck.self) else { return }
    let custom = CustomReader(
      check: check, arguments: arguments, reader: implementation, column: column, words: words,
      nulls: arguments.optional("nulls").flatMap { $0.oneOf(ContractRule.Nulls.self) },
      whenEmpty: arguments.optional("whenEmpty").flatMap { $0.oneOf(Verdict.self) },
      condition: arguments.optional("where").flatMap { expression($0) },
      wording: arguments.optional("expected")?.string())
    let of = columns(custom)
    let type = comparedType(custom, type ?? columns.first { [$0.name] == of }?.type)
    let takesNone: [CustomCheck] = [
      .columns, .columnCount, .rowCount, .rowCountDifference, .rowCountRatio, .repeatedRows, .expression,
    ]
    // Where something is wrong already, what was not asked for any more is not unknown.
    guard !of.isEmpty || takesNone.contains(check), let test = test(custom, of, type) else { return }
    if case .violates(let expression) = test {
      add(custom, arguments.optional("columns")?.strings() ?? expression.columns, test, type)
    } else {
      add(custom, of, test, type)
    }
    arguments.finish()
  }

  /// The columns that a check is about.
  private func columns(_ custom: CustomReader) -> [String] {
    if let column = custom.column {
      // What a feature says of is a column too.
      if custom.check == .predictivePower, let label = custom.required("label")?.string() {
        return [column, columnNames[label] ?? label]
      }
      return [column]
    }
    var names: [String] = []
    switch custom.check {
    case .columns, .columnCount, .rowCount, .rowCountDifference, .rowCountRatio, .repeatedRows, .expression: return []
    case .conflictingLabels:
      names = custom.required("features")?.strings() ?? []
      if let label = custom.required("label")?.string() { names.append(label) }
    case .unique, .foundIn, .absentFrom:
      names = custom.optional("columns")?.strings() ?? []
      if names.isEmpty { custom.reader.report("the check of the whole object needs 'columns'") }
    default:
      custom.reader.report(
        "'\(custom.check.rawValue)' belongs to a property, not to the whole object",
        hint: "put it in the quality list of the property")
    }
    return names.map { columnNames[$0] ?? $0 }
  }

  private mutating func add(
    _ custom: CustomReader, _ columns: [String], _ test: ContractRule.Test, _ type: LogicalType?
  ) {
    var nulls = custom.nulls
    // Two rows may well be the same with a null in both.
    if custom.check == .absentFrom || custom.check == .conflictingLabels { nulls = nulls ?? .compared }
    guard let limit = limit(custom, test, type) else { return }
    add(custom.check.rawValue, columns, test, limit, custom.words, nulls: nulls, custom)
  }

  /// A condition on rows that reads columns which the contract knows.
  func expression(_ reader: YAMLReader) -> RowExpression? {
    guard let text = reader.string() else { return nil }
    do throws(Failure) {
      let expression = try RowExpression(parsing: text)
      try expression.check(columns: columnNames.values.sorted().map { SourceColumn($0) })
      return expression
    } catch {
      for problem in error.diagnostics {
        let place = problem.place?.column.map { ", at character \($0)" } ?? ""
        reader.report("the condition is wrong\(place): \(problem.message)", hint: problem.hint)
      }
      return nil
    }
  }

  /// Each method has its own limit, or none.
  private func limit(_ custom: CustomReader, _ drift: DriftMeasure) -> CountLimit? {
    let usual = drift.method.definition.limit.map {
      CountLimit(condition: drift.method.condition($0), unit: .value)
    }
    if usual == nil, !ContractLimits.saysAny(custom.arguments) {
      custom.reader.report(
        "'\(drift.method.name)' has no limit of its own", hint: "give one, such as mustBeLessOrEqualTo: 0.1")
      return nil
    }
    return ContractLimits.read(custom.arguments, custom.reader, isOwn: true, default: usual)
  }

  private func limit(_ custom: CustomReader, _ test: ContractRule.Test, _ type: LogicalType?) -> CountLimit? {
    if case .isAnomalous = test { return CountLimit.none }
    switch custom.check {
    case .freshness, .updateFrequency, .retention:
      // Any other limit is in seconds.
      if let within = custom.optional("within") {
        return within.duration().map { CountLimit(condition: .lessOrEqual(Double($0.seconds)), unit: .value) }
      }
      if !ContractLimits.saysAny(custom.arguments) {
        _ = custom.required("within")
        return nil
      }
      return ContractLimits.read(custom.arguments, custom.reader, isOwn: true, default: nil)
    case .notConstant: return CountLimit(condition: .greater(1), unit: .value)
    case .rowCountDifference:
      return ContractLimits.read(
        custom.arguments, custom.reader, isOwn: true, default: CountLimit(condition: .equal(0), unit: .value))
    default: break
    }
    if case .drift(let drift)? = test.measure { return limit(custom, drift) }
    let isValue = test.measure != nil
    return ContractLimits.read(
      custom.arguments, custom.reader, isOwn: true, default: isValue ? nil : CountLimit.none
    ) { reader in
      if let measure = test.measure, measure.isOfMoments, let type { return Self.measured(reader, type) }
      return reader.double()
    }
  }
}
