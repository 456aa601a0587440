/// Whether a text is a JSON document by the grammar of RFC 8259, nested at most 512 deep; no value of it is made.
struct JSONSyntax {
  private var index: Int
  private let end: Int
  private static let depth = 512

  static func accepts(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool {
    var syntax = JSONSyntax(index: range.lowerBound, end: range.upperBound)
    guard syntax.value(bytes, depth) else { return false }
    syntax.skipSpace(bytes)
    return syntax.index == syntax.end
  }

  private init(index: Int, end: Int) {
    self.index = index
    self.end = end
  }

  private mutating func skipSpace(_ bytes: borrowing Span<UInt8>) {
    while index < end, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) { index += 1 }
  }

  /// Goes past a byte, if it is the next one.
  private mutating func take(_ byte: Unicode.Scalar, _ bytes: borrowing Span<UInt8>) -> Bool {
    guard index < end, bytes[index] == UInt8(ascii: byte) else { return false }
    index += 1
    return true
  }

  private mutating func value(_ bytes: borrowing Span<UInt8>, _ depth: Int) -> Bool {
    skipSpace(bytes)
    guard index < end, depth > 0 else { return false }
    switch bytes[index] {
    case UInt8(ascii: "{"): return list(bytes, depth, "}", areMembers: true)
    case UInt8(ascii: "["): return list(bytes, depth, "]", areMembers: false)
    case UInt8(ascii: "\""): return string(bytes)
    case UInt8(ascii: "t"): return word("true", bytes)
    case UInt8(ascii: "f"): return word("false", bytes)
    case UInt8(ascii: "n"): return word("null", bytes)
    default: return number(bytes)
    }
  }

  private mutating func list(
    _ bytes: borrowing Span<UInt8>, _ depth: Int, _ close: Unicode.Scalar, areMembers: Bool
  ) -> Bool {
    index += 1
    skipSpace(bytes)
    if take(close, bytes) { return true }
    while true {
      if areMembers {
        skipSpace(bytes)
        guard string(bytes) else { return false }
        skipSpace(bytes)
        guard take(":", bytes) else { return false }
      }
      guard value(bytes, depth - 1) else { return false }
      skipSpace(bytes)
      if take(close, bytes) { return true }
      guard take(",", bytes) else { return false }
    }
  }

  private mutating func string(_ bytes: borrowing Span<UInt8>) -> Bool {
    guard take("\"", bytes) else { return false }
    while index < end {
      if take("\"", bytes) { return true }
      if take("\\", bytes) {
        guard index < end, "\"\\/bfnrtu".utf8.contains(bytes[index]) else { return false }
        if take("u", bytes) {
          for _ in 0..<4 {
            guard index < end, TextFormat.isHexadecimal(bytes[index]) else { return false }
            index += 1
          }
          continue
        }
      } else if bytes[index] < 0x20 {
        return false
      }
      index += 1
    }
    return false
  }

  private mutating func word(_ text: StaticString, _ bytes: borrowing Span<UInt8>) -> Bool {
    for byte in text.description.utf8 {
      guard index < end, bytes[index] == byte else { return false }
      index += 1
    }
    return true
  }

  private mutating func number(_ bytes: borrowing Span<UInt8>) -> Bool {
    _ = take("-", bytes)
    if !take("0", bytes), !digits(bytes) { return false }
    if take(".", bytes), !digits(bytes) { return false }
    if take("e", bytes) || take("E", bytes) {
      if !take("+", bytes) { _ = take("-", bytes) }
      return digits(bytes)
    }
    return true
  }

  private mutating func digits(_ bytes: borrowing Span<UInt8>) -> Bool {
    let start = index
    while index < end, bytes[index] &- 48 <= 9 { index += 1 }
    return index > start
  }
}
