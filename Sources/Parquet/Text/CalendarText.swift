import Core

/// Dates and times as ISO 8601 has them, in the proleptic Gregorian calendar.
enum CalendarText {
  /// A date by the days since 1970-01-01. Years beyond four digits get a sign.
  static func date(_ days: Int64) -> String {
    let date = CivilDate(daysSinceEpoch: Int(days))
    let sign = date.year < 0 ? "-" : date.year > 9999 ? "+" : ""
    return "\(sign)\(padded(date.year.magnitude, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))"
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
