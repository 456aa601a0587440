package import ArgumentParser
package import Core
package import Evidence
package import Reporting

/// Where a step's report goes beside the terminal.
package struct ReportOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Also write a report: \(ReportFormat.allCases.map(\.rawValue).joined(separator: ", ")). May be repeated.",
      valueName: "format=file"))
  package var report: [String] = []

  @Flag(name: .long, help: "Tell the CI system nothing that it would show: no annotations, summaries and outputs.")
  package var noCI = false

  package init() {}

  /// Checked before any work is done.
  package func validate() throws { _ = try requests() }

  package func requests() throws(Failure) -> [ReportRequest] {
    var requests: [ReportRequest] = []
    for text in report { requests.append(try ReportRequest(parsing: text)) }
    return requests
  }

  /// Shows the report on the terminal, where the CI system shows reports, and in the files that were asked for.
  ///
  /// - Throws: only for a file that was asked for; the CI system not showing the report is a warning.
  package func publish(_ report: StepReport, _ session: Session, in folder: EvidenceFolder) throws(Failure) {
    session.terminal.show(report)
    let report = report.renamingFiles(session.checkoutPath)
    if !noCI, let system = session.system {
      CIPublisher(system: system, session: session, folder: folder).publish(report)
    }
    for request in try requests() { try Files.replace(request.file, with: request.format.render(report)) }
  }
}
