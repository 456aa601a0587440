import Core
import YAML

/// A Table Schema or a Data Package of Frictionless Data, versions 1 and 2 (https://datapackage.org), in JSON or YAML.
///
/// docs/contracts/frictionless.md says what becomes of what, and where it differs.
enum FrictionlessFormat: ContractFormat {
  static let title = "Frictionless Data schema"

  static func recognises(_ document: ContractDocument) -> Bool {
    document.hasList(in: ["fields", "resources"])
  }

  static func read(
    _ document: ContractDocument, object: String?, allowsUnsupported: Bool
  ) throws(Failure) -> DataContract {
    let problems = YAMLProblems()
    let refusals = Refusals(problems, allowed: allowsUnsupported)
    guard let root = YAMLReader(document.root, problems: problems).mapping() else {
      throw Failure(.configuration, "not an object", at: Place(file: document.file))
    }
    var package = FrictionlessPackage(refusals: refusals)
    if root.optional("resources") == nil {
      package.readSchema(root)
      if let object { root.reader.report("a Table Schema describes one table, and does not name it '\(object)'") }
    } else {
      package.read(root, object)
    }
    try problems.throwIfAny()
    return DataContract(
      name: package.name, file: document.file, columns: [], rules: package.rules, tables: package.tables,
      unsupported: refusals.unsupported(allowed: allowsUnsupported) + package.notes.diagnostics)
  }
}
