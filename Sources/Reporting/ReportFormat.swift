package import Core

/// The formats a report can be written in; this is the list to add one to.
package enum ReportFormat: String, CaseIterable, Sendable {
  case json
  case markdown
  case junit
  case sarif
  case html

  package func render(_ report: StepReport) -> [UInt8] {
    switch self {
    case .json: report.json.pretty
    case .markdown: Array(MarkdownReport.render(report).utf8)
    case .junit: Array(JUnitReport.render(report).utf8)
    case .sarif: SARIFReport.render(report)
    case .html: (report.page?() ?? HTMLReport.page(report)).bytes
    }
  }
}

/// A report that was asked for: `--report FORMAT=FILE`.
package struct ReportRequest: Sendable {
  package let format: ReportFormat
  package let file: String

  /// - Throws: `usage` when it is not `FORMAT=FILE` with a known format.
  package init(parsing text: String) throws(Failure) {
    let parts = text.split(separator: "=", maxSplits: 1)
    let known = ReportFormat.allCases.map(\.rawValue)
    guard parts.count == 2 else {
      throw Failure(
        .usage, "'--report \(text)' is not FORMAT=FILE", hint: "for instance: --report markdown=summary.md")
    }
    guard let format = ReportFormat(rawValue: String(parts[0])) else {
      let near = Spelling.nearest(to: String(parts[0]), among: known).map { "did you mean '\($0)'?" }
      throw Failure(
        .usage, "there is no report format '\(parts[0])'",
        hint: near ?? "the formats are: \(known.joined(separator: ", "))")
    }
    self.format = format
    file = String(parts[1])
  }
}
