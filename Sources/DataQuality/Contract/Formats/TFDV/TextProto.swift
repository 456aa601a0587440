import Core
import YAML

/// Reads the text format of protocol buffers (https://protobuf.dev/reference/protobuf/textformat-spec) as a tree that the
/// readers of documents know: a message is a mapping, a field that stands several times a list of all its values.
///
/// Strict: no extensions and no `Any`, of which schemas have none.
struct TextProto {
  private let bytes: [UInt8]
  private let file: String
  private var index = 0
  private var line = 1
  private var lineStart = 0

  /// - Throws: `configuration`, naming line and column.
  static func document(_ bytes: [UInt8], file: String) throws(Failure) -> YAMLNode {
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw Failure(.configuration, "not UTF-8", at: Place(file: file), hint: "the file must be UTF-8 text")
    }
    var parser = TextProto(bytes: bytes, file: file)
    let place = parser.place
    let members = try parser.fields(until: nil, depth: 0)
    return YAMLNode(.mapping(members), at: place)
  }

  private init(bytes: [UInt8], file: String) {
    self.bytes = bytes
    self.file = file
  }

  private var place: Place { Place(file: file, line: line, column: index - lineStart + 1) }
  private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

  private func problem(_ message: String, at place: Place? = nil) -> Failure {
    Failure(.configuration, "not the text of a protocol buffer: \(message)", at: place ?? self.place)
  }

  private mutating func skipSpace() {
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\n"):
        index += 1
        line += 1
        lineStart = index
      case 0x20, 0x09, 0x0D, 0x0B, 0x0C: index += 1
      case UInt8(ascii: "#"): while let byte = next, byte != UInt8(ascii: "\n") { index += 1 }
      default: return
      }
    }
  }

  private mutating func take(_ character: Character) -> Bool {
    skipSpace()
    guard next == character.asciiValue else { return false }
    index += 1
    return true
  }

  private mutating func fields(
    until end: Character?, depth: Int
  ) throws(Failure) -> [(key: YAMLNode, value: YAMLNode)] {
    guard depth < 50 else { throw problem("nested too deeply") }
    var names: [String] = []
    var values: [String: [YAMLNode]] = [:]
    var places: [String: Place] = [:]
    while true {
      if let end, take(end) { break }
      skipSpace()
      if next == nil {
        guard let end else { break }
        throw problem("expected '\(end)'")
      }
      let here = place
      let name = word()
      if name.isEmpty { throw problem("expected the name of a field", at: here) }
      if values[name] == nil {
        names.append(name)
        places[name] = here
      }
      values[name, default: []] += try value(of: name, depth)
      if !take(",") { _ = take(";") }
    }
    return names.map { name in
      let found = values[name] ?? []
      let key = YAMLNode(.scalar(name, plain: true), at: places[name] ?? place)
      return (key, found.count == 1 ? found[0] : YAMLNode(.sequence(found), at: key.place))
    }
  }

  private mutating func value(of name: String, _ depth: Int, isElement: Bool = false) throws(Failure) -> [YAMLNode] {
    let hasColon = !isElement && take(":")
    skipSpace()
    let here = place
    if take("{") { return [YAMLNode(.mapping(try fields(until: "}", depth: depth + 1)), at: here)] }
    if take("<") { return [YAMLNode(.mapping(try fields(until: ">", depth: depth + 1)), at: here)] }
    if !isElement, take("[") {
      var elements: [YAMLNode] = []
      if take("]") { return elements }
      repeat { elements += try value(of: name, depth + 1, isElement: true) } while take(",")
      guard take("]") else { throw problem("expected ',' or ']'") }
      return elements
    }
    guard hasColon || isElement else { throw problem("expected ':' or '{' after '\(name)'") }
    return [try scalar()]
  }

  private mutating func scalar() throws(Failure) -> YAMLNode {
    skipSpace()
    let here = place
    if next == UInt8(ascii: "\"") || next == UInt8(ascii: "'") {
      var text: [UInt8] = []
      // Strings beside each other are one.
      while next == UInt8(ascii: "\"") || next == UInt8(ascii: "'") {
        try string(into: &text)
        skipSpace()
      }
      guard let valid = String(validating: text, as: UTF8.self) else { throw problem("a text is not UTF-8", at: here) }
      return YAMLNode(.scalar(valid, plain: false), at: here)
    }
    var text = ""
    if take("-") { text = "-" }
    skipSpace()
    text += word()
    if text.isEmpty || text == "-" { throw problem("expected a value", at: here) }
    // A float may end in `f`.
    if text.first?.isNumber ?? false || text.first == "-", !text.hasPrefix("0x"), text.hasSuffix("f"),
      Double(text.dropLast()) != nil
    {
      text.removeLast()
    }
    return YAMLNode(.scalar(text, plain: true), at: here)
  }

  private mutating func word() -> String {
    let start = index
    while let byte = next {
      let isExponent = index > start && (bytes[index - 1] | 0x20) == UInt8(ascii: "e") && Self.isDigit(bytes[start])
      guard Self.isWordByte(byte) || (isExponent && (byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-"))) else {
        break
      }
      index += 1
    }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) || byte == UInt8(ascii: ".") }
  private static func isWordByte(_ byte: UInt8) -> Bool {
    isDigit(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == UInt8(ascii: "_")
  }

  private mutating func string(into text: inout [UInt8]) throws(Failure) {
    let quote = next
    index += 1
    while let byte = next {
      index += 1
      if byte == quote { return }
      switch byte {
      case UInt8(ascii: "\n"): throw problem("a text ends with its line")
      case UInt8(ascii: "\\"): try escape(into: &text)
      default: text.append(byte)
      }
    }
    throw problem("a text does not end")
  }

  private mutating func escape(into text: inout [UInt8]) throws(Failure) {
    guard let byte = next else { throw problem("a text does not end") }
    index += 1
    let meant: [Character: UInt8] = [
      "n": 10, "r": 13, "t": 9, "a": 7, "b": 8, "f": 12, "v": 11, "\\": 92, "'": 39, "\"": 34, "?": 63,
    ]
    switch Character(Unicode.Scalar(byte)) {
    case let letter where meant[letter] != nil: text.append(meant[letter] ?? 0)
    case "0"..."7":
      index -= 1
      let value = digits(3, radix: 8)
      guard let value, value < 256 else { throw problem("there is no such byte") }
      text.append(UInt8(value))
    case "x", "X":
      guard let value = digits(2, radix: 16) else { throw problem("expected hexadecimal digits") }
      text.append(UInt8(value))
    case "u", "U":
      let count = byte == UInt8(ascii: "u") ? 4 : 8
      let start = index
      guard let value = digits(count, radix: 16), index - start == count, let scalar = Unicode.Scalar(UInt32(value))
      else { throw problem("expected the \(count) hexadecimal digits of a character") }
      text += String(Character(scalar)).utf8
    default: throw problem("there is no escape like this")
    }
  }

  private mutating func digits(_ most: Int, radix: Int) -> Int? {
    let start = index
    while index < bytes.count, index - start < most,
      Int(String(decoding: bytes[index...index], as: UTF8.self), radix: radix) != nil
    {
      index += 1
    }
    return Int(String(decoding: bytes[start..<index], as: UTF8.self), radix: radix)
  }
}
