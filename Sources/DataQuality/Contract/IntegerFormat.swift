/// How much room an integer takes: the standard's formats of integers.
package enum IntegerFormat: String, Sendable, CaseIterable {
  case i8, i16, i32, i64, i128
  case u8, u16, u32, u64, u128

  /// Whether some of its integers do not fit into 64 bits with a sign, so that the logical type alone would refuse them.
  package var isWide: Bool { self == .u64 || self == .i128 || self == .u128 }

  private var isSigned: Bool { rawValue.first == "i" }

  private var bits: Int { Int(rawValue.dropFirst()) ?? 0 }

  /// The greatest of its integers, and the size of the least.
  var ends: (least: UInt128, greatest: UInt128) {
    if isSigned { return (1 << (bits - 1), (1 << (bits - 1)) - 1) }
    return (0, UInt128.max >> (128 - bits))
  }

  /// Whether a text of digits, with a sign or without, is one of its integers.
  ///
  /// - Parameter range: not empty.
  func accepts(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool {
    var index = range.lowerBound
    let isNegative = bytes[index] == UInt8(ascii: "-")
    if isNegative || bytes[index] == UInt8(ascii: "+") { index += 1 }
    guard index < range.upperBound else { return false }
    let end = isNegative ? ends.least : ends.greatest
    var size: UInt128 = 0
    while index < range.upperBound {
      let digit = bytes[index] &- 48
      guard digit <= 9 else { return false }
      let (tenfold, overflow) = size.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tenfold.addingReportingOverflow(UInt128(digit))
      guard !overflow, !carry, sum <= end else { return false }
      size = sum
      index += 1
    }
    return true
  }

  /// The same of a number that is not written in digits alone, such as JSON's `1e3`.
  func accepts(_ value: Double) -> Bool {
    guard value == value.rounded() else { return false }
    let end = value < 0 ? ends.least : ends.greatest
    return UInt128(exactly: value.magnitude).map { $0 <= end } ?? false
  }
}
