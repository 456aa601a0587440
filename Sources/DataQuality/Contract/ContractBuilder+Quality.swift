import Core
import YAML

extension ContractBuilder {
  /// What a quality element says beside its test.
  struct QualityWords {
    let severity: Verdict
    let description: String?
    let defaults: Defaults
  }

  /// Reads one element of a `quality` list.
  ///
  /// - Parameters:
  ///   - column: nil for the whole object's.
  ///   - type: the column's.
  mutating func readQuality(_ reader: YAMLReader, column: String?, type: LogicalType?) {
    guard let quality = reader.mapping() else { return }
    defer { quality.finish(ignoring: Self.qualityDescriptive) }
    let kind = quality.optional("type")
    let severity = quality.optional("severity")?.string()?.lowercased() ?? ""
    let words = QualityWords(
      severity: ["warning", "warn", "info", "low"].contains(severity) ? .warn : .fail,
      description: quality.optional("description")?.string() ?? quality.optional("name")?.string(),
      defaults: readDefaults(quality.optional("customProperties")))
    switch kind?.string() ?? (quality.optional("engine") == nil ? "library" : "custom") {
    case "text": return
    case "library": readLibrary(quality, reader, column, words)
    case "custom": readCustom(quality, reader, column, type, words)
    case let name:
      refuse(kind, "quality of type '\(name)'")
      for key in ["query", "engine", "implementation"] + ContractLimits.operators + ["unit", "metric", "rule"] {
        _ = quality.optional(key)
      }
    }
  }

  private mutating func readLibrary(
    _ quality: YAMLMapping, _ reader: YAMLReader, _ column: String?, _ words: QualityWords
  ) {
    // 3.1 says `metric`, 3.0 says `rule`.
    guard let metric = quality.optional("metric") ?? quality.optional("rule") else {
      reader.report(
        "the rule names no metric", hint: "one of: \(Metric.current.map(\.rawValue).joined(separator: ", "))")
      return
    }
    let name = metric.oneOf(Metric.self)
    let arguments = quality.optional("arguments")?.mapping()
    defer { arguments?.finish() }
    let needsNoLimit = name == .nullCheck || name == .validValues
    let limit = ContractLimits.read(quality, reader, default: needsNoLimit ? CountLimit.none : nil)
    guard let name, let limit else { return }
    let columns = column.map { [$0] } ?? []
    switch (name, column) {
    case (.rowCount, _): add(name.rawValue, [], .value(.rowCount), limit, words)
    case (.duplicateValues, nil), (.duplicateCount, nil):
      if let names = arguments?.optional("properties")?.strings() {
        add(name.rawValue, names.map { columnNames[$0] ?? $0 }, .isDuplicate(.later), limit, words)
      } else if name == .duplicateCount {
        add(name.rawValue, [], .isRepeatedRow(.later), limit, words)
      } else {
        reader.report("the rule needs arguments: {properties: […]}")
      }
    case (.duplicateValues, .some), (.duplicateCount, .some):
      add(name.rawValue, columns, .isDuplicate(.later), limit, words)
    case (_, nil): reader.report("'\(name.rawValue)' belongs to a property, not to the whole object")
    case (.nullValues, .some), (.nullCheck, .some): add(name.rawValue, columns, .isNull, limit, words)
    case (.missingValues, .some):
      let codes = arguments?.optional("missingValues").map(Self.codes) ?? [""]
      add(name.rawValue, columns, .isMissing(codes: codes), limit, words)
    case (.invalidValues, .some), (.validValues, .some):
      let values = arguments?.optional("validValues") ?? quality.optional("validValues")
      let pattern = arguments?.optional("pattern")
      if let values { add(name.rawValue, columns, .isNotAmong(valueSet(values, columns)), limit, words) }
      if let pattern, let text = Self.pattern(pattern) {
        add(name.rawValue, columns, .doesNotMatch([text], .any), limit, words)
      }
      if values == nil, pattern == nil {
        reader.report(
          "'\(name.rawValue)' says not what is valid", hint: "add arguments: {validValues: […]} or {pattern: …}")
      }
    }
  }

  private enum Metric: String, CaseIterable {
    case nullValues
    case missingValues
    case invalidValues
    case duplicateValues
    case rowCount
    // Of 3.0.
    case duplicateCount
    case validValues
    case nullCheck

    static let current: [Metric] = [.nullValues, .missingValues, .invalidValues, .duplicateValues, .rowCount]
  }

  mutating func add(
    _ kind: String, _ columns: [String], _ test: ContractRule.Test, _ limit: CountLimit, _ words: QualityWords,
    nulls: ContractRule.Nulls? = nil, _ custom: CustomReader? = nil
  ) {
    // Of a value the standard knows no unit.
    let unit = test.measure == nil ? limit.unit : .value
    var rule = ContractRule(
      kind: kind, columns: columns, test: test, limit: CountLimit(condition: limit.condition, unit: unit),
      severity: words.severity, condition: custom?.condition, nulls: nulls ?? words.defaults.nulls ?? .ignored,
      whenEmpty: custom?.whenEmpty ?? words.defaults.whenEmpty ?? .hold, description: words.description)
    rule.whenAbsent = custom?.whenAbsent ?? words.defaults.whenAbsent ?? .fail
    rule.wording = custom?.wording
    add(rule)
  }

  /// Values as texts. Those of a column of numbers are compared as numbers.
  func valueSet(_ reader: YAMLReader, _ on: [String]) -> ValueSet {
    let type = columns.first { on == [$0.name] }?.type
    return ValueSet(reader.strings() ?? [], comparesNumbers: type == .integer || type == .number)
  }

  /// The texts that stand for a missing value; null and the empty text stand for an empty cell.
  static func codes(_ reader: YAMLReader) -> [String] {
    (reader.list() ?? []).compactMap { element in
      if element.node.isNull, case .scalar(let text, _) = element.node.content, text != "NULL" { return "" }
      if case .scalar(let text, _) = element.node.content { return text }
      return element.string()
    }
  }

  private static let qualityDescriptive: Set<String> = [
    "id", "name", "description", "dimension", "businessImpact", "scheduler", "schedule", "scheduleCronExpression",
    "method", "tags", "authoritativeDefinitions", "customProperties", "severity",
  ]
}
