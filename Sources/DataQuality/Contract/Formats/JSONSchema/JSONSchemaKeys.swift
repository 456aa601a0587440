import YAML

/// The keywords of the drafts.
enum JSONSchemaKeys {
  /// Of values, that properties are read for.
  static let ofValues = [
    "enum", "const", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength",
    "maxLength", "pattern", "format", "anyOf", "oneOf",
  ]

  /// Of what lies in an object or a list.
  static let ofParts = ["properties", "required", "additionalProperties"]

  static let unsupported = [
    "not", "if", "then", "else", "patternProperties", "unevaluatedProperties", "propertyNames", "minProperties",
    "maxProperties", "dependentRequired", "dependentSchemas", "dependencies", "items", "additionalItems", "prefixItems",
    "unevaluatedItems", "contains", "minContains", "maxContains", "minItems", "maxItems", "uniqueItems", "$dynamicRef",
    "$recursiveRef",
  ]

  private static let descriptive: Set<String> = [
    "$schema", "$id", "$anchor", "$dynamicAnchor", "$recursiveAnchor", "$comment", "$defs", "$vocabulary",
    "definitions",
    "title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly", "contentEncoding",
    "contentMediaType", "contentSchema",
  ]

  /// Extensions among them, whose names begin with `x-`.
  static func descriptive(_ schema: YAMLMapping) -> Set<String> {
    descriptive.union(schema.entries.map(\.name).filter { $0.hasPrefix("x-") })
  }

  /// Null asks for nothing, which nobody writes on purpose; only values may be null.
  static func reportNulls(_ schema: YAMLMapping) {
    for (name, reader) in schema.entries where reader.node.isNull && !["const", "default"].contains(name) {
      reader.report("'\(name)' is null, which no keyword may be")
    }
  }

  /// What stands beside a reference where that hides it.
  static func refuseNeighbours(_ schema: YAMLMapping, _ refusals: Refusals) {
    let known = descriptive(schema)
    for (name, reader) in schema.entries where name != "$ref" && !known.contains(name) {
      refusals.refuse(
        reader, "'\(name)' beside $ref, which hides it in this draft,", hint: "put both into an allOf")
    }
  }

  /// The types of `type`; nil where something is wrong, which is reported.
  static func kinds(_ type: YAMLReader) -> ValueKinds? {
    guard case .sequence = type.node.content else { return type.oneOf(Kind.self)?.kinds.closed }
    var kinds: ValueKinds = []
    for element in type.list() ?? [] {
      guard let kind = element.oneOf(Kind.self) else { return nil }
      kinds.formUnion(kind.kinds)
    }
    if kinds.isEmpty { type.report("the list is empty") }
    return kinds.closed
  }

  private enum Kind: String, CaseIterable {
    case null
    case boolean
    case integer
    case number
    case string
    case array
    case object

    var kinds: ValueKinds { ValueKinds.named.first { $0.name == rawValue }?.kind ?? [] }
  }
}
