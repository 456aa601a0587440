import Core
import YAML

/// Finds what `$ref` refers to within a schema.
struct JSONSchemaReferences {
  let root: YAMLReader
  /// Before 2019-09 a reference stands for the whole schema that it stands in.
  let hideNeighbours: Bool
  let refusals: Refusals

  /// - Parameter seen: the references that led here.
  /// - Returns: nil where there is nothing, which is reported.
  func target(of reference: YAMLReader, _ seen: [String]) -> YAMLReader? {
    guard let text = reference.string() else { return nil }
    guard text == "#" || text.hasPrefix("#/") else {
      refusals.refuse(
        reference, "a reference to '\(text)'", hint: "refer to a part of this document: #/$defs/NAME")
      return nil
    }
    if seen.contains(text) {
      reference.report("the reference '\(text)' leads to itself")
      return nil
    }
    var found = root
    for step in text.dropFirst().split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
      guard let next = member(Self.unescaped(String(step)), of: found) else {
        reference.report("the reference '\(text)' leads nowhere: there is no '\(step)' in \(Self.told(found))")
        return nil
      }
      found = next
    }
    return found
  }

  private func member(_ name: String, of reader: YAMLReader) -> YAMLReader? {
    switch reader.node.content {
    case .mapping: return reader.mapping()?.entries.first { $0.name == name }?.value
    case .sequence:
      guard let index = Int(name), let list = reader.list(), list.indices.contains(index) else { return nil }
      return list[index]
    case .scalar: return nil
    }
  }

  private static func told(_ reader: YAMLReader) -> String { reader.path.isEmpty ? "the document" : reader.path }

  /// RFC 6901, sections 4 and 6: percent signs first, then `~1` and `~0`.
  private static func unescaped(_ step: String) -> String {
    var bytes: [UInt8] = []
    var rest = Array(step.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    var text = ""
    var characters = Substring(String(decoding: bytes, as: UTF8.self))
    while let character = characters.popFirst() {
      if character == "~", let next = characters.first, next == "0" || next == "1" {
        text += next == "0" ? "~" : "/"
        characters.removeFirst()
      } else {
        text.append(character)
      }
    }
    return text
  }
}
