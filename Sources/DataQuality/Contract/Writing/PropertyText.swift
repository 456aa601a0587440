import Core
import YAML

/// A column with its rules, as a property: what options of the standard say, and quality elements for the rest.
struct PropertyText {
  /// What a property says of all its rules.
  struct Defaults: Equatable {
    var nulls: ContractRule.Nulls = .ignored
    var whenEmpty: Verdict = .hold

    /// As custom properties, where it is not what holds already.
    func members(beside other: Defaults) -> [YAMLTree.Member] {
      var list: [YAMLTree] = []
      func add(_ name: String, _ value: String) {
        list.append(.mapping([("property", .plain(name)), ("value", .plain(value))]))
      }
      if nulls != other.nulls { add("modelgateNulls", nulls.rawValue) }
      if whenEmpty != other.whenEmpty { add("modelgateWhenEmpty", whenEmpty.rawValue) }
      return list.isEmpty ? [] : [("customProperties", .list(list))]
    }
  }

  /// What a property has at most one of. The first that there is says what nulls mean to all.
  enum Slot: String, CaseIterable {
    case type
    case unique
    case required
    case minimum
    case exclusiveMinimum
    case maximum
    case exclusiveMaximum
    case minLength
    case maxLength
    case multipleOf
    case pattern
    case format
    /// Of which there may be several.
    case foreignKey
  }

  private let column: DataContract.Column
  private let object: String
  private let defaults: Defaults
  /// Whether it has to be an integer of 64 bits: else a format may ask for more.
  private let isCheckedForType: Bool
  private var slots: [Slot: YAMLTree] = [:]
  private var relationships: [YAMLTree] = []
  /// What they refer to.
  private(set) var related: [TableKey] = []
  private var quality: [YAMLTree] = []
  /// What cannot be said of the column; nil for all that a rule asks for.
  private(set) var unsaid: [(rule: ContractRule?, why: String)] = []

  /// - Parameters:
  ///   - rules: the column's.
  ///   - object: the contract's name.
  init(_ column: DataContract.Column, _ rules: [ContractRule], object: String) {
    self.column = column
    self.object = object
    let (ranges, others) = FormatRange.all(rules, column.type)
    let isTyped = others.contains { Self.slot($0, column, object, false) == .type }
    isCheckedForType = isTyped
    var candidates = others.enumerated().compactMap { index, rule in
      // The rule that the option was read as, before those of other formats.
      Self.slot(rule, column, object, isTyped).map { slot in
        // A wide format is the column's type as well.
        let place = rule.test.isOfWidth ? Slot.type.index : slot.index
        return (order: (place, slot.rawValue == rule.kind ? 0 : 1, index), rule: rule)
      }
    }
    if let range = ranges.first { candidates.append((order: (Slot.format.index, 0, -1), rule: range.rule)) }
    let first = candidates.min { $0.order < $1.order }?.rule
    defaults = first.map { Defaults(nulls: $0.nulls, whenEmpty: $0.whenEmpty) } ?? Defaults()
    var rest: [ContractRule] = []
    let widths = others.filter(\.test.isOfWidth)
    for rule in widths { if !place(rule) { rest.append(rule) } }
    let isWide = slots[.format] != nil
    for range in ranges where !put(.format, .plain(range.name), range.rule) { rest += range.rules }
    for rule in others where !rule.test.isOfWidth { if !place(rule) { rest.append(rule) } }
    if let type = column.type, type != .string, slots[.type] == nil, !isWide {
      unsaid.append((nil, "is of type \(type.name) and not checked for it"))
    }
    if column.isUnique, slots[.unique] == nil { unsaid.append((nil, "is unique and not checked for it")) }
    for rule in rest { add(rule) }
  }

  private mutating func add(_ rule: ContractRule) {
    do throws(Unsaid) {
      quality.append(
        try QualityText(rule: rule, type: column.type, isOfProperty: true, defaults: defaults).tree())
    } catch {
      unsaid.append((rule, error.why))
    }
  }

  /// Whether an option says the rule.
  private mutating func place(_ rule: ContractRule) -> Bool {
    guard let slot = Self.slot(rule, column, object, isCheckedForType), let value = Self.value(rule) else {
      return false
    }
    return put(slot, value, rule)
  }

  private mutating func put(_ slot: Slot, _ value: YAMLTree, _ rule: ContractRule) -> Bool {
    guard slots[slot] == nil, Defaults(nulls: rule.nulls, whenEmpty: rule.whenEmpty) == defaults else { return false }
    if case .isNotFound(let key) = rule.test {
      relationships.append(value)
      related.append(key)
    } else {
      slots[slot] = value
    }
    return true
  }

  /// - Parameter keyPosition: the column's place in the primary key, counted from 1.
  func tree(keyPosition: Int?) -> YAMLTree {
    var members: [YAMLTree.Member] = [("name", .text(column.name))]
    if let type = column.type { members.append(("logicalType", .plain(type.name))) }
    let options = self.options
    if !options.isEmpty { members.append(("logicalTypeOptions", .mapping(options))) }
    if slots[.required] != nil || keyPosition != nil { members.append(("required", .bool(slots[.required] != nil))) }
    if slots[.unique] != nil { members.append(("unique", .bool(true))) }
    if let keyPosition {
      members += [("primaryKey", .bool(true)), ("primaryKeyPosition", .plain(String(keyPosition)))]
    }
    if column.isPrivate { members.append(("classification", .plain("confidential"))) }
    members += defaults.members(beside: Defaults())
    if !quality.isEmpty { members.append(("quality", .list(quality))) }
    if !relationships.isEmpty { members.append(("relationships", .list(relationships))) }
    return .mapping(members)
  }

  private var options: [YAMLTree.Member] {
    var options: [YAMLTree.Member] = []
    options += column.type?.shape ?? []
    let others = Slot.allCases.filter { $0.index > Slot.required.index && $0 != .foreignKey }
    return options + others.compactMap { slot in slots[slot].map { (slot.rawValue, $0) } }
  }

  // MARK: - What fits where

  /// The option that can say a rule, were its nulls the property's.
  ///
  /// - Parameter isTyped: whether the column has to be of 64 bits, so that a format of more has no say.
  private static func slot(
    _ rule: ContractRule, _ column: DataContract.Column, _ object: String, _ isTyped: Bool
  ) -> Slot? {
    if isTyped, rule.test.isOfWidth { return nil }
    guard rule.isPlain, let slot = tested(rule, column, object), value(rule) != nil else { return nil }
    return rule.mayBeCalled(slot.rawValue) ? slot : nil
  }

  private static func tested(_ rule: ContractRule, _ column: DataContract.Column, _ object: String) -> Slot? {
    switch rule.test {
    case .isNotOfType(let type) where type == column.type && type != .string: return .type
    case .isNotOfWidth(let format) where column.type == .integer && format.isWide: return .format
    case .isNull: return .required
    case .isDuplicate(.later) where column.isUnique: return .unique
    case .isOutside(let bound, let type) where type == column.type && type != .string && type != .boolean:
      return Slot(rawValue: BoundText.key(bound))
    case .lengthIsOutside(.atLeast): return .minLength
    case .lengthIsOutside(.atMost): return .maxLength
    case .isNotMultiple(let divisor) where divisor > 0: return .multipleOf
    case .doesNotMatch(let patterns, .any) where patterns.count == 1: return .pattern
    case .isNotOfFormat where column.type == nil || column.type == .string: return .format
    case .isNotFound(let key) where RelationshipText.canSay(key, of: rule.columns, in: object): return .foreignKey
    default: return nil
    }
  }

  /// What the option says; nil where it cannot say the rule.
  private static func value(_ rule: ContractRule) -> YAMLTree? {
    switch rule.test {
    case .isNotOfType, .isNull, .isDuplicate: .bool(true)
    case .isOutside(let bound, let type): try? BoundText.value(bound.limit, type.pattern)
    case .lengthIsOutside(let bound): Int(exactly: bound.limit).map { .plain(String($0)) }
    case .isNotMultiple(let divisor): try? .number(divisor)
    case .doesNotMatch(let patterns, _): patterns.first.map { .text($0) }
    case .isNotOfFormat(let format): standardFormats[format].map { .plain($0) }
    case .isNotOfWidth(let format): .plain(format.rawValue)
    case .isNotFound(let key): RelationshipText.tree(key, from: nil)
    default: nil
    }
  }

  /// The standard's words for formats of texts.
  private static let standardFormats: [TextFormat: String] = [
    .base64: "byte", .email: "email", .hostname: "hostname", .ipv4: "ipv4", .ipv6: "ipv6", .uri: "uri", .uuid: "uuid",
  ]
}

extension PropertyText.Slot {
  fileprivate var index: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

extension ContractRule {
  /// Whether nothing but its nulls is said of it beside its test.
  var isPlain: Bool {
    limit == .none && whenAbsent == .fail && severity == .fail && condition == nil && description == nil
      && wording == nil
  }

  /// Whether a word of the standard may take the place of the rule's kind. What is a metric of the standard or a check of
  /// ours already keeps its name, and so its id.
  func mayBeCalled(_ word: String) -> Bool { kind == word || !(isCalledAsOurs || isCalledAsMetric) }

  /// Whether its kind is the name of our check for its test.
  var isCalledAsOurs: Bool { CustomText(rule: self).name == kind }

  private var isCalledAsMetric: Bool {
    switch test {
    case .isNull: ["nullValues", "nullCheck"].contains(kind)
    case .doesNotMatch: kind == "invalidValues" || kind == "validValues"
    case .isDuplicate: ["duplicateValues", "duplicateCount"].contains(kind)
    default: false
    }
  }
}

/// A format that says how much room numbers take: two bounds.
private struct FormatRange {
  let name: String
  let rules: [ContractRule]

  var rule: ContractRule { rules[0] }

  /// Those among the rules, and the other rules.
  static func all(_ rules: [ContractRule], _ type: LogicalType?) -> (found: [FormatRange], others: [ContractRule]) {
    var (found, others): ([FormatRange], [ContractRule]) = ([], [])
    var index = 0
    while index < rules.count {
      if index + 1 < rules.count, let name = name(rules[index], rules[index + 1], type) {
        found.append(FormatRange(name: name, rules: [rules[index], rules[index + 1]]))
        index += 2
      } else {
        others.append(rules[index])
        index += 1
      }
    }
    return (found, others)
  }

  private static func name(_ first: ContractRule, _ second: ContractRule, _ type: LogicalType?) -> String? {
    guard case .isOutside(.atLeast(let low), type) = first.test, case .isOutside(.atMost(let high), type) = second.test,
      first.kind == "format", second.kind == "format", first.isPlain, second.isPlain, first.nulls == second.nulls,
      first.whenEmpty == second.whenEmpty
    else { return nil }
    switch type {
    case .integer: return ContractBuilder.integerFormats.first { $0.value == low...high }?.key
    case .number: return -low == high && high == Double(Float.greatestFiniteMagnitude) ? "f32" : nil
    default: return nil
    }
  }
}

extension ContractRule.Test {
  fileprivate var isOfWidth: Bool { if case .isNotOfWidth = self { true } else { false } }
}
