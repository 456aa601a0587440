import Core
import YAML

/// Properties of dbt's models, sources, seeds and snapshots: what their data tests and contracts ask of one of them.
///
/// docs/contracts/dbt.md says which tests are checked, and where they differ.
enum DBTFormat: ContractFormat {
  static let title = "dbt properties"

  static func recognises(_ document: ContractDocument) -> Bool { document.hasList(in: Set(lists)) }

  private static let lists = ["models", "sources", "seeds", "snapshots"]

  static func read(
    _ document: ContractDocument, object: String?, allowsUnsupported: Bool
  ) throws(Failure) -> DataContract {
    let problems = YAMLProblems()
    let refusals = Refusals(problems, allowed: allowsUnsupported)
    guard let root = YAMLReader(document.root, problems: problems).mapping() else {
      throw Failure(.configuration, "not a mapping", at: Place(file: document.file))
    }
    var table = DBTTable(refusals)
    if let chosen = choose(tables(root, refusals), object, root.reader) { table.read(chosen.mapping, chosen.name) }
    root.finish(ignoring: descriptive)
    try problems.throwIfAny()
    return DataContract(
      name: table.name, file: document.file, columns: [], rules: table.rules, tables: table.tables,
      unsupported: refusals.unsupported(allowed: allowsUnsupported) + table.notes.diagnostics)
  }

  private static func tables(_ root: YAMLMapping, _ refusals: Refusals) -> [(name: String, mapping: YAMLMapping)] {
    var found: [(name: String, mapping: YAMLMapping)] = []
    func add(_ reader: YAMLReader, in group: String?) {
      guard let mapping = reader.mapping(), let name = mapping.required("name")?.string() else { return }
      found.append((group.map { "\($0).\(name)" } ?? name, mapping))
    }
    for key in lists {
      for reader in root.optional(key)?.list() ?? [] {
        guard key == "sources" else {
          add(reader, in: nil)
          continue
        }
        guard let source = reader.mapping() else { continue }
        let name = source.required("name")?.string() ?? ""
        source.refuse(["freshness"], of: " of a source", refusals)
        for table in source.optional("tables")?.list() ?? [] { add(table, in: name) }
      }
    }
    return found
  }

  /// A source's table also by its own name.
  private static func choose(
    _ tables: [(name: String, mapping: YAMLMapping)], _ object: String?, _ root: YAMLReader
  ) -> (name: String, mapping: YAMLMapping)? {
    let names = tables.map(\.name)
    guard let object else {
      if tables.count == 1 { return tables.first }
      root.report(
        "the file describes \(tables.count) tables\(names.isEmpty ? "" : ": \(names.joined(separator: ", "))")",
        hint: "say which one: --object \(names.first ?? "")")
      return nil
    }
    let found = tables.filter { $0.name == object || $0.name.hasSuffix(".\(object)") }
    if found.count == 1 { return found.first }
    let near = Spelling.nearest(to: object, among: names).map { "did you mean '\($0)'?" }
    root.report(
      found.isEmpty ? "the file has no table '\(object)'" : "'\(object)' is the name of \(found.count) tables",
      hint: near ?? "it has: \(names.joined(separator: ", "))")
    return nil
  }

  private static let descriptive: Set<String> = [
    "version", "macros", "analyses", "exposures", "metrics", "groups", "semantic_models", "saved_queries", "unit_tests",
    "data_tests", "tests", "anchors", "functions",
  ]
}
