package import Core

extension YAMLNode {
  /// Reads one JSON document (RFC 8259), so that documents of both kinds are read by the same readers and their errors
  /// have a line and a column.
  ///
  /// libyaml is not asked: YAML 1.1 lacks JSON's surrogate pairs and bounds the length of keys. Strings become quoted
  /// scalars, numbers and words plain ones. Duplicate keys are refused.
  ///
  /// - Parameters:
  ///   - json: UTF-8.
  ///   - file: named in places and errors.
  ///   - allowsNonFinite: whether `NaN`, `Infinity` and `-Infinity` are values, as Python writes them.
  /// - Throws: `Failure` with `configuration`, naming line and column.
  package init(json: [UInt8], file: String, allowsNonFinite: Bool = false) throws(Failure) {
    guard String(validating: json, as: UTF8.self) != nil else {
      throw Failure(.configuration, "not UTF-8", at: Place(file: file), hint: "the file must be UTF-8 text")
    }
    var parser = JSONParser(bytes: json, file: file, words: allowsNonFinite ? ["NaN", "Infinity", "-Infinity"] : [])
    self = try parser.document()
  }
}

private struct JSONParser {
  let bytes: [UInt8]
  let file: String
  /// What is a value besides those of RFC 8259.
  let words: Set<String>
  private var index = 0
  private var line = 1
  /// Where the line begins.
  private var lineStart = 0

  init(bytes: [UInt8], file: String, words: Set<String>) {
    self.bytes = bytes
    self.file = file
    self.words = words
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      index = 3
      lineStart = 3
    }
  }

  private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

  private var place: Place { Place(file: file, line: line, column: index - lineStart + 1) }

  private func problem(_ message: String) -> Failure {
    Failure(.configuration, "not a JSON document: \(message)", at: place)
  }

  mutating func document() throws(Failure) -> YAMLNode {
    skipSpace()
    if next == nil { throw Failure(.configuration, "the file is empty", at: Place(file: file)) }
    let node = try value(depth: 0)
    skipSpace()
    if next != nil { throw problem("something follows its end") }
    return node
  }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
      index += 1
      if byte == 0x0A {
        line += 1
        lineStart = index
      }
    }
  }

  private mutating func take(_ byte: Character) -> Bool {
    skipSpace()
    guard next == byte.asciiValue else { return false }
    index += 1
    return true
  }

  private mutating func value(depth: Int) throws(Failure) -> YAMLNode {
    skipSpace()
    let here = place
    guard depth < 100 else { throw problem("nested too deeply") }
    switch next {
    case UInt8(ascii: "{"): return YAMLNode(.mapping(try members(depth)), at: here)
    case UInt8(ascii: "["): return YAMLNode(.sequence(try elements(depth)), at: here)
    case UInt8(ascii: "\""): return YAMLNode(.scalar(try string(), plain: false), at: here)
    case .some: return YAMLNode(.scalar(try word(), plain: true), at: here)
    case nil: throw problem("it ends early")
    }
  }

  private mutating func elements(_ depth: Int) throws(Failure) -> [YAMLNode] {
    index += 1
    var elements: [YAMLNode] = []
    if take("]") { return elements }
    repeat { elements.append(try value(depth: depth + 1)) } while take(",")
    guard take("]") else { throw problem("expected ',' or ']'") }
    return elements
  }

  private mutating func members(_ depth: Int) throws(Failure) -> [(key: YAMLNode, value: YAMLNode)] {
    index += 1
    var members: [(key: YAMLNode, value: YAMLNode)] = []
    var seen: Set<String> = []
    if take("}") { return members }
    repeat {
      skipSpace()
      let here = place
      guard next == UInt8(ascii: "\"") else { throw problem("expected a key in quotation marks") }
      let name = try string()
      guard seen.insert(name).inserted else {
        throw Failure(.configuration, "the key '\(name)' stands here twice", at: here, hint: "keep one of the two")
      }
      guard take(":") else { throw problem("expected ':'") }
      members.append((YAMLNode(.scalar(name, plain: false), at: here), try value(depth: depth + 1)))
    } while take(",")
    guard take("}") else { throw problem("expected ',' or '}'") }
    return members
  }

  /// A number or a word.
  private mutating func word() throws(Failure) -> String {
    let start = index
    while let byte = next, isWordByte(byte) { index += 1 }
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    if ["true", "false", "null"].contains(text) || Self.isNumber(bytes[start..<index]) || words.contains(text) {
      return text
    }
    index = start
    throw problem(text.isEmpty ? "expected a value" : "'\(text)' is no value")
  }

  private func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "+"), UInt8(ascii: "-"): true
    default: false
    }
  }

  /// `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?`
  private static func isNumber(_ bytes: ArraySlice<UInt8>) -> Bool {
    var rest = bytes
    func digits() -> Int {
      let count = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.count
      rest = rest.dropFirst(count)
      return count
    }
    if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
    let leadsWithZero = rest.first == UInt8(ascii: "0")
    let whole = digits()
    if whole == 0 || (leadsWithZero && whole > 1) { return false }
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      if digits() == 0 { return false }
    }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest = rest.dropFirst()
      if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
      if digits() == 0 { return false }
    }
    return rest.isEmpty
  }

  private mutating func string() throws(Failure) -> String {
    index += 1
    var text: [UInt8] = []
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        index += 1
        return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): try escape(into: &text)
      case 0..<0x20: throw problem("a control character in a text has to be escaped")
      default:
        text.append(byte)
        index += 1
      }
    }
    throw problem("a text does not end")
  }

  private mutating func escape(into text: inout [UInt8]) throws(Failure) {
    let escapes: [UInt8: UInt8] = [
      UInt8(ascii: "\""): UInt8(ascii: "\""), UInt8(ascii: "\\"): UInt8(ascii: "\\"),
      UInt8(ascii: "/"): UInt8(ascii: "/"), UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C,
      UInt8(ascii: "n"): 0x0A, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09,
    ]
    index += 1
    guard let byte = next else { throw problem("a text does not end") }
    if let meant = escapes[byte] {
      text.append(meant)
      index += 1
      return
    }
    guard byte == UInt8(ascii: "u") else { throw problem("there is no escape like this") }
    index += 1
    let first = try codeUnit()
    var scalar = Unicode.Scalar(first)
    if (0xD800..<0xDC00).contains(first), bytes[index...].starts(with: #"\u"#.utf8) {
      index += 2
      let second = try codeUnit()
      if (0xDC00..<0xE000).contains(second) {
        scalar = Unicode.Scalar(0x10000 + (UInt32(first - 0xD800) << 10) + UInt32(second - 0xDC00))
      }
    }
    guard let scalar else { throw problem("half of a surrogate pair is no character") }
    text += String(Character(scalar)).utf8
  }

  private mutating func codeUnit() throws(Failure) -> UInt16 {
    let digits = bytes[index...].prefix(4)
    guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let value = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw problem("expected four hexadecimal digits") }
    index += 4
    return value
  }
}
