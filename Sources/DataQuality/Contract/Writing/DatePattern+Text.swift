import Core

extension DatePattern {
  /// A moment in this shape, in UTC where it has a zone.
  ///
  /// - Parameter seconds: since 1970-01-01T00:00:00Z, or of the day where the shape has no date.
  /// - Returns: nil where the shape cannot say it exactly.
  func text(_ seconds: Double) -> String? {
    // The years from 0 to 9999.
    let seconds = seconds + Double(zone.seconds)
    guard seconds >= -62_167_219_200, seconds < 253_402_300_800 else { return nil }
    let whole = seconds.rounded(.down)
    let total = Int(whole)
    let day = total >= 0 ? total / 86_400 : (total - 86_399) / 86_400
    let date = CivilDate(daysSinceEpoch: day)
    let clock = total - day * 86_400
    var bytes: [UInt8] = []
    for element in elements {
      switch element {
      case .literal(let byte): bytes.append(byte)
      case .zone: bytes.append(UInt8(ascii: "Z"))
      case .field(let field, let digits):
        let value =
          switch field {
          case .year: date.year
          case .month: date.month
          case .day: date.day
          case .hour: clock / 3600
          case .minute: clock / 60 % 60
          case .second: clock % 60
          case .fraction: Self.fraction(seconds - whole, digits)
          }
        let text = String(value)
        bytes += String(repeating: "0", count: max(0, digits - text.utf8.count)).utf8 + Array(text.utf8)
      }
    }
    return parse(bytes[...]) == seconds - Double(zone.seconds) ? String(decoding: bytes, as: UTF8.self) : nil
  }

  private static func fraction(_ seconds: Double, _ digits: Int) -> Int {
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    return Int((seconds * scale).rounded())
  }
}
