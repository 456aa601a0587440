import Core
import DataQuality
import Testing

/// Writes a contract, reads what was written, and writes it again.
enum RoundTrip {
  /// What has to hold of every contract.
  ///
  /// - Parameter keepsKinds: whether rules have to keep their names, and with them their ids.
  /// - Returns: the document.
  @discardableResult
  static func check(
    _ contract: DataContract, keepsKinds: Bool = true, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> String {
    let written = contract.openDataContract()
    #expect(written.unsaid == contract.unsupported, sourceLocation: sourceLocation)
    let name = contract.name.isEmpty ? "data" : contract.name
    let read = try DataContract(parsing: Array(written.yaml.utf8), file: "written.yaml", object: name)
    let differences = difference(contract.rules, read.rules, keepsKinds)
    #expect(
      differences.isEmpty, "\(differences.joined(separator: "\n"))\n\(written.yaml)", sourceLocation: sourceLocation)
    #expect(Array(read.columns.prefix(contract.columns.count)) == contract.columns, sourceLocation: sourceLocation)
    let named = Set(contract.columns.map(\.name) + contract.rules.flatMap(columns))
    #expect(Set(read.columns.map(\.name)) == named, sourceLocation: sourceLocation)
    #expect(read.tables == contract.tables, sourceLocation: sourceLocation)
    if contract.unsupported.isEmpty {
      #expect(read.openDataContract().yaml == written.yaml, sourceLocation: sourceLocation)
    }
    return written.yaml
  }

  /// Rules that one has and the other lacks.
  private static func difference(_ before: [ContractRule], _ after: [ContractRule], _ keepsKinds: Bool) -> [String] {
    var rest = after.map { comparable($0, keepsKinds) }
    var lost: [ContractRule] = []
    for rule in before.map({ comparable($0, keepsKinds) }) {
      if let index = rest.firstIndex(of: rule) { rest.remove(at: index) } else { lost.append(rule) }
    }
    return lost.map { "lost: \($0)" } + rest.map { "found: \($0)" }
  }

  private static func comparable(_ rule: ContractRule, _ keepsKinds: Bool) -> ContractRule {
    var rule = rule
    rule.kind = keepsKinds ? successor(of: rule) : ""
    if case .isAnomalous = rule.test { rule.limit = .none }
    if rule.wording == words(rule.test) { rule.wording = nil }
    rule.limit = CountLimit(condition: admitted(rule.limit.condition), unit: rule.limit.unit)
    return rule
  }

  /// What a report says by itself.
  private static func words(_ test: ContractRule.Test) -> String? {
    switch test {
    case .doesNotMatch(let patterns, .any): patterns.joined(separator: " or ")
    case .doesNotMatch(let patterns, .all): patterns.joined(separator: " and ")
    case .matches(let patterns, .any): "not \(patterns.joined(separator: " or "))"
    case .matches(let patterns, .all): "not \(patterns.joined(separator: " and "))"
    case .lengthIsNotWithin(let range):
      if case .atLeast(3)? = range.lower, case .atMost(3)? = range.upper { "length 3" } else { nil }
    default: nil
    }
  }

  /// What 3.1 calls a metric of 3.0.
  private static func successor(of rule: ContractRule) -> String {
    switch (rule.kind, rule.test) {
    case ("nullCheck", _): "nullValues"
    case ("validValues", _): "invalidValues"
    case ("duplicateCount", .isRepeatedRow): "repeatedRows"
    case ("duplicateCount", _): "duplicateValues"
    default: rule.kind
    }
  }

  /// The same numbers, as a range with both ends.
  private static func admitted(_ condition: CountLimit.Condition) -> CountLimit.Condition {
    func range(_ low: Double?, _ high: Double?) -> CountLimit.Condition {
      .within(ValueRange(lower: low, upper: high))
    }
    switch condition {
    case .equal(let value): return range(value, value)
    case .greater(let value): return range(value.nextUp, nil)
    case .greaterOrEqual(let value): return range(value, nil)
    case .less(let value): return range(nil, value.nextDown)
    case .lessOrEqual(let value): return range(nil, value)
    case .between(let low, let high): return range(low, high)
    case .strictlyBetween(let low, let high): return range(low.nextUp, high.nextDown)
    case .within(let within): return range(within.lower.map(end), within.upper.map(end))
    case .notEqual, .notBetween: return condition
    }
  }

  private static func end(_ bound: Bound) -> Double {
    switch bound {
    case .atLeast(let value), .atMost(let value): value
    case .above(let value): value.nextUp
    case .below(let value): value.nextDown
    }
  }

  private static func columns(_ rule: ContractRule) -> [String] {
    let named = rule.columns + (rule.condition?.columns ?? [])
    if case .violates(let expression) = rule.test { return named + expression.columns }
    return named
  }
}
