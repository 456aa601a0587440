import ArgumentParser
import CommandSupport
import Core
import Evidence
import Ledger
import Policy
import Release
import Reporting

struct VerifyCommand: Executable {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Proves the ledger from its bytes: the hash chain, every decision, every signature.",
    discussion: """
      Also checks the artifacts that are still where they were registered, and the files in the evidence folder. A \
      ledger that was rewritten as a whole is consistent in itself: keep the head that this prints somewhere else and \
      give it as --expect-head the next time.
      """)

  @Option(
    name: .long,
    help: ArgumentHelp("The digest of an entry that the ledger must contain, noted earlier.", valueName: "digest"))
  var expectHead: String?

  @Option(
    name: .long,
    help: ArgumentHelp("Where steps left their findings. (default: .modelgate beside the policy)", valueName: "dir"))
  var evidenceDir: String?

  @OptionGroup var options: LedgerOptions
  @OptionGroup var reports: ReportOptions

  func execute(_ session: Session) throws(Failure) -> Core.ExitCode {
    let (ledger, model) = try options.open(session)
    guard try ledger.count() > 0 else {
      throw Failure(
        .missingInput, "the ledger is empty", at: Place(file: ledger.store.name),
        hint: "check its place in the policy, or register a version first")
    }
    let audit = LedgerAudit(of: ledger, model: model) { bytes, stage throws(Failure) in
      try ModelPolicy(parsing: bytes, file: "the policy in the ledger").requiredStage(stage)
    }
    var problems = audit.problems.map(\.diagnostic)
    try checkHead(audit.history, into: &problems)
    let artifacts = checkArtifacts(audit.history, into: &problems)
    try checkFolder(into: &problems)

    let report = report(audit, artifacts, problems, model: model)
    try reports.publish(report, session, in: folder)
    if !problems.isEmpty { session.terminal.show(Failure(.fail, problems)) }
    for path in artifacts.absent {
      session.terminal.warn("\(path) is not at hand, so this artifact was not checked")
    }
    return report.verdict.exitCode
  }

  private var folder: EvidenceFolder {
    EvidenceFolder(
      path: evidenceDir ?? Path.join(Path.parent(options.flags.ledger == nil ? options.policy : ""), ".modelgate"))
  }

  private func checkHead(_ history: ReleaseHistory, into problems: inout [Diagnostic]) throws(Failure) {
    guard let expectHead else { return }
    guard let digest = ContentDigest(expectHead) else {
      throw Failure(.usage, "'\(expectHead)' is no digest", hint: "it looks like sha256:… with 64 digits")
    }
    if !history.entries.contains(where: { $0.digest == digest }) {
      problems.append(
        Diagnostic(
          "the ledger does not contain the entry \(digest): it was rewritten, or cut short",
          hint: "compare it with a copy"))
    }
  }

  private func checkArtifacts(
    _ history: ReleaseHistory, into problems: inout [Diagnostic]
  ) -> (checked: Int, absent: [String]) {
    var checked = 0
    var absent: [String] = []
    for entry in history.entries.map(\.entry) where entry.kind == .register {
      guard let path = entry.path else { continue }
      do throws(Failure) {
        let digest = try Files.digest(path)
        checked += 1
        if digest != entry.artifact {
          problems.append(
            Diagnostic(
              "the artifact of \(entry.version) was altered: it has \(digest.short)…, registered was "
                + "\(entry.artifact.short)…", at: Place(file: path)))
        }
      } catch  where error.code == .missingInput {
        absent.append(path)
      } catch {
        problems += error.diagnostics
      }
    }
    return (checked, absent)
  }

  /// Files in the evidence folder belong to whatever is in progress, so they need not be in the ledger; but each has
  /// to be what its step wrote, and each approval has to bear out its signature.
  private func checkFolder(into problems: inout [Diagnostic]) throws(Failure) {
    for document in try folder.documents() where !document.isIntact {
      problems.append(Diagnostic("the file was altered after it was written", at: Place(file: document.file)))
    }
    for approval in try ApprovalFolder(folder).read() {
      if let reason = ApprovalTally.damage(approval) {
        problems.append(Diagnostic("the approval was altered or forged: \(reason)", at: Place(file: approval.name)))
      }
    }
  }

  private func report(
    _ audit: LedgerAudit, _ artifacts: (checked: Int, absent: [String]), _ problems: [Diagnostic], model: String
  ) -> StepReport {
    let entries = audit.history.entries
    let verdict: Verdict = problems.isEmpty ? .pass : .fail
    let head = entries.last?.digest
    let more = problems.count > 1 ? " (and \(problems.count - 1) more)" : ""
    let problem = (problems.first?.message ?? "") + more
    var report = StepReport(
      step: "\(model)/ledger", title: "ledger of \(model)", verdict: verdict,
      reason: problems.isEmpty ? "\(entries.count) entries verify, head \(head.map { "\($0)" } ?? "none")" : problem,
      json: [
        "verdict": .string(verdict.rawValue), "entries": .integer(entries.count),
        "head": head.map { .text($0) } ?? .null,
        "objects": .integer(audit.objectsVerified), "signatures": .integer(audit.signaturesVerified),
        "decisions": .integer(audit.decisionsRecomputed), "artifacts": .integer(artifacts.checked),
        "problems": .array(problems.map { .string($0.text) }),
      ])
    report.rules =
      problems.isEmpty
      ? [StepReport.Rule(id: "ledger", verdict: .pass, message: report.reason)]
      : problems.enumerated().map { index, problem in
        StepReport.Rule(
          id: "ledger.\(index + 1)", verdict: .fail, message: problem.message, at: [problem.place].compactMap { $0 })
      }
    report.outputs = [
      StepReport.Output("head", head.map(\.description) ?? "none"), StepReport.Output("entries", entries.count),
    ]
    report.tables = [
      StepReport.Table(
        [StepReport.Column("checked"), StepReport.Column("", numeric: true)],
        rows: [
          ["entries in the chain", .text("\(entries.count)")],
          ["objects against their digests", .text("\(audit.objectsVerified)")],
          ["decisions recomputed", .text("\(audit.decisionsRecomputed)")],
          ["signatures", .text("\(audit.signaturesVerified)")],
          ["artifacts on disk", .text("\(artifacts.checked)")],
        ])
    ]
    return report
  }
}
