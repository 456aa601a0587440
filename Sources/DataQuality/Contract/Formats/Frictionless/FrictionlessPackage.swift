import Core
import YAML

/// A Data Package, of which one resource is the contract's table.
struct FrictionlessPackage {
  let refusals: Refusals
  private(set) var name = ""
  private(set) var rules: [ContractRule] = []
  /// The files of the resources that rules refer to, by name.
  private(set) var tables: [String: String] = [:]
  /// What is about reading the file, which is not the contract's to say here.
  let notes = YAMLProblems()
  private var resources: [Resource] = []

  struct Resource {
    let name: String
    /// Empty where it is not one file.
    let path: String
    let reader: YAMLReader
  }

  init(refusals: Refusals) { self.refusals = refusals }

  mutating func read(_ package: YAMLMapping, _ object: String?) {
    for reader in package.required("resources")?.list() ?? [] {
      guard let resource = reader.mapping() else { continue }
      let name = resource.required("name")?.string() ?? ""
      let paths = resource.optional("path")?.texts() ?? []
      resources.append(Resource(name: name, path: paths.count == 1 ? paths[0] : "", reader: reader))
    }
    guard let chosen = choose(object, package.reader), let resource = chosen.reader.mapping() else { return }
    name = chosen.name
    resource.refuse(["hash", "bytes"], of: " of the file", refusals)
    if let encoding = resource.optional("encoding"), let text = encoding.string(),
      !["utf-8", "utf8", "utf-8-sig"].contains(text.lowercased())
    {
      refusals.refuse(encoding, "the encoding '\(text)'", hint: "tables are read as UTF-8")
    }
    if let dialect = resource.optional("dialect") { note(dialect) }
    guard let schema = resource.required("schema") else { return }
    if case .scalar = schema.node.content {
      refusals.refuse(schema, "a schema in another file", hint: "name that file as the contract")
    } else if let mapping = schema.mapping() {
      readSchema(mapping)
    }
  }

  /// By its name, its path or its path's last part.
  private func choose(_ object: String?, _ package: YAMLReader) -> Resource? {
    let names = resources.map(\.name)
    guard let object else {
      if resources.count == 1 { return resources.first }
      package.report(
        "the package has \(resources.count) resources\(names.isEmpty ? "" : ": \(names.joined(separator: ", "))")",
        hint: "say which one: --object \(names.first ?? "")")
      return nil
    }
    if let found = resources.first(where: { $0.name == object || $0.path == object })
      ?? resources.first(where: { $0.path.split(separator: "/").last.map(String.init) == object })
    {
      return found
    }
    let near = Spelling.nearest(to: object, among: names).map { "did you mean '\($0)'?" }
    package.report(
      "the package has no resource '\(object)'", hint: near ?? "it has: \(names.joined(separator: ", "))")
    return nil
  }

  /// How a file is cut into cells is found out, or said, where it is read.
  private func note(_ dialect: YAMLReader) {
    guard case .mapping = dialect.node.content, let members = dialect.mapping() else { return }
    let names = members.entries.filter { Self.usual[$0.name] != $0.value.string() }.map(\.name)
      .filter { !["$schema", "profile", "csvddfVersion", "lineTerminator"].contains($0) }
    if names.isEmpty { return }
    notes.report(
      "how the file is read is not taken from the dialect: \(names.joined(separator: ", "))", at: dialect.place)
  }

  /// What every table is read with.
  private static let usual = [
    "delimiter": ",", "quoteChar": "\"", "doubleQuote": "true", "header": "true", "skipInitialSpace": "false",
  ]

  mutating func readSchema(_ schema: YAMLMapping) {
    var reader = FrictionlessSchema(schema, refusals)
    rules = reader.read()
    for key in reader.foreignKeys {
      let table = key.table.isEmpty ? name : key.table
      guard let resource = resources.first(where: { $0.name == table }) else {
        if resources.isEmpty {
          refusals.refuse(key.reader, "a foreign key outside a data package")
        } else {
          let near = Spelling.nearest(to: table, among: resources.map(\.name)).map { "did you mean '\($0)'?" }
          key.reader.report("the package has no resource '\(table)'", hint: near)
        }
        continue
      }
      tables[table] = resource.path
      rules += reader.rules(for: key, in: table)
    }
  }
}
