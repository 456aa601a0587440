import Core

/// A date or time of fixed shape, described by the letters that the standard borrows from the JDK's
/// `DateTimeFormatter`: `yyyy MM dd HH mm ss`, fractions `SSS`, literal text, `'T'` (or `T`, as the standard's own
/// examples have it), and `X`, `XXX` or `Z` for a zone.
package struct DatePattern: Sendable, Equatable {
  enum Element: Sendable, Equatable {
    case field(Field, digits: Int)
    case literal(UInt8)
    /// `Z` or `+hh:mm`.
    case zone
  }

  enum Field: Character, Sendable, CaseIterable {
    case year = "y"
    case month = "M"
    case day = "d"
    case hour = "H"
    case minute = "m"
    case second = "s"
    case fraction = "S"
  }

  package let text: String
  let elements: [Element]
  /// Of moments whose text says no zone.
  private(set) var zone = DefaultZone.utc

  /// Nil when the pattern uses a letter that is not supported.
  package init?(_ text: String) {
    self.text = text
    var elements: [Element] = []
    var characters = Array(text)[...]
    while let first = characters.first {
      let run = characters.prefix { $0 == first }.count
      if first == "'" {
        guard let end = characters.dropFirst().firstIndex(of: "'") else { return nil }
        elements += String(characters[(characters.startIndex + 1)..<end]).utf8.map { .literal($0) }
        characters = characters[(end + 1)...]
        continue
      }
      if let field = Field(rawValue: first) {
        guard Self.widths(of: field).contains(run) else { return nil }
        elements.append(.field(field, digits: run))
      } else if first == "X" || first == "Z" || first == "x" {
        elements.append(.zone)
      } else if first.isLetter, first != "T" {
        return nil
      } else {
        elements += String(characters.prefix(run)).utf8.map { .literal($0) }
      }
      characters = characters.dropFirst(run)
    }
    self.elements = elements
  }

  /// Whether it says the day.
  var hasDate: Bool { has([.year, .month, .day]) }
  /// Whether it says the time of day.
  var hasTime: Bool { has([.hour, .minute, .second, .fraction]) }

  /// The same, moments being those of a zone where their text says none.
  func inZone(_ zone: DefaultZone) -> DatePattern {
    var pattern = self
    if !hasZone { pattern.zone = zone }
    return pattern
  }

  /// Whether it says the zone.
  var hasZone: Bool { elements.contains(.zone) }

  private func has(_ wanted: Set<Field>) -> Bool {
    elements.contains { if case .field(let field, _) = $0 { wanted.contains(field) } else { false } }
  }

  private static func widths(of field: Field) -> ClosedRange<Int> {
    switch field {
    case .year: 4...4
    case .fraction: 1...9
    default: 2...2
    }
  }

  /// ISO 8601 defaults of the three types.
  package static let date = known("yyyy-MM-dd")
  package static let timestamp = known("yyyy-MM-dd'T'HH:mm:ss")
  package static let time = known("HH:mm:ss")
  static let zonedTimestamp = known("yyyy-MM-dd'T'HH:mm:ssX")
  static let zonedTime = known("HH:mm:ssX")

  private static func known(_ text: String) -> DatePattern {
    DatePattern(text) ?? DatePattern(elements: [], text: text)
  }

  private init(elements: [Element], text: String) {
    self.elements = elements
    self.text = text
  }

  /// Seconds since 1970-01-01T00:00:00Z (of the day, where the pattern has no date); nil when the cell is not of
  /// this shape or names no real day or time.
  package func parse(_ cell: ArraySlice<UInt8>) -> Double? { parse(cell.span, 0..<cell.count) }

  /// The same for a part of some bytes.
  package func parse(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Double? {
    var index = range.lowerBound
    let end = range.upperBound
    var year = 1970
    var month = 1
    var day = 1
    var seconds = 0.0
    for element in elements {
      switch element {
      case .literal(let byte):
        guard index < end, bytes[index] == byte else { return nil }
        index += 1
      case .zone:
        guard let offset = Self.zone(bytes, &index, end) else { return nil }
        seconds -= offset
      case .field(let field, let digits):
        guard let value = Self.digits(bytes, &index, end, digits) else { return nil }
        switch field {
        case .year: year = value
        case .month: month = value
        case .day: day = value
        case .hour:
          guard value < 24 else { return nil }
          seconds += Double(value) * 3600
        case .minute:
          guard value < 60 else { return nil }
          seconds += Double(value) * 60
        case .second:
          guard value < 60 else { return nil }
          seconds += Double(value)
        case .fraction:
          var scale = 1.0
          for _ in 0..<digits { scale *= 10 }
          seconds += Double(value) / scale
        }
      }
    }
    guard index == end, (1...12).contains(month), (1...CivilDate.days(in: month, of: year)).contains(day) else {
      return nil
    }
    return Double(CivilDate(year: year, month: month, day: day).daysSinceEpoch) * 86_400 + seconds
      - Double(zone.seconds)
  }

  private static func digits(_ bytes: borrowing Span<UInt8>, _ index: inout Int, _ end: Int, _ count: Int) -> Int? {
    guard end - index >= count else { return nil }
    var value = 0
    for _ in 0..<count {
      let digit = bytes[index] &- 48
      guard digit <= 9 else { return nil }
      value = value * 10 + Int(digit)
      index += 1
    }
    return value
  }

  /// Seconds east of Greenwich.
  private static func zone(_ bytes: borrowing Span<UInt8>, _ index: inout Int, _ end: Int) -> Double? {
    guard index < end else { return nil }
    let sign = bytes[index]
    index += 1
    if sign == UInt8(ascii: "Z") { return 0 }
    guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), let hours = digits(bytes, &index, end, 2), hours < 24
    else { return nil }
    if index < end, bytes[index] == UInt8(ascii: ":") { index += 1 }
    let minutes = index == end ? 0 : digits(bytes, &index, end, 2)
    guard let minutes, minutes < 60 else { return nil }
    return Double(hours * 3600 + minutes * 60) * (sign == UInt8(ascii: "-") ? -1 : 1)
  }
}
