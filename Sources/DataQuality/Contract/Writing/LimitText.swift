import Core
import YAML

/// What a count or a value must satisfy, as members of a quality element.
struct LimitText {
  let limit: CountLimit
  /// Whether it is about a value that is measured.
  let isOfValue: Bool
  /// Whose texts the limit's numbers are written as; nil for numbers.
  var moments: DatePattern?

  /// In the standard's own words; nil where it has none.
  func standard() throws(Unsaid) -> [YAMLTree.Member]? {
    guard (limit.unit == .value) == isOfValue else { return nil }
    let unit: [YAMLTree.Member]
    switch limit.unit {
    case .rows, .value: unit = []
    case .percent: unit = [("unit", .plain(limit.unit.rawValue))]
    case .percentOfChecked, .holding: return nil
    }
    guard let condition = try operation(), !ContractLimits.ownOperators.contains(condition.key) else { return nil }
    return unit + [condition]
  }

  /// In those that checks of ours have.
  func own() throws(Unsaid) -> [YAMLTree.Member] {
    if limit == .none, !isOfValue { return [] }
    if case .greaterOrEqual(let share) = limit.condition, limit.unit == .holding, share > 0, share <= 1 {
      return [("mostly", try .number(share))]
    }
    guard (limit.unit == .value) == isOfValue else { throw Unsaid("its limit is not about what it counts or measures") }
    guard let condition = try operation() else { throw Unsaid("it excludes a range whose ends are swapped") }
    return (isOfValue || limit.unit == .rows ? [] : [("unit", .plain(limit.unit.rawValue))]) + [condition]
  }

  private func operation() throws(Unsaid) -> YAMLTree.Member? {
    switch limit.condition {
    case .equal(let value): return ("mustBe", try number(value))
    case .notEqual(let value): return ("mustNotBe", try number(value))
    case .greater(let value): return ("mustBeGreaterThan", try number(value))
    case .greaterOrEqual(let value): return ("mustBeGreaterOrEqualTo", try number(value))
    case .less(let value): return ("mustBeLessThan", try number(value))
    case .lessOrEqual(let value): return ("mustBeLessOrEqualTo", try number(value))
    // Of a pair the lower number comes first.
    case .between(let low, let high) where low > high: return try within(.atLeast(low), .atMost(high))
    case .between(let low, let high): return ("mustBeBetween", try pair(low, high))
    case .strictlyBetween(let low, let high) where low > high: return try within(.above(low), .below(high))
    case .strictlyBetween(let low, let high): return ("mustBeStrictlyBetween", try pair(low, high))
    case .notBetween(let low, let high): return low > high ? nil : ("mustNotBeBetween", try pair(low, high))
    case .within(let range): return try within(range.lower, range.upper)
    }
  }

  private func pair(_ low: Double, _ high: Double) throws(Unsaid) -> YAMLTree {
    .list([try number(low), try number(high)])
  }

  private func within(_ lower: Bound?, _ upper: Bound?) throws(Unsaid) -> YAMLTree.Member {
    ("mustBeWithin", .mapping(try BoundText.members([lower, upper], number)))
  }

  private func number(_ value: Double) throws(Unsaid) -> YAMLTree { try BoundText.value(value, moments) }
}

extension CountLimit {
  /// The same with the standard's operators, where they have one for a range.
  var inStandardWords: CountLimit {
    guard case .within(let range) = condition else { return self }
    let condition: Condition =
      switch (range.lower, range.upper) {
      case (.atLeast(let low)?, nil): .greaterOrEqual(low)
      case (.above(let low)?, nil): .greater(low)
      case (nil, .atMost(let high)?): .lessOrEqual(high)
      case (nil, .below(let high)?): .less(high)
      case (.atLeast(let low)?, .atMost(let high)?) where low == high: .equal(low)
      case (.atLeast(let low)?, .atMost(let high)?) where low < high: .between(low, high)
      default: condition
      }
    return CountLimit(condition: condition, unit: unit)
  }
}

/// Ends of ranges, by the names that options and checks have for them.
enum BoundText {
  static func key(_ bound: Bound) -> String {
    switch bound {
    case .atLeast: "minimum"
    case .above: "exclusiveMinimum"
    case .atMost: "maximum"
    case .below: "exclusiveMaximum"
    }
  }

  static func key(_ kind: TextBound.Kind) -> String {
    switch kind {
    case .atLeast: "minimum"
    case .above: "exclusiveMinimum"
    case .atMost: "maximum"
    case .below: "exclusiveMaximum"
    }
  }

  static func members(
    _ bounds: [Bound?], _ value: (Double) throws(Unsaid) -> YAMLTree
  ) throws(Unsaid) -> [YAMLTree.Member] {
    var members: [YAMLTree.Member] = []
    for case let bound? in bounds { members.append((key(bound), try value(bound.limit))) }
    return members
  }

  /// A number or, of moments, what the pattern has for it.
  static func value(_ value: Double, _ pattern: DatePattern?) throws(Unsaid) -> YAMLTree {
    guard let pattern else { return try .number(value) }
    guard let text = pattern.text(value) else {
      throw Unsaid("a moment of it cannot be written as \(pattern.text)")
    }
    return .text(text)
  }
}
