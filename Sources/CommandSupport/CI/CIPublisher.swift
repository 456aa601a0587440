import Core
import Evidence
import Glibc
import Reporting

/// Puts a report where the CI system shows it.
struct CIPublisher {
  let system: CISystem
  let session: Session
  let folder: EvidenceFolder

  /// What cannot be shown is a warning: the verdict stands, whoever can see it.
  func publish(_ report: StepReport) {
    do throws(Failure) {
      switch system {
      case .github: try github(report)
      case .gitlab: try gitlab(report)
      case .azure: try azure(report)
      case .buildkite: try buildkite(report)
      case .teamcity: session.terminal.command(TeamCityReport.messages(report))
      // They show files that a job names: --report junit=FILE and so on.
      case .jenkins, .circleci, .bitbucket, .woodpecker: break
      }
    } catch {
      for diagnostic in error.diagnostics {
        session.terminal.warn("\(system.rawValue) does not show this report: \(diagnostic.text)")
      }
    }
  }

  private func github(_ report: StepReport) throws(Failure) {
    session.terminal.command(GitHubReport.commands(Annotation.all(of: report)))
    if let file = session.variable("GITHUB_OUTPUT") {
      let delimiter = "modelgate_\(UInt64.random(in: 0 ... .max))_\(UInt64.random(in: 0 ... .max))"
      try Files.append(file, Array(GitHubReport.outputs(report, delimiter: delimiter).utf8))
    }
    if let file = session.variable("GITHUB_STEP_SUMMARY") {
      // A page over 1 MiB is not shown at all, and the steps of a script share one.
      let room = 1_000_000 - (Files.size(file) ?? 0)
      guard room > 10_000 else { throw Failure(.inputOutput, "the step's summary is full", at: Place(file: file)) }
      try Files.append(file, Array((MarkdownReport.render(report, limit: room) + "\n").utf8))
    }
  }

  private func gitlab(_ report: StepReport) throws(Failure) {
    for file in GitLabReport.files(report) { try Files.replace(self.file(report, file.suffix), with: file.bytes) }
  }

  private func azure(_ report: StepReport) throws(Failure) {
    let file = file(report, "md")
    session.terminal.command(AzureReport.commands(Annotation.all(of: report)))
    do throws(Failure) {
      try Files.replace(file, with: ReportFormat.markdown.render(report))
    } catch {
      session.terminal.command(AzureReport.commands(report, summary: nil))
      throw error
    }
    session.terminal.command(AzureReport.commands(report, summary: Path.join(session.directory, file)))
  }

  private func buildkite(_ report: StepReport) throws(Failure) {
    guard let agent = ChildProcess.find("buildkite-agent", environment: session.environment) else {
      throw Failure(.unavailable, "buildkite-agent is not on PATH")
    }
    for call in BuildkiteReport.calls(report) {
      let result = try ChildProcess.run(
        [agent] + call.arguments, environment: session.environment, input: Array(call.input.utf8),
        outputLimit: 1 << 20, patience: .seconds(30))
      guard result.code == 0 else {
        let reason = result.errors.split(separator: "\n").last.map { ": \($0)" } ?? ""
        throw Failure(.unavailable, "buildkite-agent \(call.arguments[0]) ended with \(result.code)\(reason)")
      }
    }
  }

  /// `ci/STEP.junit.xml` and the like in the evidence folder: nothing there is evidence.
  private func file(_ report: StepReport, _ suffix: String) -> String {
    Path.join(folder.path, "ci/\(report.slug).\(suffix)")
  }
}

extension Session {
  var system: CISystem? { CISystem.detect(environment) }

  /// A file as the CI system names it: from the top of the checkout.
  func checkoutPath(_ file: String) -> String {
    guard let system, let name = system.checkoutVariable, let top = variable(name), file != "-" else { return file }
    let root = Path.normalised(top) + "/"
    let path = Path.normalised(Path.join(directory, file))
    return path.hasPrefix(root) ? String(path.dropFirst(root.count)) : path
  }

  /// Tells the CI system why no verdict was reached, on standard error: standard output belongs to the result.
  func announce(_ failure: Failure, from tool: String) {
    let annotations = Annotation.all(of: failure, from: tool).map { annotation in
      var annotation = annotation
      if let file = annotation.place?.file { annotation.place?.file = checkoutPath(file) }
      return annotation
    }
    switch system {
    case .github: terminal.command(GitHubReport.commands(annotations), to: STDERR_FILENO)
    case .azure: terminal.command(AzureReport.commands(annotations), to: STDERR_FILENO)
    default: break
    }
  }
}
