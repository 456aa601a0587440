package import Core
import YAML

extension DataContract {
  /// Reads a contract.
  ///
  /// Elements that describe are accepted and ignored; an element that demands something which is not checked here is
  /// an error that names it, since a check that is skipped silently is worse than none.
  ///
  /// - Parameters:
  ///   - object: which object of the contract's `schema`, when it has several.
  ///   - allowsUnsupported: whether what is not checked here is listed in `unsupported` in place of being an error.
  /// - Throws: `configuration` with everything that is wrong.
  package init(
    parsing bytes: [UInt8], file: String, object: String? = nil, allowsUnsupported: Bool = false
  ) throws(Failure) {
    let problems = YAMLProblems()
    let root = YAMLReader(try YAMLNode(parsing: bytes, file: file), problems: problems)
    var builder = ContractBuilder(allowsUnsupported: allowsUnsupported)
    var name = ""
    if let contract = root.mapping() {
      Self.checkVersion(contract)
      let objects = contract.required("schema")?.list() ?? []
      builder.objects = objects.map(ObjectOutline.init)
      let levels = contract.optional("slaProperties")
      let element = contract.optional("slaDefaultElement")?.string()
      contract.finish(ignoring: Self.descriptive)
      if let chosen = Self.choose(objects, object, contract.reader) {
        name = builder.read(chosen)
        for level in levels?.list() ?? [] { builder.readServiceLevel(level, of: name, default: element) }
      }
    }
    try problems.throwIfAny()
    self.init(
      name: name, file: file, columns: builder.columns, rules: builder.rules, tables: builder.tables,
      unsupported: builder.unsupported)
  }

  private static func checkVersion(_ contract: YAMLMapping) {
    if let version = contract.required("apiVersion"), let text = version.string(), !text.hasPrefix("v3.") {
      version.report("version \(text) of the standard is not supported", hint: "contracts of v3.0 and v3.1 are")
    }
    if let kind = contract.required("kind"), let text = kind.string(), text != "DataContract" {
      kind.report("expected the kind DataContract, found '\(text)'")
    }
  }

  private static func choose(_ objects: [YAMLReader], _ name: String?, _ contract: YAMLReader) -> YAMLReader? {
    let names = objects.map { ObjectOutline($0).name }
    guard let name else {
      if objects.count == 1 { return objects.first }
      if objects.isEmpty {
        contract.report("the contract's schema has no object")
      } else {
        contract.report(
          "the contract's schema has \(objects.count) objects: \(names.joined(separator: ", "))",
          hint: "keep one object in a contract file, or say which one: --object \(names.first ?? "")")
      }
      return nil
    }
    if let index = names.firstIndex(of: name) { return objects[index] }
    let near = Spelling.nearest(to: name, among: names).map { "did you mean '\($0)'?" }
    contract.report(
      "the contract's schema has no object '\(name)'", hint: near ?? "it has: \(names.joined(separator: ", "))")
    return nil
  }

  private static let descriptive: Set<String> = [
    "id", "name", "version", "status", "tenant", "tags", "domain", "dataProduct", "authoritativeDefinitions",
    "description", "contractCreatedTs", "servers", "support", "price", "team", "roles", "customProperties",
    "dataProductId", "userConsumptionMode", "quantumName", "datasetDomain", "datasetName", "type", "sourcePlatform",
    "project",
  ]
}

/// What others refer to an object of a contract by.
struct ObjectOutline {
  let id: String?
  let name: String
  let physicalName: String?
  let properties: [(id: String?, name: String, column: String)]

  init(_ reader: YAMLReader) {
    id = Self.text(reader.node, "id")
    name = Self.text(reader.node, "name") ?? ""
    physicalName = Self.text(reader.node, "physicalName")
    var properties: [(id: String?, name: String, column: String)] = []
    if case .sequence(let elements)? = Self.member(reader.node, "properties") {
      for element in elements {
        let name = Self.text(element, "name") ?? ""
        properties.append((Self.text(element, "id"), name, Self.text(element, "physicalName") ?? name))
      }
    }
    self.properties = properties
  }

  private static func member(_ node: YAMLNode, _ key: String) -> YAMLNode.Content? {
    guard case .mapping(let members) = node.content else { return nil }
    return members.first { if case .scalar(key, _) = $0.key.content { true } else { false } }?.value.content
  }

  private static func text(_ node: YAMLNode, _ key: String) -> String? {
    if case .scalar(let text, _)? = member(node, key) { text } else { nil }
  }
}
