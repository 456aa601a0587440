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
    guard let value = Decimal64.value(mantissa, exponent) else { return nil }
    // Beyond 18 digits an integer may not fit.
    if digits > 18, exponent == 0 { isInteger = isInteger && isLongInteger(bytes, range) }
    return isNegative ? -value : value
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

/// Eight digits read at once: three multiplications in place of eight (Lemire 2021, see `Decimal64`).
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

/// m · 10^e as the nearest Double.
///
/// Where both are small it is one exact operation (Clinger, "How to Read Floating Point Numbers Accurately", 1990);
/// else the product with a power of five of 128 bits (Lemire, "Number Parsing at a Gigabyte per Second", Software:
/// Practice and Experience 51, 2021), whose proof covers every 64-bit m.
public enum Decimal64 {
  // Literals, which are in the executable as they are: a table that is made at run time has to be asked for each time.

  public static let exactPowers: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
  ]

  /// - Parameter exponent: −22 to 0.
  /// - Returns: nil where the caller has to take the long way.
  @inlinable @inline(__always) public static func value(_ mantissa: UInt64, _ exponent: Int) -> Double? {
    if mantissa <= 1 << 53 { return unsafe Double(mantissa) / exactPowers.span[unchecked: -exponent] }
    if exponent == 0 { return Double(mantissa) }
    return product(mantissa, exponent)
  }

  /// 2^(63 + bits of 5^n) / 5^n + 1, rounded down to 128 bits, for n from 0 to 22.
  private static let reciprocals: [(high: UInt64, low: UInt64)] = [
    (0x8000000000000000, 0x0000000000000001),
    (0xCCCCCCCCCCCCCCCC, 0xCCCCCCCCCCCCCCCD),
    (0xA3D70A3D70A3D70A, 0x3D70A3D70A3D70A4),
    (0x83126E978D4FDF3B, 0x645A1CAC083126EA),
    (0xD1B71758E219652B, 0xD3C36113404EA4A9),
    (0xA7C5AC471B478423, 0x0FCF80DC33721D54),
    (0x8637BD05AF6C69B5, 0xA63F9A49C2C1B110),
    (0xD6BF94D5E57A42BC, 0x3D32907604691B4D),
    (0xABCC77118461CEFC, 0xFDC20D2B36BA7C3E),
    (0x89705F4136B4A597, 0x31680A88F8953031),
    (0xDBE6FECEBDEDD5BE, 0xB573440E5A884D1C),
    (0xAFEBFF0BCB24AAFE, 0xF78F69A51539D749),
    (0x8CBCCC096F5088CB, 0xF93F87B7442E45D4),
    (0xE12E13424BB40E13, 0x2865A5F206B06FBA),
    (0xB424DC35095CD80F, 0x538484C19EF38C95),
    (0x901D7CF73AB0ACD9, 0x0F9D37014BF60A11),
    (0xE69594BEC44DE15B, 0x4C2EBE687989A9B4),
    (0xB877AA3236A4B449, 0x09BEFEB9FAD487C3),
    (0x9392EE8E921D5D07, 0x3AFF322E62439FD0),
    (0xEC1E4A7DB69561A5, 0x2B31E9E3D06C32E6),
    (0xBCE5086492111AEA, 0x88F4BB1CA6BCF585),
    (0x971DA05074DA7BEE, 0xD3F6FC16EBCA5E04),
    (0xF1C90080BAF72CB1, 0x5324C68B12DD6339),
  ]

  public static func product(_ mantissa: UInt64, _ exponent: Int) -> Double? {
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
