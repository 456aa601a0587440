import Core
import YAML

/// A rule as an element of a `quality` list: one of the standard's metrics, or a check of ours.
struct QualityText {
  let rule: ContractRule
  /// The type of the column that it stands at.
  var type: LogicalType?
  /// Whether it stands at its first column; else it is the whole object's.
  let isOfProperty: Bool
  var defaults = PropertyText.Defaults()

  func tree() throws(Unsaid) -> YAMLTree {
    var words: [YAMLTree.Member] = []
    if let description = rule.description { words.append(("description", .text(description))) }
    switch rule.severity {
    case .fail: break
    case .warn: words.append(("severity", .plain("warning")))
    default: throw Unsaid("a rule that is broken cannot be a \(rule.severity.rawValue)")
    }
    if let metric = try metric() { return .mapping([("metric", .plain(metric.name))] + metric.members + words) }
    let custom = CustomText(rule: rule, type: type, isOfProperty: isOfProperty, defaults: defaults)
    return .mapping(
      [("type", .plain("custom")), ("engine", .plain("modelgate"))] + words
        + [("implementation", try custom.implementation())])
  }

  private func metric() throws(Unsaid) -> (name: String, members: [YAMLTree.Member])? {
    guard !rule.isCalledAsOurs || rule.kind == "rowCount", rule.condition == nil, rule.wording == nil,
      let (name, arguments) = known,
      let limit = try LimitText(limit: rule.limit, isOfValue: rule.test.measure != nil).standard()
    else { return nil }
    let own = PropertyText.Defaults(of: rule).members(beside: defaults)
    let all: [YAMLTree.Member] = arguments.isEmpty ? [] : [("arguments", .mapping(arguments))]
    return (name, all + limit + own)
  }

  /// The standard's metric for the test, with its arguments.
  private var known: (name: String, arguments: [YAMLTree.Member])? {
    switch rule.test {
    case .isNull where isOfProperty: ("nullValues", [])
    case .isMissing(let codes) where isOfProperty: ("missingValues", [("missingValues", .texts(codes))])
    case .isNotAmong(let set) where isOfProperty && set.comparesNumbers == (type == .integer || type == .number):
      ("invalidValues", [("validValues", .values(set))])
    case .doesNotMatch(let patterns, .any) where isOfProperty && patterns.count == 1:
      ("invalidValues", [("pattern", .text(patterns[0]))])
    case .isDuplicate(.later):
      ("duplicateValues", isOfProperty ? [] : [("properties", .texts(rule.columns))])
    case .value(.rowCount) where !isOfProperty: ("rowCount", [])
    default: nil
    }
  }
}
