import FoundationEssentials

/// A moment in UTC, to the second: what the ledger, approvals and environments record.
package struct Timestamp: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// Seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
  package let seconds: Int64

  package init(seconds: Int64) { self.seconds = seconds }

  /// Reads RFC 3339 in UTC, such as `2026-11-23T10:00:00Z`; nil for anything else.
  package init?(_ text: String) {
    guard text.utf8.count == 20, text.hasSuffix("Z"),
      let date = try? Date(text, strategy: .iso8601)
    else { return nil }
    seconds = Int64(date.timeIntervalSince1970.rounded())
    // The strategy is lenient about overflowing fields ("02-31"); what it read must be what was written.
    guard description == text else { return nil }
  }

  package var description: String {
    Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601)
  }

  package static func < (a: Timestamp, b: Timestamp) -> Bool { a.seconds < b.seconds }

  package func advanced(by duration: Span) -> Timestamp { Timestamp(seconds: seconds + duration.seconds) }

  package func since(_ other: Timestamp) -> Span { Span(seconds: seconds - other.seconds) }

  /// A length of time in whole seconds, written as people write it in a policy: `90s`, `30m`, `12h`, `7d`, `2w`.
  package struct Span: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let seconds: Int64

    package init(seconds: Int64) { self.seconds = seconds }

    package init?(_ text: String) {
      guard let unit = text.last, let scale = Self.units.first(where: { $0.name == unit })?.seconds,
        let count = Int64(text.dropLast()), count >= 0, text.first?.isNumber == true
      else { return nil }
      let (product, overflow) = count.multipliedReportingOverflow(by: scale)
      guard !overflow else { return nil }
      seconds = product
    }

    /// In the largest unit that divides it, `0s` for none.
    package var description: String {
      let unit = Self.units.first { seconds != 0 && seconds % $0.seconds == 0 } ?? ("s", 1)
      return "\(seconds / unit.seconds)\(unit.name)"
    }

    package static func < (a: Span, b: Span) -> Bool { a.seconds < b.seconds }

    private static let units: [(name: Character, seconds: Int64)] =
      [("w", 604_800), ("d", 86_400), ("h", 3600), ("m", 60), ("s", 1)]
  }
}
