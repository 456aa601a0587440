/// How a cell's text is read as a number.
package enum Number {
  /// Decimal notation with an optional sign, fraction and exponent (`-1`, `.5`, `2e-3`), no spaces; `nan`, `inf`
  /// and `infinity` in any case and with a sign are read as such, so that callers can name them. Nil for all else.
  ///
  /// The digits are converted by the standard library, correctly rounded.
  @_specialize(where Bytes == [UInt8]) @_specialize(where Bytes == ArraySlice<UInt8>)
  package static func parse<Bytes: BidirectionalCollection<UInt8>>(_ bytes: Bytes) -> Double? {
    var digits = 0
    for byte in bytes {
      switch byte {
      case 48...57: digits += 1
      case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."): continue
      case UInt8(ascii: "e"), UInt8(ascii: "E"): if digits == 0 { return nil }
      default: return word(bytes)
      }
    }
    return digits == 0 ? nil : Double(String(decoding: bytes, as: UTF8.self))
  }

  /// Digits with an optional sign: no fraction, no exponent, within 64 bits.
  package static func parseInteger(_ bytes: some BidirectionalCollection<UInt8>) -> Int? {
    Int(String(decoding: bytes, as: UTF8.self))
  }

  private static func word(_ bytes: some BidirectionalCollection<UInt8>) -> Double? {
    guard bytes.count <= 9 else { return nil }
    switch String(decoding: bytes, as: UTF8.self).lowercased() {
    case "nan", "+nan", "-nan": return .nan
    case "inf", "infinity", "+inf", "+infinity": return .infinity
    case "-inf", "-infinity": return -.infinity
    default: return nil
    }
  }
}
