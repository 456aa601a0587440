import Core

/// TeamCity: service messages on standard output.
/// https://www.jetbrains.com/help/teamcity/service-messages.html
package enum TeamCityReport {
  /// A build problem for each rule that fails, which fails the build; a warning in the log for what holds or warns; the
  /// build's status line; and numbers that TeamCity draws over builds.
  package static func messages(_ report: StepReport) -> [String] {
    var messages = Annotation.all(of: report).map { annotation in
      let text = "\(annotation.title): \(annotation.message)" + (annotation.place.map { " (\($0.text))" } ?? "")
      return annotation.severity == .error
        ? message(
          "buildProblem", [("description", text), ("identity", identity("\(report.step)\n\(annotation.title)"))])
        : message("message", [("text", text), ("status", "WARNING")])
    }
    if report.isVerdict {
      let text = "\(report.title): \(report.verdict.rawValue), \(report.reason)".cut(to: 300)
      messages.append("##teamcity[buildStatus text='{build.status.text}; \(escape(text))']")
    }
    for measure in report.allMeasures.prefix(100) {
      let key = (["modelgate", report.step, measure.name] + measure.labels.map(\.value)).joined(separator: ".")
      messages.append(
        message("buildStatisticValue", [("key", key.identifier(to: 200)), ("value", JSON.ecmaScript(measure.value))]))
    }
    return messages
  }

  /// The same for the same problem, so that TeamCity can mute it: an identifier of at most 60 characters.
  private static func identity(_ text: String) -> String { "modelgate_\(ContentDigest(of: text).hex.prefix(16))" }

  private static func message(_ name: String, _ attributes: [(String, String)]) -> String {
    "##teamcity[\(name) \(attributes.map { "\($0.0)='\(escape($0.1))'" }.joined(separator: " "))]"
  }

  private static func escape(_ text: String) -> String {
    var escaped = ""
    for scalar in text.printable.unicodeScalars {
      switch scalar {
      case "|", "'", "[", "]": escaped += "|\(scalar)"
      case _ where scalar.isASCII: escaped.unicodeScalars.append(scalar)
      default:
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16)
          escaped += "|0x" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      }
    }
    return escaped
  }
}
