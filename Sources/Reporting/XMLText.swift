/// Text in XML and HTML.
enum XMLText {
  /// - Parameter apostrophe: how the format at hand writes one: both know `&#39;`, only XML has always known `&apos;`.
  static func escaped(_ text: String, apostrophe: String = "&#39;") -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += apostrophe
      // XML 1.0 has no way to write these two.
      case "\u{FFFE}", "\u{FFFF}": escaped += "?"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
