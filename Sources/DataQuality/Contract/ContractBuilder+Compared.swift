import Core
import YAML

// What checks of ours may say of how values are compared, where it is not as their column's type has it.
extension ContractBuilder {
  private static let anyOrder = "any"

  /// The type that values are compared as: `as`, else the column's.
  mutating func comparedType(_ custom: CustomReader, _ type: LogicalType?) -> LogicalType? {
    // These two have a type to ask for.
    guard custom.check != .readableAs, custom.check != .ofType, let reader = custom.optional("as") else { return type }
    if [.monotonic, .drift].contains(custom.check), reader.node.isText(Self.anyOrder) { return nil }
    return logicalType(reader, custom.arguments) ?? type
  }

  /// The type that a check asks for.
  mutating func named(_ custom: CustomReader) -> LogicalType? {
    custom.required("as").flatMap { logicalType($0, custom.arguments) }
  }

  /// What is in order: of the type, or, with `as: any`, whatever two values beside each other are.
  func order(_ custom: CustomReader, _ type: LogicalType?) -> LogicalType? {
    custom.optional("as")?.node.isText(Self.anyOrder) == true ? nil : type ?? .string
  }

  /// Numbers are compared as numbers, all else as texts.
  func values(_ custom: CustomReader, _ type: LogicalType?) -> ValueSet? {
    guard let texts = custom.required("values")?.strings() else { return nil }
    return ValueSet(texts, comparesNumbers: type == .integer || type == .number)
  }

  func withinRange(_ custom: CustomReader, _ type: LogicalType?) -> ContractRule.Test? {
    let keys = ["minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum"]
    guard keys.contains(where: { custom.optional($0) != nil }) else {
      custom.reader.report("the check says neither 'minimum' nor 'maximum'")
      return nil
    }
    if let type, type != .string, type != .boolean {
      return ContractLimits.range(custom.arguments) { Self.measured($0, type) }.map { .isNotWithin($0, type) }
    }
    let kinds: [TextBound.Kind] = [.atLeast, .above, .atMost, .below]
    let bounds = zip(keys, kinds).compactMap { key, kind in
      custom.optional(key).flatMap { $0.string() }.map { TextBound(kind, $0) }
    }
    return .textIsNotWithin(TextRange(bounds))
  }

  /// The shares that single values, or bins between edges, are expected to have.
  func distribution(_ custom: CustomReader, _ type: LogicalType?) -> ExpectedDistribution? {
    let unexpected = custom.optional("unexpected").map { $0.double() } ?? 0
    guard let reader = custom.required("shares"), let list = reader.list(), let unexpected else { return nil }
    let shares = list.compactMap { $0.double() }
    guard shares.count == list.count else { return nil }
    if custom.optional("edges") == nil {
      guard let values = values(custom, type) else { return nil }
      if values.texts.count != shares.count {
        reader.report("expected \(values.texts.count) shares, one for each value")
      }
      return ExpectedDistribution(.values(values, shares), unexpected: unexpected)
    }
    let below = custom.optional("below").map { $0.double() } ?? 0
    let above = custom.optional("above").map { $0.double() } ?? 0
    guard let list = custom.required("edges")?.list(), let below, let above else { return nil }
    let edges = list.compactMap { $0.double() }
    guard edges.count == list.count else { return nil }
    if edges.count != shares.count + 1 || !zip(edges, edges.dropFirst()).allSatisfy({ $0 < $1 }) {
      reader.report("expected edges that rise, one more than there are shares")
    }
    return ExpectedDistribution(.bins(edges: edges, shares, below: below, above: above), unexpected: unexpected)
  }
}

extension YAMLNode {
  fileprivate func isText(_ text: String) -> Bool { if case .scalar(text, _) = content { true } else { false } }
}
