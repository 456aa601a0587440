/// The timestamps of early Impala, Hive and Spark: nanoseconds in the day, then the Julian day, little-endian. They
/// span more than 64-bit nanoseconds can.
package struct Int96Timestamp: Comparable, Sendable {
  /// Since 1970-01-01.
  package let days: Int64
  /// In the day: 0..<86_400_000_000_000.
  package let nanoseconds: Int64

  private static let perDay: Int64 = 86_400_000_000_000

  /// - Parameter bytes: the twelve of a value.
  package init(_ bytes: RawSpan) {
    precondition(bytes.byteCount == 12)
    let (days, rest) = Int64(bitPattern: bytes.word(at: 0)).flooredQuotient(by: Self.perDay)
    self.days = Int64(Int32(bitPattern: bytes.halfWord(at: 8))) - 2_440_588 + days
    nanoseconds = rest
  }

  /// Nanoseconds since 1970-01-01T00:00:00; nil when 64 bits do not hold them.
  package var sinceEpoch: Int64? {
    let exact = Int128(days) * Int128(Self.perDay) + Int128(nanoseconds)
    return Int64(exactly: exact)
  }

  package var text: String { "\(CalendarText.date(days))T\(CalendarText.time(nanoseconds, .nanoseconds))" }

  package static func < (a: Int96Timestamp, b: Int96Timestamp) -> Bool {
    (a.days, a.nanoseconds) < (b.days, b.nanoseconds)
  }
}
