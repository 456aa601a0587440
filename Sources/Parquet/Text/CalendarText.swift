/// Dates and times as ISO 8601 has them, in the proleptic Gregorian calendar.
enum CalendarText {
  /// A date by the days since 1970-01-01. Years beyond four digits get a sign.
  static func date(_ days: Int64) -> String {
    // Howard Hinnant's `civil_from_days`: years start in March, eras have 400 of them.
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    let sign = year < 0 ? "-" : year > 9999 ? "+" : ""
    return "\(sign)\(padded(year.magnitude, 4))-\(padded(month.magnitude, 2))-\(padded(day.magnitude, 2))"
  }

  /// A time of day; the fraction is left out when it is zero.
  static func time(_ value: Int64, _ unit: LogicalType.TimeUnit) -> String {
    let (seconds, fraction) = value.flooredQuotient(by: unit.perSecond)
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
    let text = "\(padded(hours.magnitude, 2)):\(padded(minutes.magnitude, 2)):\(padded((seconds % 60).magnitude, 2))"
    return fraction == 0 ? text : "\(text).\(padded(fraction.magnitude, unit.digits))"
  }

  static func timestamp(_ value: Int64, _ unit: LogicalType.TimeUnit) -> String {
    let (days, rest) = value.flooredQuotient(by: 86_400 * unit.perSecond)
    return "\(date(days))T\(time(rest, unit))"
  }

  static func padded(_ number: some BinaryInteger, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

extension Int64 {
  /// Quotient rounded down, and a remainder that is not negative.
  func flooredQuotient(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
