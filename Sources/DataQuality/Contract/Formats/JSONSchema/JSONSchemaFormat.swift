import Core
import YAML

/// A JSON Schema that every row has to satisfy, drafts 6, 7, 2019-09 and 2020-12 (https://json-schema.org), in JSON or YAML.
///
/// What holds is what the drafts say, `format` asserted; docs/contracts/json-schema.md says what is checked.
enum JSONSchemaFormat: ContractFormat {
  static let title = "JSON Schema"

  static func recognises(_ document: ContractDocument) -> Bool {
    document.hasKey(in: ["$schema", "properties", "additionalProperties", "$defs", "definitions", "required", "allOf"])
  }

  static func read(
    _ document: ContractDocument, object: String?, allowsUnsupported: Bool
  ) throws(Failure) -> DataContract {
    let problems = YAMLProblems()
    let refusals = Refusals(problems, allowed: allowsUnsupported)
    let root = YAMLReader(document.root, problems: problems)
    var rows = JSONSchemaRows(root, refusals)
    rows.read()
    if let object, object != rows.name {
      root.report("a JSON Schema describes one table, and is titled '\(rows.name)', not '\(object)'")
    }
    try problems.throwIfAny()
    return DataContract(
      name: rows.name, file: document.file, columns: [], rules: rows.rules,
      unsupported: refusals.unsupported(allowed: allowsUnsupported))
  }
}
