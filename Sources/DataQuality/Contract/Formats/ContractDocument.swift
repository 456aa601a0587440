import Core
import YAML

/// A file that holds a contract.
struct ContractDocument {
  let bytes: [UInt8]
  let file: String
  /// Its content, where it is a JSON object.
  let json: YAMLNode?

  /// - Throws: `configuration` where it begins as a JSON object and is none.
  init(_ bytes: [UInt8], file: String) throws(Failure) {
    self.bytes = bytes
    self.file = file
    // YAML's flow mappings begin so too; without quotation marks they are no JSON.
    let space: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
    let text = bytes.drop { space.contains($0) || [0xEF, 0xBB, 0xBF].contains($0) }
    let second = text.dropFirst().first { !space.contains($0) }
    if text.first == UInt8(ascii: "{"), second == UInt8(ascii: "\"") || second == UInt8(ascii: "}") {
      json = try YAMLNode(json: bytes, file: file)
    } else {
      json = nil
    }
  }

  /// Its content, where it is a JSON object or a mapping of YAML.
  var root: YAMLNode? {
    if let json { return json }
    // What is no YAML is reported by the format that it is read as.
    guard let node = try? YAMLNode(parsing: bytes, file: file), case .mapping = node.content else { return nil }
    return node
  }

  /// Whether it is a JSON object, or a mapping of YAML, with one of the keys.
  func has(anyOf keys: Set<String>) -> Bool {
    guard case .mapping(let members)? = root?.content else { return false }
    return members.contains { if case .scalar(let name, _) = $0.key.content { keys.contains(name) } else { false } }
  }

  /// Whether it is a JSON object with one of the keys.
  func isJSON(withAnyOf keys: Set<String>) -> Bool {
    guard case .mapping(let members)? = json?.content else { return false }
    return members.contains { if case .scalar(let name, _) = $0.key.content { keys.contains(name) } else { false } }
  }
}
