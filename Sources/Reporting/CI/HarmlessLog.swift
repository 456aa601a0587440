/// Text in the log of a CI system that takes commands from it.
package enum HarmlessLog {
  /// The text, with nothing in it that GitHub (`::` at the start of a line, `##[` anywhere), Azure (`##vso[`) or TeamCity
  /// (`##teamcity[`) would take for a command: a space goes between the two characters. Some of their readers compare
  /// as people do, so invisible characters in between hide nothing.
  package static func text(_ text: String) -> String {
    var harmless = ""
    // The visible characters of the line so far, and the last of them.
    var count = 0
    var last: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      if scalar == "#", last == "#" { harmless += " " }
      if scalar == ":", last == ":", count == 1 { harmless += " " }
      harmless.unicodeScalars.append(scalar)
      if scalar == "\n" {
        count = 0
        last = nil
      } else if scalar.properties.isWhitespace {
        // It may stand before a command, and not within the two characters.
        last = nil
      } else if !isInvisible(scalar) {
        count += 1
        last = scalar
      }
    }
    return harmless
  }

  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isDefaultIgnorableCodePoint || scalar.properties.generalCategory == .control
  }
}
