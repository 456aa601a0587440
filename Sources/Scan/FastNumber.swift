import Tables

/// Numbers in text, as `Number.parse` reads them and to the same bits, without its cost.
package enum FastNumber {
  /// What a cell that is not empty holds.
  package enum Reading: Equatable {
    case number(Double)
    /// NaN or an infinity, by name or because it is too large.
    case special(Double)
    case none
  }

  /// - Parameter range: not empty.
  @inline(__always)
  package static func parse(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Reading {
    var index = range.lowerBound
    let end = range.upperBound
    var byte = unsafe bytes[unchecked: index]
    let isNegative = byte == UInt8(ascii: "-")
    if isNegative || byte == UInt8(ascii: "+") {
      index &+= 1
      if index == end { return .none }
    }
    var mantissa: UInt64 = 0
    var digits = 0
    var exponent = 0
    let first = index
    while index < end {
      byte = unsafe bytes[unchecked: index] &- 48
      if byte > 9 { break }
      mantissa = mantissa &* 10 &+ UInt64(byte)
      index &+= 1
    }
    digits = index &- first
    if index < end, unsafe bytes[unchecked: index] == UInt8(ascii: ".") {
      index &+= 1
      let fraction = index
      while index &+ 8 <= end, let eight = Digits.eight(Word.load(bytes, index)) {
        mantissa = mantissa &* 100_000_000 &+ eight
        index &+= 8
      }
      while index < end {
        byte = unsafe bytes[unchecked: index] &- 48
        if byte > 9 { break }
        mantissa = mantissa &* 10 &+ UInt64(byte)
        index &+= 1
      }
      exponent = fraction &- index
      digits &+= index &- fraction
    }
    // An exponent, a word, or more digits than 64 bits hold: rare, and the standard library knows them all.
    guard index == end, digits > 0, digits <= 19, exponent >= -22 else { return slow(bytes, range) }
    guard let value = Decimal64.value(mantissa, exponent) else { return slow(bytes, range) }
    return .number(isNegative ? -value : value)
  }

  private static func slow(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Reading {
    guard let value = Number.parse(range.map { bytes[$0] }) else { return .none }
    return value.isFinite ? .number(value) : .special(value)
  }

  /// Digits with an optional sign, within 64 bits: as `Number.parseInteger` has it.
  ///
  /// - Parameter range: not empty.
  @inline(__always)
  package static func isInteger(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool {
    var index = range.lowerBound
    let byte = unsafe bytes[unchecked: index]
    if byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") { index &+= 1 }
    let digits = range.upperBound &- index
    guard digits > 0 else { return false }
    while index < range.upperBound {
      if unsafe bytes[unchecked: index] &- 48 > 9 { return false }
      index &+= 1
    }
    return digits <= 18 || Number.parseInteger(range.map { bytes[$0] }) != nil
  }
}

/// Eight digits read at once: three multiplications in place of eight (Lemire 2021, see `Decimal64`).
enum Digits {
  /// - Parameter word: eight bytes, the first one lowest.
  /// - Returns: nil when they are not all digits.
  @inline(__always) static func eight(_ word: UInt64) -> UInt64? {
    let high = Word.repeating(0xF0)
    guard (word & high) | (((word &+ Word.repeating(0x06)) & high) >> 4) == Word.repeating(0x33) else { return nil }
    var value = ((word & Word.repeating(0x0F)) &* 2561) >> 8
    value = ((value & 0x00FF_00FF_00FF_00FF) &* 6_553_601) >> 16
    return ((value & 0x0000_FFFF_0000_FFFF) &* 42_949_672_960_001) >> 32
  }
}

/// m · 10^e as the nearest Double.
///
/// Where both are small it is one exact operation (Clinger, "How to Read Floating Point Numbers Accurately", 1990);
/// else the product with a power of five of 128 bits (Lemire, "Number Parsing at a Gigabyte per Second", Software:
/// Practice and Experience 51, 2021), whose proof covers every 64-bit m.
enum Decimal64 {
  private static let exactPowers: [Double] = (0...22).map { power in (0..<power).reduce(1.0) { value, _ in value * 10 }
  }

  /// - Parameter exponent: −22 to 0.
  /// - Returns: nil where the caller has to take the long way.
  @inline(__always) static func value(_ mantissa: UInt64, _ exponent: Int) -> Double? {
    if mantissa <= 1 << 53 { return unsafe Double(mantissa) / exactPowers.span[unchecked: -exponent] }
    if exponent == 0 { return Double(mantissa) }
    return product(mantissa, exponent)
  }

  /// 2^(63 + bits of 5^n) / 5^n + 1, rounded down to 128 bits, for n from 0 to 22.
  private static let reciprocals: [(high: UInt64, low: UInt64)] = (0...22).map { power in
    let divisor = (0..<power).reduce(UInt128(1)) { value, _ in value * 5 }
    var bits = 0
    while UInt128(1) << bits < divisor { bits += 1 }
    // Long division of 2^(bits + 127), one bit at a time.
    var remainder: UInt128 = 0
    var quotient: UInt128 = 0
    for bit in stride(from: bits + 127, through: 0, by: -1) {
      remainder = remainder << 1 | (bit == bits + 127 ? 1 : 0)
      quotient <<= 1
      if remainder >= divisor {
        remainder -= divisor
        quotient |= 1
      }
    }
    quotient += 1
    return (UInt64(truncatingIfNeeded: quotient >> 64), UInt64(truncatingIfNeeded: quotient))
  }

  private static func product(_ mantissa: UInt64, _ exponent: Int) -> Double? {
    let leading = mantissa.leadingZeroBitCount
    let normalised = mantissa << UInt64(leading)
    let power = reciprocals[-exponent]
    var (high, low) = normalised.multipliedFullWidth(by: power.high)
    if high & 0x1FF == 0x1FF {
      let second = normalised.multipliedFullWidth(by: power.low).high
      let (sum, carry) = low.addingReportingOverflow(second)
      low = sum
      if carry { high &+= 1 }
    }
    let upper = high >> 63
    let shift = upper + 9
    var digits = high >> shift
    var exponentOfTwo = ((217_706 * exponent) >> 16) + 63 + Int(upper) - leading + 1023
    // Exactly between two: to the even one.
    if low <= 1, exponent >= -4, digits & 3 == 1, digits << shift == high { digits &= ~1 }
    digits += digits & 1
    digits >>= 1
    if digits >= 1 << 53 {
      digits = 1 << 52
      exponentOfTwo += 1
    }
    return Double(bitPattern: UInt64(exponentOfTwo) << 52 | digits & ((1 << 52) - 1))
  }
}
