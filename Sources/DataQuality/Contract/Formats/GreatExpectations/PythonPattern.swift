/// Python's regular expressions in PCRE2's words. Both mean the same by almost all; what differs is told here.
enum PythonPattern {
  static func translated(_ pattern: String) -> String {
    var text = ""
    var needsUnicode = false
    var rest = Substring(pattern)
    while let character = rest.popFirst() {
      guard character == "\\", let escaped = rest.popFirst() else {
        text.append(character)
        continue
      }
      switch escaped {
      // The very end; PCRE2's \Z lets a line end follow.
      case "Z": text += "\\z"
      case "u", "U":
        let count = escaped == "u" ? 4 : 8
        let digits = rest.prefix(count)
        if digits.count == count, digits.allSatisfy(\.isHexDigit) {
          text += "\\x{\(digits)}"
          rest = rest.dropFirst(count)
        } else {
          text += "\\\(escaped)"
        }
      case "d", "D", "w", "W", "s", "S", "b", "B":
        needsUnicode = true
        text += "\\\(escaped)"
      default: text += "\\\(escaped)"
      }
    }
    // Letters, digits and spaces of all scripts, as Python has them.
    return needsUnicode ? "(*UCP)\(text)" : text
  }
}
