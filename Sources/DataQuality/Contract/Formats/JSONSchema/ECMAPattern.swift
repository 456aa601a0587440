/// JavaScript's regular expressions in PCRE2's words. Both mean the same by almost all; what differs is told here.
enum ECMAPattern {
  static func translated(_ pattern: String) -> String {
    var text = ""
    var isInClass = false
    var rest = Substring(pattern)
    while let character = rest.popFirst() {
      switch character {
      case "\\":
        guard let escaped = rest.popFirst() else { return text + "\\" }
        let digits = rest.prefix(4)
        if escaped == "u", digits.count == 4, digits.allSatisfy(\.isHexDigit) {
          text += "\\x{\(digits)}"
          rest = rest.dropFirst(4)
        } else {
          text += "\\\(escaped)"
        }
      // The very end: PCRE2's lets a line end follow.
      case "$" where !isInClass: text += "\\z"
      case "[" where !isInClass:
        isInClass = true
        text.append(character)
      // In a class it is itself, where PCRE2 takes it for the beginning of a named one.
      case "[": text += "\\["
      case "]":
        isInClass = false
        text.append(character)
      default: text.append(character)
      }
    }
    return text
  }
}
