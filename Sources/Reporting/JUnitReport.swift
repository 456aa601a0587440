import Core

/// JUnit XML in the shape that every CI reads: one suite, one case per rule; a warning is a pass with output, a hold
/// is a failure of its own type, since "skipped" would look green.
enum JUnitReport {
  static func render(_ report: StepReport) -> String {
    let failures = report.rules.count { $0.verdict >= .hold }
    let counts = "tests=\"\(report.rules.count)\" failures=\"\(failures)\" errors=\"0\" skipped=\"0\""
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
    text += "  <testsuite name=\"\(escape(report.title))\" \(counts)>\n"
    for rule in report.rules {
      text += "    <testcase classname=\"\(escape(report.title))\" name=\"\(escape(rule.id))\""
      switch rule.verdict {
      case .pass: text += "/>\n"
      case .warn: text += ">\n      <system-out>\(escape(rule.message))</system-out>\n    </testcase>\n"
      case .hold, .fail:
        text += ">\n      <failure type=\"\(rule.verdict.rawValue)\" message=\"\(escape(rule.message))\"/>\n"
        text += "    </testcase>\n"
      }
    }
    return text + "  </testsuite>\n</testsuites>\n"
  }

  private static func escape(_ text: String) -> String {
    var escaped = ""
    for scalar in text.printable.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&apos;"
      // XML 1.0 has no way to write these two.
      case "\u{FFFE}", "\u{FFFF}": escaped += "?"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
