import Core
import YAML

/// A properties file of dbt (`schema.yml`): the tests of one model, seed, snapshot or source table.
enum DBTProperties: ContractFormat {
  static let title = "dbt properties"

  private static let kinds = ["models", "seeds", "snapshots", "sources"]

  static func recognises(_ document: ContractDocument) -> Bool { document.hasKey(in: Set(kinds)) }

  static func read(
    _ document: ContractDocument, object: String?, allowsUnsupported: Bool
  ) throws(Failure) -> DataContract {
    let problems = YAMLProblems()
    let refusals = allowsUnsupported ? YAMLProblems() : problems
    var found: [(name: String, resource: YAMLMapping)] = []
    if let root = YAMLReader(document.root, problems: problems).mapping() {
      for kind in kinds {
        for element in root.optional(kind)?.list() ?? [] {
          guard let resource = element.mapping() else { continue }
          // The tables of a source have a list of their own.
          let tables = kind == "sources" ? resource.optional("tables")?.list() ?? [] : [element]
          for table in tables.compactMap({ $0.mapping() }) {
            found.append((table.required("name")?.string() ?? "", table))
          }
        }
      }
    }
    try problems.throwIfAny()
    let (name, resource) = try choose(found, object, document)
    var reader = DBTReader(refusals: refusals)
    for test in tests(resource) { reader.read(test, column: nil) }
    for column in resource.optional("columns")?.list() ?? [] {
      guard let members = column.mapping(), let name = members.required("name")?.string() else { continue }
      for test in tests(members) { reader.read(test, column: name) }
      if let constraints = members.optional("constraints") { reader.refuse(constraints, "what a database constrains") }
      members.finish(ignoring: descriptive)
    }
    for key in ["constraints", "freshness"] {
      if let demand = resource.optional(key) { reader.refuse(demand, "'\(key)' of a table") }
    }
    resource.finish(ignoring: descriptive)
    try problems.throwIfAny()
    return DataContract(
      name: name, file: document.file, columns: [], rules: reader.rules, tables: reader.tables,
      unsupported: allowsUnsupported ? refusals.diagnostics : [])
  }

  private static let descriptive: Set<String> = [
    "access", "config", "data_type", "deprecation_date", "description", "dimension", "docs", "entity", "external",
    "granularity", "group", "identifier", "latest_version", "loaded_at_field", "meta", "name", "policy_tags",
    "primary_entity", "quote", "quoting", "tags", "time_spine", "versions",
  ]

  /// 1.8 says `data_tests`.
  private static func tests(_ members: YAMLMapping) -> [YAMLReader] {
    ["tests", "data_tests"].flatMap { members.optional($0)?.list() ?? [] }
  }

  private static func choose(
    _ found: [(name: String, resource: YAMLMapping)], _ object: String?, _ document: ContractDocument
  ) throws(Failure) -> (String, YAMLMapping) {
    let names = found.map(\.name)
    if let object {
      if let chosen = found.first(where: { $0.name == object }) { return chosen }
      let near = Spelling.nearest(to: object, among: names).map { "did you mean '\($0)'?" }
      throw Failure(
        .configuration, "the file describes no '\(object)'", at: Place(file: document.file),
        hint: near ?? "it has: \(names.joined(separator: ", "))")
    }
    guard let only = found.first, found.count == 1 else {
      throw Failure(
        .configuration, "the file describes \(found.count) tables: \(names.joined(separator: ", "))",
        at: Place(file: document.file), hint: "say which one: --object \(names.first ?? "NAME")")
    }
    return only
  }
}
