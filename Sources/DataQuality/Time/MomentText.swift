import Core
import Scan

/// Dates and times as ISO 8601 has them.
enum MomentText {
  /// - Parameters:
  ///   - seconds: since 1970-01-01T00:00:00, or of the day; exact to the microsecond.
  ///   - type: `date`, `time` or `timestamp`.
  static func text(_ seconds: Double, _ type: ColumnType) -> String {
    guard let civil = CivilDate(of: seconds) else { return "\(seconds)" }
    let date = "\(padded(civil.year, 4))-\(padded(civil.month, 2))-\(padded(civil.day, 2))"
    if type == .date { return date }
    let time = clock(seconds - (seconds / 86_400).rounded(.down) * 86_400)
    return type == .time ? time : "\(date)T\(time)"
  }

  private static func clock(_ seconds: Double) -> String {
    let whole = Int(seconds)
    let microseconds = Int(((seconds - Double(whole)) * 1_000_000).rounded())
    let text = "\(padded(whole / 3600, 2)):\(padded(whole / 60 % 60, 2)):\(padded(whole % 60, 2))"
    return microseconds == 0 ? text : "\(text).\(padded(microseconds, 6))"
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
