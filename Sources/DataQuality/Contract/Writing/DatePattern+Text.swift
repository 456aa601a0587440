extension DatePattern {
  /// A moment in this shape, in UTC where it has a zone.
  ///
  /// - Parameter seconds: since 1970-01-01T00:00:00Z, or of the day where the shape has no date.
  /// - Returns: nil where the shape cannot say it exactly.
  func text(_ seconds: Double) -> String? {
    // The years from 0 to 9999.
    guard seconds >= -62_167_219_200, seconds < 253_402_300_800 else { return nil }
    let whole = seconds.rounded(.down)
    let total = Int(whole)
    let day = total >= 0 ? total / 86_400 : (total - 86_399) / 86_400
    let (year, month, dayOfMonth) = Self.civil(day)
    let clock = total - day * 86_400
    var bytes: [UInt8] = []
    for element in elements {
      switch element {
      case .literal(let byte): bytes.append(byte)
      case .zone: bytes.append(UInt8(ascii: "Z"))
      case .field(let field, let digits):
        let value =
          switch field {
          case .year: year
          case .month: month
          case .day: dayOfMonth
          case .hour: clock / 3600
          case .minute: clock / 60 % 60
          case .second: clock % 60
          case .fraction: Self.fraction(seconds - whole, digits)
          }
        let text = String(value)
        bytes += String(repeating: "0", count: max(0, digits - text.utf8.count)).utf8 + Array(text.utf8)
      }
    }
    return parse(bytes[...]) == seconds ? String(decoding: bytes, as: UTF8.self) : nil
  }

  private static func fraction(_ seconds: Double, _ digits: Int) -> Int {
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    return Int((seconds * scale).rounded())
  }

  /// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days.
  private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    return (
      yearOfEra + era * 400 + (month < 10 ? 0 : 1), month < 10 ? month + 3 : month - 9,
      dayOfYear - (153 * month + 2) / 5 + 1
    )
  }
}
