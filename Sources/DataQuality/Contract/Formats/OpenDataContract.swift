import Core

/// The Open Data Contract Standard (https://bitol-io.github.io/open-data-contract-standard), in YAML or JSON.
enum OpenDataContract: ContractFormat {
  static let title = "Open Data Contract Standard"

  static func recognises(_ document: ContractDocument) -> Bool {
    document.hasKey(in: ["apiVersion", "schema"])
  }

  static func read(
    _ document: ContractDocument, object: String?, allowsUnsupported: Bool
  ) throws(Failure) -> DataContract {
    try DataContract(
      parsing: document.bytes, file: document.file, object: object, allowsUnsupported: allowsUnsupported)
  }
}
