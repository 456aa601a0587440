import Scan

extension MomentText {
  /// A date with an optional time behind `T` or a space, with optional seconds, fraction and zone.
  ///
  /// - Returns: seconds since 1970-01-01T00:00:00Z, UTC where no zone is given; nil for what is no such date.
  static func parse(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Double? {
    let end = range.lowerBound + 10
    guard range.upperBound >= end, let day = DatePattern.date.parse(bytes, range.lowerBound..<end) else { return nil }
    if range.upperBound == end { return day }
    guard bytes[end] == UInt8(ascii: "T") || bytes[end] == UInt8(ascii: " ") else { return nil }
    var clock = (end + 1)..<range.upperBound
    var offset: Double? = 0
    for index in clock where !isClock(bytes[index]) {
      offset = zone?.parse(bytes, index..<range.upperBound)
      clock = clock.lowerBound..<index
      break
    }
    guard let offset, let time = clocks[clock.count]?.parse(bytes, clock) else { return nil }
    return day + time + offset
  }

  private static func isClock(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, UInt8(ascii: ":"), UInt8(ascii: "."): true
    default: false
    }
  }

  private static let zone = DatePattern("XXX")

  /// By length.
  private static let clocks: [Int: DatePattern] = {
    let fractions = (1...9).map { "HH:mm:ss." + String(repeating: "S", count: $0) }
    let patterns = (["HH:mm", "HH:mm:ss"] + fractions).compactMap { DatePattern($0) }
    return Dictionary(patterns.map { ($0.text.utf8.count, $0) }) { first, _ in first }
  }()
}
