/// Text that becomes part of a YAML document, written so that every parser reads the same text back.
package enum YAMLText {
  /// A scalar that is text, whatever it looks like: plain where nothing can be misread, else in single quotes, else in
  /// double quotes with escapes. Good in block and in flow style, as a value and, up to the 1,024 characters that YAML
  /// allows there, as a key.
  package static func scalar(_ text: String) -> String {
    if isPlain(text) { return text }
    if text.unicodeScalars.allSatisfy({ !needsEscape($0) }) {
      let halves = text.unicodeScalars.split(separator: "'", omittingEmptySubsequences: false)
      return "'" + halves.map { String($0) }.joined(separator: "''") + "'"
    }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\\(scalar)"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      case _ where needsEscape(scalar): quoted += escape(scalar)
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  /// A comment of one line, without the `#`: what cannot stand in one is escaped.
  package static func comment(_ text: String) -> String {
    var line = ""
    for scalar in text.unicodeScalars {
      if needsEscape(scalar) { line += escape(scalar) } else { line.unicodeScalars.append(scalar) }
    }
    return line
  }

  /// Letters, digits and a few harmless signs, starting with a letter, and no word that YAML 1.1 or 1.2 reads as
  /// something else than text.
  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.utf8.first, isLetter(first) || "_/".utf8.contains(first), text.utf8.last != 0x20 else {
      return false
    }
    guard text.utf8.allSatisfy({ isLetter($0) || (48...57).contains($0) || " _./+-()".utf8.contains($0) }) else {
      return false
    }
    return !words.contains(text.lowercased())
  }

  private static let words: Set<String> = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"]

  private static func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte) || (97...122).contains(byte) }

  /// What YAML does not allow as it is, and what a reader could not see or would be deceived by.
  private static func needsEscape(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0xAD, 0x061C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF: true
    // Noncharacters, the last two of each plane among them.
    case 0xFDD0...0xFDEF: true
    default: scalar.value & 0xFFFE == 0xFFFE || scalar.properties.generalCategory == .privateUse
    }
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let (letter, width) = scalar.value < 0x100 ? ("x", 2) : scalar.value < 0x10000 ? ("u", 4) : ("U", 8)
    return "\\\(letter)" + String(repeating: "0", count: width - digits.count) + digits
  }
}
