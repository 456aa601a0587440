package import Core

/// A format that contracts are written in: a file, or a folder, for each.
protocol ContractFormat: Sendable {
  /// Its name, as people know it.
  static var title: String { get }

  /// Whether its contracts may leave values open.
  static var takesParameters: Bool { get }

  /// Whether a document is meant to be of the format, from what it holds.
  static func recognises(_ document: ContractDocument) -> Bool

  /// - Parameters:
  ///   - object: which of the document's tables, when it describes several.
  ///   - allowsUnsupported: whether what is not checked here is listed in `unsupported` in place of being an error.
  /// - Throws: `configuration` with everything that is wrong.
  static func read(_ document: ContractDocument, object: String?, allowsUnsupported: Bool) throws(Failure)
    -> DataContract
}

extension ContractFormat {
  static var takesParameters: Bool { false }
}

/// The one list of all formats. What none recognises is read as the first, whose errors say what is missing.
private let formats: [any ContractFormat.Type] = [
  OpenDataContract.self, GreatExpectationsSuite.self, DBTFormat.self, FrictionlessFormat.self, JSONSchemaFormat.self,
  TFDVFormat.self,
]

extension DataContract {
  /// Reads a contract of any format, told by what the document holds.
  ///
  /// - Parameters and Throws: as of `ContractFormat.read`, and `usage` for parameters that it does not have.
  package init(
    recognising bytes: [UInt8], file: String, object: String? = nil, allowsUnsupported: Bool = false,
    parameters: ContractParameters = .none
  ) throws(Failure) {
    let document = try ContractDocument(bytes, file: file, parameters: parameters)
    let format = Self.format(of: document)
    self = try format.read(document, object: object, allowsUnsupported: allowsUnsupported)
    if !format.takesParameters { try parameters.checkAllAreKnown(among: [], file: file) }
  }

  /// The name of the format that a contract is read as.
  ///
  /// - Throws: `configuration` where it begins as a JSON object and is none.
  package static func formatTitle(recognising bytes: [UInt8], file: String) throws(Failure) -> String {
    format(of: try ContractDocument(bytes, file: file)).title
  }

  private static func format(of document: ContractDocument) -> any ContractFormat.Type {
    formats.first { $0.recognises(document) } ?? OpenDataContract.self
  }
}
