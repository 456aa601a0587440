/// Decimal numbers that are stored as an integer and a scale.
package enum DecimalText {
  /// - Parameters:
  ///   - unscaled: the integer, in decimal notation.
  ///   - scale: how many of its digits stand behind the point.
  package static func text(_ unscaled: String, scale: Int) -> String {
    if scale == 0 { return unscaled }
    let sign = unscaled.hasPrefix("-") ? "-" : ""
    let digits = unscaled.dropFirst(sign.count)
    let all = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
    return "\(sign)\(all.dropLast(scale)).\(all.suffix(scale))"
  }

  /// The integer that big-endian bytes in two's complement are; nil when there are more than sixteen of them.
  package static func value(_ bytes: RawSpan) -> Int128? {
    if bytes.byteCount > 16 { return nil }
    var value: Int128 = bytes.byteCount > 0 && bytes.byte(at: 0) >= 0x80 ? -1 : 0
    for index in 0..<bytes.byteCount { value = value << 8 | Int128(bytes.byte(at: index)) }
    return value
  }

  /// The integer that big-endian bytes in two's complement are, in decimal notation; 0 for no bytes.
  package static func integer(_ bytes: RawSpan) -> String {
    guard bytes.byteCount > 0 else { return "0" }
    let isNegative = bytes.byte(at: 0) >= 0x80
    if let value = value(bytes) { return String(value) }
    // Digits to the base of 10^9, least significant first.
    var limbs: [UInt64] = [0]
    for index in 0..<bytes.byteCount {
      // The magnitude of a negative number is the complement, and one more.
      var carry = UInt64(isNegative ? ~bytes.byte(at: index) : bytes.byte(at: index))
      if isNegative, index == bytes.byteCount - 1 { carry += 1 }
      for limb in limbs.indices {
        let value = limbs[limb] << 8 + carry
        limbs[limb] = value % 1_000_000_000
        carry = value / 1_000_000_000
      }
      if carry > 0 { limbs.append(carry) }
    }
    let head = String(limbs[limbs.count - 1])
    return limbs.dropLast().reversed().reduce((isNegative ? "-" : "") + head) { $0 + CalendarText.padded($1, 9) }
  }
}
