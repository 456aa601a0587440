import CScan
import Tables

/// Numbers in text, as `Number.parse` reads them and to the same bits, without its cost.
public enum FastNumber {
  /// What a cell that is not empty holds.
  public enum Reading: Equatable {
    case number(Double)
    /// NaN or an infinity, by name or because it is too large.
    case special(Double)
    case none
  }

  /// - Parameter range: not empty.
  @inlinable @inline(__always)
  public static func parse(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Reading {
    var isInteger = true
    if let value = decimal(bytes, range, &isInteger) { return .number(value) }
    return slow(bytes, range)
  }

  /// A number, or NaN for everything else.
  ///
  /// - Parameters:
  ///   - range: not empty.
  ///   - areIntegers: becomes false when the text is no integer as `isInteger` has it.
  @inlinable @inline(__always)
  public static func number(
    _ bytes: borrowing Span<UInt8>, _ range: Range<Int>, _ areIntegers: inout Bool
  ) -> Double {
    if let value = decimal(bytes, range, &areIntegers) { return value }
    areIntegers = areIntegers && isInteger(bytes, range)
    if case .number(let value) = slow(bytes, range) { return value }
    return .nan
  }

  /// Digits with at most one point, as nearly all numbers are written; nil for what the long way has to see.
  @inlinable @inline(__always)
  public static func decimal(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>, _ isInteger: inout Bool) -> Double? {
    var index = range.lowerBound
    let end = range.upperBound
    var byte = unsafe bytes[unchecked: index]
    let isNegative = byte == UInt8(ascii: "-")
    if isNegative || byte == UInt8(ascii: "+") {
      index &+= 1
      if index == end { return nil }
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
      isInteger = false
    }
    // An exponent, a word, or more digits than 64 bits hold: rare, and the standard library knows them all.
    if digits > 19, index == end { digits = significant(bytes, range, digits) }
    guard index == end, digits > 0, digits <= 19, exponent >= -22 else { return nil }
    let value = Self.nearest(mantissa, fraction: -exponent)
    // Beyond 18 digits an integer may not fit.
    if digits > 18, exponent == 0 { isInteger = isInteger && isLongInteger(bytes, range) }
    return isNegative ? -value : value
  }

  @usableFromInline static func nearest(_ mantissa: UInt64, fraction digits: Int) -> Double {
    cscan_decimal(mantissa, Int32(truncatingIfNeeded: digits))
  }

  /// How many of the digits stand behind leading zeros.
  @usableFromInline static func significant(
    _ bytes: borrowing Span<UInt8>, _ range: Range<Int>, _ digits: Int
  ) -> Int {
    var zeros = 0
    for index in range {
      let byte = bytes[index]
      if byte == UInt8(ascii: "0") { zeros += 1 }
      if byte >= UInt8(ascii: "1") { break }
    }
    return digits - zeros
  }

  /// Whether a number, or the name of one, may begin so; most texts do not.
  private static func mayBegin(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "i"), UInt8(ascii: "I"),
      UInt8(ascii: "n"), UInt8(ascii: "N"):
      true
    default: false
    }
  }

  @usableFromInline static func slow(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Reading {
    guard mayBegin(bytes[range.lowerBound]) else { return .none }
    guard let value = Number.parse(range.map { bytes[$0] }) else { return .none }
    return value.isFinite ? .number(value) : .special(value)
  }

  /// Digits with an optional sign, within 64 bits: as `Number.parseInteger` has it.
  ///
  /// - Parameter range: not empty.
  @inlinable @inline(__always)
  public static func isInteger(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool {
    var index = range.lowerBound
    let byte = unsafe bytes[unchecked: index]
    if byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") { index &+= 1 }
    let digits = range.upperBound &- index
    guard digits > 0 else { return false }
    while index < range.upperBound {
      if unsafe bytes[unchecked: index] &- 48 > 9 { return false }
      index &+= 1
    }
    return digits <= 18 || isLongInteger(bytes, range)
  }

  @usableFromInline static func isLongInteger(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool {
    Number.parseInteger(range.map { bytes[$0] }) != nil
  }
}

/// Eight digits read at once: three multiplications in place of eight (Lemire 2021, see `cscan_decimal`).
public enum Digits {
  /// - Parameter word: eight bytes, the first one lowest.
  /// - Returns: nil when they are not all digits.
  @inlinable @inline(__always) public static func eight(_ word: UInt64) -> UInt64? {
    let high = Word.repeating(0xF0)
    guard (word & high) | (((word &+ Word.repeating(0x06)) & high) >> 4) == Word.repeating(0x33) else { return nil }
    var value = ((word & Word.repeating(0x0F)) &* 2561) >> 8
    value = ((value & 0x00FF_00FF_00FF_00FF) &* 6_553_601) >> 16
    return ((value & 0x0000_FFFF_0000_FFFF) &* 42_949_672_960_001) >> 32
  }
}
