import Core
import YAML

/// The schema of rows, while it is read.
struct JSONSchemaRows {
  private(set) var name = ""
  private let references: JSONSchemaReferences
  private let root: YAMLReader
  private let refusals: Refusals
  /// By property, in the order in which they are described.
  private var properties: [JSONSchemaProperty] = []
  /// Rules on the presence of columns.
  private var presence: [ContractRule] = []

  init(_ root: YAMLReader, _ refusals: Refusals) {
    self.root = root
    self.refusals = refusals
    references = JSONSchemaReferences(
      root: root, hideNeighbours: Self.isBefore2019(root, refusals), refusals: refusals)
  }

  var rules: [ContractRule] { presence + properties.flatMap(\.rules) }

  mutating func read() {
    if case .mapping = root.node.content { name = root.mapping()?.optional("title")?.string() ?? "" }
    read(root, [])
    for index in properties.indices { properties[index].finish() }
  }

  private mutating func read(_ reader: YAMLReader, _ seen: [String]) {
    if reader.node.boolean == true { return }
    guard let schema = reader.mapping() else { return }
    JSONSchemaKeys.reportNulls(schema)
    if let reference = schema.optional("$ref") {
      if let target = references.target(of: reference, seen) { read(target, seen + [reference.string() ?? ""]) }
      if references.hideNeighbours { return JSONSchemaKeys.refuseNeighbours(schema, refusals) }
    }
    if let type = schema.optional("type"), let kinds = JSONSchemaKeys.kinds(type), !kinds.contains(.object) {
      type.report("a row is an object, which the type does not admit")
    }
    for (name, reader) in schema.optional("properties")?.mapping()?.entries ?? [] {
      let index = properties.firstIndex { $0.name == name } ?? properties.count
      if index == properties.count { properties.append(JSONSchemaProperty(name, references, refusals)) }
      properties[index].gather(reader, [])
    }
    for name in schema.optional("required")?.strings() ?? [] {
      presence.append(ContractRule(kind: "required", columns: [name], test: .isAbsent))
    }
    if let others = schema.optional("additionalProperties") { readOthers(others, schema) }
    for part in schema.optional("allOf")?.list() ?? [] { read(part, seen) }
    schema.refuse(JSONSchemaKeys.ofValues + JSONSchemaKeys.unsupported, of: " of a row", refusals)
    schema.finish(ignoring: JSONSchemaKeys.descriptive(schema))
  }

  /// What may stand beside the properties of the same schema.
  private mutating func readOthers(_ others: YAMLReader, _ schema: YAMLMapping) {
    if others.node.boolean == true { return }
    guard others.node.boolean == false else {
      if case .mapping(let members) = others.node.content, members.isEmpty { return }
      refusals.refuse(others, "a schema for additional properties")
      return
    }
    let names = schema.optional("properties")?.mapping()?.entries.map(\.name) ?? []
    presence.append(
      ContractRule(
        kind: "additionalProperties", columns: [],
        test: .columnsDiffer(ColumnNames(names, allowsOthers: false, isOrdered: false, needed: .none))))
  }

  private static func isBefore2019(_ root: YAMLReader, _ refusals: Refusals) -> Bool {
    guard case .mapping = root.node.content, let reader = root.mapping()?.optional("$schema"),
      let text = reader.string()
    else { return false }
    var draft = Substring(text)
    for prefix in ["https://", "http://"] where draft.hasPrefix(prefix) { draft = draft.dropFirst(prefix.count) }
    if draft.hasSuffix("#") { draft = draft.dropLast() }
    switch draft {
    case "json-schema.org/draft/2020-12/schema", "json-schema.org/draft/2019-09/schema": return false
    case "json-schema.org/draft-07/schema", "json-schema.org/draft-06/schema": return true
    default:
      refusals.refuse(reader, "the draft '\(text)'", hint: "drafts 6, 7, 2019-09 and 2020-12 are read")
      return false
    }
  }
}
