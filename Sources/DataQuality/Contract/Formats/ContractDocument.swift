import Core
import YAML

/// A file that holds a contract.
struct ContractDocument {
  let bytes: [UInt8]
  let file: String
  let root: YAMLNode
  let isJSON: Bool
  /// Whether it is the text of a protocol buffer.
  let isTextProto: Bool
  /// What it leaves open.
  let parameters: ContractParameters

  /// - Throws: `configuration` where it is neither a JSON object nor YAML, nor a schema as text of a protocol buffer.
  init(_ bytes: [UInt8], file: String, parameters: ContractParameters = .none) throws(Failure) {
    self.parameters = parameters
    self.bytes = bytes
    self.file = file
    // YAML's flow mappings begin so too; without quotation marks they are no JSON.
    let space: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
    let text = bytes.drop { space.contains($0) || [0xEF, 0xBB, 0xBF].contains($0) }
    let second = text.dropFirst().first { !space.contains($0) }
    isJSON = text.first == UInt8(ascii: "{") && (second == UInt8(ascii: "\"") || second == UInt8(ascii: "}"))
    isTextProto = !isJSON && TFDVFormat.isSchema(bytes)
    if isTextProto {
      root = try TextProto.document(bytes, file: file)
    } else {
      root = isJSON ? try YAMLNode(json: bytes, file: file) : try YAMLNode(parsing: bytes, file: file)
    }
  }

  /// Whether it is a mapping with one of the keys.
  func hasKey(in keys: Set<String>) -> Bool {
    guard case .mapping(let members) = root.content else { return false }
    return members.contains { if case .scalar(let name, _) = $0.key.content { keys.contains(name) } else { false } }
  }

  /// Whether it is a mapping with a list under one of the keys.
  func hasList(in keys: Set<String>) -> Bool {
    guard case .mapping(let members) = root.content else { return false }
    return members.contains { member in
      guard case .scalar(let key, _) = member.key.content, case .sequence = member.value.content else { return false }
      return keys.contains(key)
    }
  }
}
