import Scan

/// Dates and times as ISO 8601 has them.
enum MomentText {
  /// - Parameters:
  ///   - seconds: since 1970-01-01T00:00:00, or of the day; exact to the microsecond.
  ///   - type: `date`, `time` or `timestamp`.
  static func text(_ seconds: Double, _ type: ColumnType) -> String {
    let whole = seconds.rounded(.down)
    guard let total = Int(exactly: whole) else { return "\(seconds)" }
    let day = total >= 0 ? total / 86_400 : (total - 86_399) / 86_400
    if type == .date { return date(day) }
    let time = clock(total - day * 86_400, Int(((seconds - whole) * 1_000_000).rounded()))
    return type == .time ? time : "\(date(day))T\(time)"
  }

  private static func clock(_ seconds: Int, _ microseconds: Int) -> String {
    let text = "\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
    return microseconds == 0 ? text : "\(text).\(padded(microseconds, 6))"
  }

  /// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days.
  private static func date(_ days: Int) -> String {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    let year = yearOfEra + era * 400 + (month < 10 ? 0 : 1)
    return
      "\(padded(year, 4))-\(padded(month < 10 ? month + 3 : month - 9, 2))-\(padded(dayOfYear - (153 * month + 2) / 5 + 1, 2))"
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
