/// The day of the Gregorian calendar in which a moment lies, in UTC.
struct CivilDay {
  let year: Int
  let month: Int
  let day: Int

  /// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days.
  ///
  /// - Parameter seconds: since 1970-01-01T00:00:00Z.
  /// - Returns: nil where that is millions of years away.
  init?(_ seconds: Double) {
    guard seconds.magnitude < 1e15 else { return nil }
    let days = Int((seconds / 86_400).rounded(.down)) + 719_468
    let era = (days >= 0 ? days : days - 146_096) / 146_097
    let dayOfEra = days - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shifted + 2) / 5 + 1
    month = shifted < 10 ? shifted + 3 : shifted - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }
}
