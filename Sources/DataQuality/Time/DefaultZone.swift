/// The time zone of moments that say none.
package enum DefaultZone: Sendable, Equatable {
  /// Seconds east of Greenwich, always.
  case offset(Int)
  /// A region, such as `Europe/Berlin`, whose clocks are set back and forth: what they show is not one moment everywhere.
  case region(String)

  package static let utc = DefaultZone.offset(0)

  /// - Parameter name: of a region, or an offset: `UTC`, `+02:00`, `UTC+2`, `Etc/GMT-2`, whose sign says west as POSIX has it.
  ///   Nil for what is neither.
  init?(_ name: String) {
    var text = name[...]
    let isPOSIX = text.hasPrefix("Etc/")
    if isPOSIX { text = text.dropFirst(4) }
    if text == "Z" || text == "Zulu" || text == "UCT" || text == "Universal" || text == "Greenwich" { text = "UTC" }
    for prefix in ["UTC", "GMT"] where text.hasPrefix(prefix) {
      text = text.dropFirst(3)
      if text.isEmpty || text == "0" {
        self = .utc
        return
      }
      break
    }
    if let sign = text.first, sign == "+" || sign == "-" {
      guard let seconds = Self.seconds(text.dropFirst()) else { return nil }
      self = .offset((sign == "-") != isPOSIX ? -seconds : seconds)
      return
    }
    // The names of the time zone database: letters, with a slash but for a few old ones.
    guard !isPOSIX, text.count == name.count, let first = name.first, first.isASCII, first.isLetter,
      name.utf8.allSatisfy({ Self.isPartOfName($0) })
    else { return nil }
    self = .region(name)
  }

  private static func isPartOfName(_ byte: UInt8) -> Bool {
    let letter = byte | 0x20
    return (97...122).contains(letter) || (48...57).contains(byte) || [45, 43, 47, 95].contains(byte)
  }

  /// Of `h`, `hh`, `hhmm` or `hh:mm`.
  private static func seconds(_ text: Substring) -> Int? {
    let digits = text.filter { $0 != ":" }
    guard (1...4).contains(digits.count), digits.count != 3, digits.allSatisfy({ $0.isASCII && $0.isNumber }),
      text.count == digits.count || (text.count == 5 && text.dropFirst(2).first == ":"),
      let hours = Int(digits.prefix(2)), hours < 24, let minutes = Int("0\(digits.dropFirst(2))"), minutes < 60
    else { return nil }
    return hours * 3600 + minutes * 60
  }

  /// Seconds east of Greenwich that moments are moved by; those of a region stay as its clocks show them.
  var seconds: Int { if case .offset(let seconds) = self { seconds } else { 0 } }

  /// As a contract says it.
  var name: String {
    switch self {
    case .region(let name): return name
    case .offset(0): return "UTC"
    case .offset(let seconds):
      let minutes = seconds.magnitude / 60
      func two(_ value: UInt) -> String { value < 10 ? "0\(value)" : "\(value)" }
      return "\(seconds < 0 ? "-" : "+")\(two(minutes / 60)):\(two(minutes % 60))"
    }
  }
}
