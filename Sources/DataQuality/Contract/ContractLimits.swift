import Core
import YAML

/// Reads the standard's operators.
enum ContractLimits {
  static let operators = [
    "mustBe", "mustNotBe", "mustBeGreaterThan", "mustBeGreaterOrEqualTo", "mustBeLessThan", "mustBeLessOrEqualTo",
    "mustBeBetween", "mustNotBeBetween",
  ]

  /// - Parameters:
  ///   - default: what holds where there is no operator; nil where there must be one.
  ///   - number: reads what is compared with, where it is something else than a number.
  static func read(
    _ mapping: YAMLMapping, _ reader: YAMLReader, default fallback: CountLimit?,
    number: (YAMLReader) -> Double? = { $0.double() }
  ) -> CountLimit? {
    var conditions: [CountLimit.Condition?] = []
    for name in operators {
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

    var unit: CountLimit.Unit {
      switch self {
      case .rows: .rows
      case .percent: .percent
      case .percentOfChecked: .percentOfChecked
      }
    }
  }

  private static func condition(
    _ name: String, _ reader: YAMLReader, _ number: (YAMLReader) -> Double?
  ) -> CountLimit.Condition? {
    if name == "mustBeBetween" || name == "mustNotBeBetween" {
      guard let list = reader.list() else { return nil }
      let numbers = list.compactMap(number)
      guard list.count == 2, numbers.count == 2, numbers[0] <= numbers[1] else {
        if list.count != 2 || numbers.count == 2 { reader.report("expected two numbers, the lower one first") }
        return nil
      }
      return name == "mustBeBetween" ? .between(numbers[0], numbers[1]) : .notBetween(numbers[0], numbers[1])
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
}
