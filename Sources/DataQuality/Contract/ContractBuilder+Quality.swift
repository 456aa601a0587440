import Core
import YAML

extension ContractBuilder {
  /// Reads one element of a `quality` list.
  ///
  /// - Parameter column: nil for the whole object's.
  mutating func readQuality(_ reader: YAMLReader, column: String?) {
    guard let quality = reader.mapping() else { return }
    defer { quality.finish(ignoring: Self.qualityDescriptive) }
    let type = quality.optional("type")
    let kind = type?.string() ?? "library"
    if kind == "text" { return }
    if kind != "library" {
      refuse(type, "quality of type '\(kind)'")
      for key in ["query", "engine", "implementation"] { _ = quality.optional(key) }
      return
    }
    // 3.1 says `metric`, 3.0 says `rule`.
    guard let metric = quality.optional("metric") ?? quality.optional("rule") else {
      reader.report(
        "the rule names no metric", hint: "one of: \(Metric.allCases.map(\.rawValue).joined(separator: ", "))")
      return
    }
    let name = metric.oneOf(Metric.self)
    let arguments = quality.optional("arguments")?.mapping()
    let severity: Verdict =
      ["warning", "warn", "info", "low"].contains(quality.optional("severity")?.string()?.lowercased()) ? .warn : .fail
    let description = quality.optional("description")?.string() ?? quality.optional("name")?.string()
    let limit = limit(quality, reader)
    guard let name, let limit else { return }
    defer { arguments?.finish() }
    let columns = column.map { [$0] } ?? []
    func add(_ test: ContractRule.Test, _ columns: [String]) {
      self.add(name.rawValue, columns, test, limit: limit, severity: severity, description: description)
    }
    switch (name, column) {
    case (.rowCount, _): add(.value(.rowCount), [])
    case (.duplicateValues, nil):
      if let names = (arguments ?? missingArguments(reader, "properties"))?.required("properties")?.strings() {
        add(.isDuplicate(.later), names)
      }
    case (.duplicateValues, .some): add(.isDuplicate(.later), columns)
    case (_, nil): reader.report("'\(name.rawValue)' belongs to a property, not to the whole object")
    case (.nullValues, .some): add(.isNull, columns)
    case (.missingValues, .some):
      add(.isMissing(codes: arguments?.optional("missingValues").map(Self.codes) ?? [""]), columns)
    case (.invalidValues, .some):
      let values = arguments?.optional("validValues")
      let pattern = arguments?.optional("pattern")
      if let values { add(.isNotAmong(ValueSet(values.strings() ?? [])), columns) }
      if let pattern, let text = Self.pattern(pattern) { add(.doesNotMatch([text], .any), columns) }
      if values == nil, pattern == nil {
        reader.report(
          "'invalidValues' says not what is valid", hint: "add arguments: {validValues: […]} or {pattern: …}")
      }
    }
  }

  private enum Metric: String, CaseIterable {
    case nullValues
    case missingValues
    case invalidValues
    case duplicateValues
    case rowCount
  }

  private func missingArguments(_ reader: YAMLReader, _ key: String) -> YAMLMapping? {
    reader.report("the rule needs arguments: {\(key): […]}")
    return nil
  }

  /// The texts that stand for a missing value; null and the empty text stand for an empty cell.
  private static func codes(_ reader: YAMLReader) -> [String] {
    (reader.list() ?? []).compactMap { element in
      if element.node.isNull, case .scalar(let text, _) = element.node.content, text != "NULL" { return "" }
      if case .scalar(let text, _) = element.node.content { return text }
      return element.string()
    }
  }

  private func limit(_ quality: YAMLMapping, _ reader: YAMLReader) -> CountLimit? {
    var conditions: [CountLimit.Condition] = []
    func single(_ key: String, _ make: (Double) -> CountLimit.Condition) {
      if let value = quality.optional(key)?.double() { conditions.append(make(value)) }
    }
    single("mustBe", CountLimit.Condition.equal)
    single("mustNotBe", CountLimit.Condition.notEqual)
    single("mustBeGreaterThan", CountLimit.Condition.greater)
    single("mustBeGreaterOrEqualTo", CountLimit.Condition.greaterOrEqual)
    single("mustBeLessThan", CountLimit.Condition.less)
    single("mustBeLessOrEqualTo", CountLimit.Condition.lessOrEqual)
    if let range = pair(quality.optional("mustBeBetween")) { conditions.append(.between(range.0, range.1)) }
    if let range = pair(quality.optional("mustNotBeBetween")) { conditions.append(.notBetween(range.0, range.1)) }
    let unit = quality.optional("unit").map { $0.oneOf(CountLimit.Unit.self) } ?? .rows
    guard let condition = conditions.first, conditions.count == 1 else {
      reader.report(
        conditions.isEmpty ? "the rule has no operator" : "the rule has \(conditions.count) operators",
        hint: "give one, such as mustBe, mustBeLessThan or mustBeBetween")
      return nil
    }
    return unit.map { CountLimit(condition: condition, unit: $0) }
  }

  private func pair(_ reader: YAMLReader?) -> (Double, Double)? {
    guard let reader, let list = reader.list() else { return nil }
    let numbers = list.compactMap { $0.double() }
    guard list.count == 2, numbers.count == 2, numbers[0] <= numbers[1] else {
      reader.report("expected two numbers, the lower one first")
      return nil
    }
    return (numbers[0], numbers[1])
  }

  private static let qualityDescriptive: Set<String> = [
    "id", "name", "description", "dimension", "businessImpact", "scheduler", "schedule", "method", "tags",
    "authoritativeDefinitions", "customProperties", "severity",
  ]
}
