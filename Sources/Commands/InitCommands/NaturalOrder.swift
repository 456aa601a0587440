/// The order people expect of names with numbers in them: `1.9.0` before `1.10.0`.
enum NaturalOrder {
  static func precedes(_ a: String, _ b: String) -> Bool {
    let (first, second) = (parts(a), parts(b))
    for (x, y) in zip(first, second) where x != y {
      // Numbers of any length: fewer digits, leading zeros dropped, are less.
      if let m = number(x), let n = number(y), m != n { return (m.count, m) < (n.count, n) }
      return x < y
    }
    return first.count == second.count ? a < b : first.count < second.count
  }

  /// Runs of digits and runs of other characters.
  private static func parts(_ text: String) -> [String] {
    var parts: [String] = []
    var wasDigit: Bool?
    for character in text {
      let isDigit = ("0"..."9").contains(character)
      if isDigit == wasDigit { parts[parts.count - 1].append(character) } else { parts.append(String(character)) }
      wasDigit = isDigit
    }
    return parts
  }

  private static func number(_ part: String) -> String? {
    guard let first = part.first, ("0"..."9").contains(first) else { return nil }
    return String(part.drop { $0 == "0" })
  }
}
