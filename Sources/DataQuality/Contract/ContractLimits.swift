import Core
import YAML

/// Reads the standard's operators.
enum ContractLimits {
  static let operators = [
    "mustBe", "mustNotBe", "mustBeGreaterThan", "mustBeGreaterOrEqualTo", "mustBeLessThan", "mustBeLessOrEqualTo",
    "mustBeBetween", "mustNotBeBetween",
  ]

  /// What checks of ours may say beside them: open ranges, and ranges with one end of their own.
  static let ownOperators = ["mustBeStrictlyBetween", "mustBeWithin"]

  /// Whether a check of ours has any of them.
  static func saysAny(_ mapping: YAMLMapping) -> Bool {
    (operators + ownOperators).contains { mapping.optional($0) != nil }
  }

  /// - Parameters:
  ///   - isOwn: whether it is a check of ours.
  ///   - default: what holds where there is no operator; nil where there must be one.
  ///   - number: reads what is compared with, where it is something else than a number.
  static func read(
    _ mapping: YAMLMapping, _ reader: YAMLReader, isOwn: Bool = false, default fallback: CountLimit?,
    number: (YAMLReader) -> Double? = { $0.double() }
  ) -> CountLimit? {
    var conditions: [CountLimit.Condition?] = []
    for name in operators + (isOwn ? ownOperators : []) {
      if let value = mapping.optional(name) { conditions.append(condition(name, value, number)) }
    }
    let unit = mapping.optional("unit").map { $0.oneOf(Unit.self) } ?? .rows
    let mostly = mapping.optional("mostly")
    if conditions.isEmpty, let mostly {
      guard let share = mostly.double() else { return nil }
      if share > 0, share <= 1 { return .mostly(share) }
      mostly.report("a share lies above 0 and not above 1", hint: "0.95 is 95 percent")
      return nil
    }
    if conditions.isEmpty, let fallback { return fallback }
    guard let first = conditions.first, conditions.count == 1, mostly == nil else {
      reader.report(
        conditions.isEmpty ? "the rule has no operator" : "the rule has \(conditions.count) operators",
        hint: "give one, such as mustBe, mustBeLessThan or mustBeBetween")
      return nil
    }
    guard let first, let unit else { return nil }
    return CountLimit(condition: first, unit: unit.unit)
  }

  private enum Unit: String, CaseIterable {
    case rows
    case percent
    case percentOfChecked
    case holding

    var unit: CountLimit.Unit {
      switch self {
      case .rows: .rows
      case .percent: .percent
      case .percentOfChecked: .percentOfChecked
      case .holding: .holding
      }
    }
  }

  private static func condition(
    _ name: String, _ reader: YAMLReader, _ number: (YAMLReader) -> Double?
  ) -> CountLimit.Condition? {
    if name == "mustBeWithin" {
      guard let range = reader.mapping() else { return nil }
      defer { range.finish() }
      return self.range(range, number).map { .within($0) }
    }
    if name == "mustBeBetween" || name == "mustNotBeBetween" || name == "mustBeStrictlyBetween" {
      guard let list = reader.list() else { return nil }
      let numbers = list.compactMap(number)
      guard list.count == 2, numbers.count == 2, numbers[0] <= numbers[1] else {
        if list.count != 2 || numbers.count == 2 { reader.report("expected two numbers, the lower one first") }
        return nil
      }
      return switch name {
      case "mustBeBetween": .between(numbers[0], numbers[1])
      case "mustNotBeBetween": .notBetween(numbers[0], numbers[1])
      default: .strictlyBetween(numbers[0], numbers[1])
      }
    }
    guard let value = number(reader) else { return nil }
    return switch name {
    case "mustBe": .equal(value)
    case "mustNotBe": .notEqual(value)
    case "mustBeGreaterThan": .greater(value)
    case "mustBeGreaterOrEqualTo": .greaterOrEqual(value)
    case "mustBeLessThan": .less(value)
    default: .lessOrEqual(value)
    }
  }

  /// Its two ends, either of which may be absent, included or not; nil where one is wrong, which is reported.
  static func range(_ mapping: YAMLMapping, _ number: (YAMLReader) -> Double?) -> ValueRange? {
    var isWrong = false
    func end(_ key: String, _ exclusiveKey: String) -> (value: Double?, isIncluded: Bool) {
      let (included, excluded) = (mapping.optional(key), mapping.optional(exclusiveKey))
      if included != nil, let excluded {
        excluded.report("'\(key)' and '\(exclusiveKey)' are given", hint: "give one of them")
        isWrong = true
      }
      guard let reader = included ?? excluded else { return (nil, true) }
      let value = number(reader)
      isWrong = isWrong || value == nil
      return (value, included != nil)
    }
    let lower = end("minimum", "exclusiveMinimum")
    let upper = end("maximum", "exclusiveMaximum")
    return isWrong
      ? nil
      : ValueRange(
        lower: lower.value, isLowerIncluded: lower.isIncluded, upper: upper.value, isUpperIncluded: upper.isIncluded)
  }
}
