/// OpenSSH's patterns (ssh_config(5), "PATTERNS").
enum Pattern {
  /// Whether some pattern matches and none that begins with `!` does.
  static func matches(_ text: String, anyOf patterns: [String]) -> Bool {
    var matched = false
    for pattern in patterns {
      if pattern.hasPrefix("!") {
        if matches(Array(text.utf8), Array(pattern.utf8.dropFirst())) { return false }
      } else if matches(Array(text.utf8), Array(pattern.utf8)) {
        matched = true
      }
    }
    return matched
  }

  /// `*` stands for any bytes, `?` for one. Takes at most the product of both lengths in steps.
  private static func matches(_ text: [UInt8], _ pattern: [UInt8]) -> Bool {
    var (t, p) = (0, 0)
    var star: (text: Int, pattern: Int)?
    while t < text.count {
      if p < pattern.count, pattern[p] == UInt8(ascii: "*") {
        star = (t, p)
        p += 1
      } else if p < pattern.count, pattern[p] == UInt8(ascii: "?") || pattern[p] == text[t] {
        t += 1
        p += 1
      } else if let last = star {
        // Let the last star take one byte more.
        star = (last.text + 1, last.pattern)
        t = last.text + 1
        p = last.pattern + 1
      } else {
        return false
      }
    }
    return pattern[p...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
