/// SQL's LIKE: `%` is any text and `_` any character; capitals and small letters differ.
enum LikePattern {
  /// - Parameter escape: makes the character after it mean itself.
  /// - Returns: nil where nothing follows an escape.
  static func regularExpression(_ pattern: String, escape: Character?) -> String? {
    var expression = #"(?s)\A"#
    var isEscaped = false
    for character in pattern {
      if !isEscaped, character == escape {
        isEscaped = true
        continue
      }
      switch character {
      case "%" where !isEscaped: expression += ".*"
      case "_" where !isEscaped: expression += "."
      default: expression += RegularExpression.literal(String(character))
      }
      isEscaped = false
    }
    return isEscaped ? nil : expression + #"\z"#
  }
}

extension RegularExpression {
  /// An expression that finds a text itself.
  static func literal(_ text: String) -> String {
    var expression = ""
    for scalar in text.unicodeScalars {
      // Among ASCII what is neither letter nor digit may mean something; with a backslash it never does.
      if scalar.isASCII, !scalar.properties.isAlphabetic, !("0"..."9").contains(scalar) {
        expression += scalar.value < 0x20 || scalar.value == 0x7F ? "\\x{\(String(scalar.value, radix: 16))}" : "\\"
        if scalar.value < 0x20 || scalar.value == 0x7F { continue }
      }
      expression.unicodeScalars.append(scalar)
    }
    return expression
  }
}
