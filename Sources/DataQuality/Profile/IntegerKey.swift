import Scan

/// What tells integers apart that are too large for a number to tell: the same for the text of one and for its bits.
enum IntegerKey {
  /// From here on different integers are the same number.
  static let limit = 0x1p53

  /// Of the 64 bits of an integer, in two's complement where it is below zero.
  static func key(_ bits: UInt64) -> UInt64 { NumberCounts.hash(bits) }

  /// Of the digits of one, of any length, with a sign.
  static func key(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> UInt64 {
    let isNegative = bytes[range.lowerBound] == UInt8(ascii: "-")
    var bits: UInt64 = 0
    for index in range where (48...57).contains(bytes[index]) {
      let (tenfold, isTooLarge) = bits.multipliedReportingOverflow(by: 10)
      let (next, overflows) = tenfold.addingReportingOverflow(UInt64(bytes[index] - 48))
      if isTooLarge || overflows {
        var hash = CellHash()
        hash.add(bytes, range)
        return hash.low
      }
      bits = next
    }
    return key(isNegative ? 0 &- bits : bits)
  }
}
