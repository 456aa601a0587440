package import Core

/// One remark for the systems that show remarks beside a run or a line of a file.
package struct Annotation: Sendable, Equatable {
  package enum Severity: Sendable {
    case error
    case warning
  }

  package var severity: Severity
  package var title: String
  package var message: String
  package var place: Place?

  /// GitHub and Azure show ten of each kind for a step, and silently no more.
  static let limit = 10

  /// A report's, the worst first. What fails is an error; a hold is a warning with the word in its title, since
  /// nothing is wrong yet: a person or more data is missing.
  package static func all(of report: StepReport) -> [Annotation] {
    let findings = report.findings
    return limited(findings.filter { $0.verdict == .fail }, .error, report)
      + limited(findings.filter { $0.verdict != .fail }, .warning, report)
  }

  /// Those of a command that reached no verdict.
  package static func all(of failure: Failure, from tool: String) -> [Annotation] {
    failure.diagnostics.prefix(limit).map { diagnostic in
      Annotation(
        severity: .error, title: tool,
        message: diagnostic.message.cut(to: 500) + (diagnostic.hint.map { "; hint: \($0.cut(to: 500))" } ?? ""),
        place: diagnostic.place?.short)
    }
  }

  private static func limited(
    _ rules: [StepReport.Rule], _ severity: Severity, _ report: StepReport
  ) -> [Annotation] {
    let shown = rules.prefix(rules.count > limit ? limit - 1 : limit)
    var annotations = shown.map { rule in
      Annotation(
        severity: severity, title: (rule.verdict == .hold ? "hold: " : "") + rule.id.cut(to: 200),
        message: rule.message.cut(to: 500), place: report.places(of: rule).first?.short)
    }
    if shown.count < rules.count {
      let rest = severity == .error ? "fail" : "warn or hold"
      annotations.append(
        Annotation(
          severity: severity, title: report.title.cut(to: 200),
          message: "\(rules.count - shown.count) more rules \(rest); the summary lists them", place: report.place?.short
        ))
    }
    return annotations
  }
}

extension Place {
  /// Nil when the path is longer than any system's line may be: a part of it would name another file.
  fileprivate var short: Place? { file.map { $0.utf8.count <= 1000 } ?? true ? self : nil }
}
