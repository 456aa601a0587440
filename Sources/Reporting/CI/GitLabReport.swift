import Core

/// GitLab: files that a job hands over as `artifacts:reports`, each kind under an ending of its own, so that a template
/// takes the files of all steps by `*.junit.xml` and so on.
/// https://docs.gitlab.com/ci/yaml/artifacts_reports/
package enum GitLabReport {
  /// - Returns: by the end of the file name.
  package static func files(_ report: StepReport) -> [(suffix: String, bytes: [UInt8])] {
    [
      ("junit.xml", ReportFormat.junit.render(report)),
      ("codequality.json", codeQuality(report)),
      ("metrics.txt", Array(metrics(report).utf8)),
      ("env", Array(variables(report).utf8)),
    ]
  }

  /// The Code Climate subset that GitLab reads; one entry per rule that does not pass.
  static func codeQuality(_ report: StepReport) -> [UInt8] {
    let issues = report.findings.map { rule -> JSON in
      let place = report.places(of: rule).first
      return [
        "description": .string("\(rule.id.cut(to: 200)): \(rule.message.cut(to: 500))"),
        "check_name": .string(rule.id.identifier(to: 200)),
        "fingerprint": .string(ContentDigest(of: "\(report.step)\n\(rule.id)").hex),
        "severity": .string(severity(rule.verdict)),
        "location": [
          "path": .string(place?.file?.printable ?? "modelgate.yaml"),
          "lines": ["begin": .integer(max(1, place?.line ?? 1))],
        ],
      ]
    }
    return JSON.array(issues).pretty
  }

  private static func severity(_ verdict: Verdict) -> String {
    switch verdict {
    case .pass: "info"
    case .warn: "minor"
    case .hold: "major"
    case .fail: "critical"
    }
  }

  /// OpenMetrics text (https://prometheus.io/docs/specs/om/open_metrics_spec/); a family's lines stand together.
  static func metrics(_ report: StepReport) -> String {
    let measures = report.allMeasures
    var text = ""
    var written: Set<String> = []
    for name in measures.map(\.name) where written.insert(name).inserted {
      text += "# TYPE modelgate_\(name) gauge\n"
      for measure in measures where measure.name == name {
        let labels = ([("step", report.step)] + measure.labels).map { "\($0.0)=\"\(label($0.1))\"" }
        text += "modelgate_\(name){\(labels.joined(separator: ","))} \(JSON.ecmaScript(measure.value))\n"
      }
    }
    return text + "# EOF\n"
  }

  private static func label(_ text: String) -> String {
    text.identifier(to: 200).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
  }

  /// A dotenv file: at most 5 KB and 20 variables, a line each, no quotes. Named by the step, since GitLab puts the
  /// variables of all jobs into one space.
  static func variables(_ report: StepReport) -> String {
    let prefix = "MODELGATE_" + report.slug.uppercased().map { $0.isLetter || $0.isNumber ? $0 : "_" }
    var text = ""
    for output in report.allOutputs.prefix(20) {
      let line = "\(prefix)_\(output.name.uppercased())=\(value(output.value))\n"
      if text.utf8.count + line.utf8.count <= 5000 { text += line }
    }
    return text
  }

  /// Without what GitLab refuses, quotes it, or would replace by another variable's value.
  private static func value(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.cut(to: 200).unicodeScalars.map { "\"'`$\\".unicodeScalars.contains($0) ? "_" : $0 }))
  }
}
