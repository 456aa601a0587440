import Core
import YAML

/// What a rule says of the data's age, as a service level of the standard.
enum ServiceLevelText {
  /// - Returns: nil for a rule that is none, or that none can say.
  static func tree(_ rule: ContractRule, in contract: DataContract) -> YAMLTree? {
    guard case .value(let measure) = rule.test, case .lessOrEqual(let seconds) = rule.limit.condition, seconds.isFinite,
      rule.severity == .fail, rule.condition == nil, rule.wording == nil, rule.nulls == .ignored,
      rule.whenEmpty == .hold, rule.columns.count == 1,
      let column = contract.columns.first(where: { rule.columns == [$0.name] }),
      isName(column.name), isName(contract.objectName), let property = property(rule, measure, column.type)
    else { return nil }
    let (value, unit) = length(seconds)
    var members: [YAMLTree.Member] = [
      ("property", .text(property)), ("value", value), ("unit", .plain(unit)),
      ("element", .text("\(contract.objectName).\(column.name)")),
    ]
    if let description = rule.description { members.append(("description", .text(description))) }
    return .mapping(members)
  }

  /// The level's name: the rule's, where it is one.
  private static func property(_ rule: ContractRule, _ measure: Measure, _ type: LogicalType?) -> String? {
    let (names, of): ([String], LogicalType)
    switch measure {
    case .age(let type): (names, of) = (["latency", "ly", "freshness"], type)
    case .largestGap(let type): (names, of) = (["frequency", "fy"], type)
    case .reach(let type): (names, of) = (["retention", "re"], type)
    default: return nil
    }
    guard of == type, of.isMoment else { return nil }
    if names.contains(rule.kind.lowercased()) { return rule.kind }
    return rule.mayBeCalled(names[0]) ? names[0] : nil
  }

  /// In the largest unit that divides it.
  private static func length(_ seconds: Double) -> (YAMLTree, String) {
    let units = [("d", 86_400.0), ("h", 3600), ("m", 60)]
    for (name, scale) in units where seconds != 0 && seconds.truncatingRemainder(dividingBy: scale) == 0 {
      let count = seconds / scale
      if count * scale == seconds { return (.plain(JSON.ecmaScript(count)), name) }
    }
    return (.plain(JSON.ecmaScript(seconds)), "s")
  }

  /// Whether a reader takes it for one name in a list of elements.
  private static func isName(_ text: String) -> Bool { !text.isEmpty && !text.contains { "., ".contains($0) } }
}
