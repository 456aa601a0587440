import Core

/// JUnit XML in the shape that every CI reads: one suite, one case per rule; a warning is a pass with output, a hold
/// is a failure of its own type, since "skipped" would look green.
enum JUnitReport {
  static func render(_ report: StepReport) -> String {
    let failures = report.rules.count { $0.verdict >= .hold }
    let counts = "tests=\"\(report.rules.count)\" failures=\"\(failures)\" errors=\"0\" skipped=\"0\""
    let suite = escape(report.title.cut(to: 300))
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
    text += "  <testsuite name=\"\(suite)\" \(counts)>\n"
    for rule in report.rules {
      text += "    <testcase classname=\"\(suite)\" name=\"\(escape(rule.id.identifier(to: 300)))\""
      let message = escape(rule.message.cut(to: 1000))
      switch rule.verdict {
      case .pass: text += "/>\n"
      case .warn: text += ">\n      <system-out>\(message)</system-out>\n    </testcase>\n"
      case .hold, .fail:
        text += ">\n      <failure type=\"\(rule.verdict.rawValue)\" message=\"\(message)\">"
        text += report.places(of: rule).map { escape($0.text) }.joined(separator: "\n")
        text += "</failure>\n    </testcase>\n"
      }
    }
    return text + "  </testsuite>\n</testsuites>\n"
  }

  private static func escape(_ text: String) -> String { XMLText.escaped(text.printable, apostrophe: "&apos;") }
}

extension Place {
  /// `file:line`, as compilers write it.
  var text: String { "\(file ?? "")\(line.map { ":\($0)" } ?? "")".cut(to: 500) }
}
