/// What stands between a JSON string's quotes: escapes (RFC 8259, section 7) and UTF-8 (RFC 3629).
package enum JSONString {
  /// Appends the text of a string that a tokenizer has accepted, as UTF-8.
  ///
  /// - Parameter range: between the quotes.
  package static func unescape(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>, into text: inout [UInt8]) {
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = bytes[index]
      if byte != UInt8(ascii: "\\") {
        text.append(byte)
        index += 1
      } else if let escape = escape(bytes, index, range.upperBound) {
        append(escape.scalar, to: &text)
        index += escape.length
      } else {
        preconditionFailure("an escape that no tokenizer has accepted")
      }
    }
  }

  /// What an escape stands for, a pair of surrogates for one scalar.
  ///
  /// - Parameter index: its backslash.
  /// - Returns: nil when there is no such escape before the end, or when it is half a pair.
  static func escape(_ bytes: borrowing Span<UInt8>, _ index: Int, _ end: Int) -> (scalar: UInt32, length: Int)? {
    guard index + 1 < end else { return nil }
    switch bytes[index + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return (UInt32(bytes[index + 1]), 2)
    case UInt8(ascii: "b"): return (0x08, 2)
    case UInt8(ascii: "f"): return (0x0C, 2)
    case UInt8(ascii: "n"): return (0x0A, 2)
    case UInt8(ascii: "r"): return (0x0D, 2)
    case UInt8(ascii: "t"): return (0x09, 2)
    default: break
    }
    guard let unit = codeUnit(bytes, index, end) else { return nil }
    if unit & 0xF800 != 0xD800 { return (unit, 6) }
    guard unit < 0xDC00, let second = codeUnit(bytes, index + 6, end), second & 0xFC00 == 0xDC00 else { return nil }
    return (0x10000 + (unit & 0x3FF) << 10 + second & 0x3FF, 12)
  }

  /// The sixteen bits of a backslash, a `u` and four hexadecimal digits.
  static func codeUnit(_ bytes: borrowing Span<UInt8>, _ index: Int, _ end: Int) -> UInt32? {
    guard index + 6 <= end, bytes[index] == UInt8(ascii: "\\"), bytes[index + 1] == UInt8(ascii: "u") else {
      return nil
    }
    var unit: UInt32 = 0
    for place in index + 2..<index + 6 {
      switch bytes[place] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): unit = unit << 4 | UInt32(bytes[place] - UInt8(ascii: "0"))
      case UInt8(ascii: "a")...UInt8(ascii: "f"): unit = unit << 4 | UInt32(bytes[place] - UInt8(ascii: "a") + 10)
      case UInt8(ascii: "A")...UInt8(ascii: "F"): unit = unit << 4 | UInt32(bytes[place] - UInt8(ascii: "A") + 10)
      default: return nil
      }
    }
    return unit
  }

  private static func append(_ scalar: UInt32, to text: inout [UInt8]) {
    func continuation(_ shift: UInt32) -> UInt8 { 0x80 | UInt8(scalar >> shift & 0x3F) }
    switch scalar {
    case 0..<0x80: text.append(UInt8(scalar))
    case 0x80..<0x800:
      text.append(0xC0 | UInt8(scalar >> 6))
      text.append(continuation(0))
    case 0x800..<0x10000:
      text.append(0xE0 | UInt8(scalar >> 12))
      text.append(continuation(6))
      text.append(continuation(0))
    default:
      text.append(0xF0 | UInt8(scalar >> 18))
      text.append(continuation(12))
      text.append(continuation(6))
      text.append(continuation(0))
    }
  }

  /// The length of the character of several bytes that begins here, as table 3-7 of the Unicode Standard has them: none
  /// longer than needed, no surrogates, nothing past U+10FFFF.
  ///
  /// - Returns: nil when there is none.
  @inline(__always) static func characterLength(_ bytes: borrowing Span<UInt8>, _ index: Int, _ end: Int) -> Int? {
    let lead = unsafe bytes[unchecked: index]
    let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    guard lead >= 0xC2, lead <= 0xF4, index &+ length <= end else { return nil }
    let second = unsafe bytes[unchecked: index &+ 1]
    let least: UInt8 = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80
    let most: UInt8 = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF
    if second < least || second > most { return nil }
    if length > 2, unsafe bytes[unchecked: index &+ 2] & 0xC0 != 0x80 { return nil }
    if length > 3, unsafe bytes[unchecked: index &+ 3] & 0xC0 != 0x80 { return nil }
    return length
  }
}
