import Core
import YAML

/// A schema of TensorFlow Data Validation (tensorflow_metadata/proto/v0/schema.proto) in the text format of protocol
/// buffers.
///
/// docs/contracts/tfdv.md says what is checked, and where it differs.
enum TFDVFormat: ContractFormat {
  static let title = "TFDV schema"

  static func recognises(_ document: ContractDocument) -> Bool { document.isTextProto }

  static func isSchema(_ bytes: [UInt8]) -> Bool {
    // Past comments, the first word is a field of a schema, and no colon of YAML follows it without a brace.
    var text = Substring(String(decoding: bytes.prefix(100_000), as: UTF8.self))
    while true {
      text = text.drop { $0.isWhitespace }
      guard text.first == "#" else { break }
      text = text.drop { !$0.isNewline }
    }
    let word = text.prefix { $0.isLetter || $0 == "_" }
    let rest = text.dropFirst(word.count).drop { $0 == " " || $0 == ":" || $0.isNewline }
    return names.contains(String(word)) && ["{", "<"].contains(rest.first)
      || (word == "default_environment" && rest.first == "\"" && !text.contains("apiVersion"))
  }

  private static let names: Set<String> = [
    "feature", "sparse_feature", "weighted_feature", "string_domain", "float_domain", "int_domain", "annotation",
    "dataset_constraints", "tensor_representation_group", "represent_variable_length_as_ragged",
  ]

  static func read(
    _ document: ContractDocument, object: String?, allowsUnsupported: Bool
  ) throws(Failure) -> DataContract {
    let problems = YAMLProblems()
    let refusals = Refusals(problems, allowed: allowsUnsupported)
    var schema = TFDVSchema(refusals)
    if let root = YAMLReader(document.root, problems: problems).mapping() {
      schema.read(root)
      if let object { root.reader.report("a schema of TFDV describes one table, and does not name it '\(object)'") }
    }
    try problems.throwIfAny()
    return DataContract(
      name: "", file: document.file, columns: [], rules: schema.rules, tables: TFDVComparators.tables(schema.rules),
      unsupported: refusals.unsupported(allowed: allowsUnsupported) + schema.notes.diagnostics)
  }
}

extension YAMLMapping {
  /// Each value of a field that may stand several times.
  func all(_ key: String) -> [YAMLReader] {
    guard let reader = optional(key) else { return [] }
    if case .sequence = reader.node.content { return reader.list() ?? [] }
    return [reader]
  }
}
