import ArgumentParser
import CommandSupport
import Core
import Evidence
import Ledger
import Policy
import Release
import Reporting

struct PromoteCommand: Executable {
  static let configuration = CommandConfiguration(
    commandName: "promote", abstract: "Carries out a plan that has its approvals.",
    discussion: """
      Checks the artifact, the evidence, the decision and every approval again, then appends one entry to the ledger: \
      at that moment, and not before, the version is released. Running it again does no harm.

      Without --stage it carries out every plan that the ledger has on record and that has its approvals: what a job \
      does when an approval was added.
      """)

  @OptionGroup var which: PlanFlags

  @Option(name: .long, help: ArgumentHelp("The model file, if it is not where it was registered.", valueName: "file"))
  var artifact: String?

  @OptionGroup var options: PolicyOptions
  @OptionGroup var reports: ReportOptions

  func execute(_ session: Session) throws(Failure) -> Core.ExitCode {
    let policy = try options.load()
    let ledger = try policy.openLedger(session)
    let history = try ledger.history()
    if which.stage == nil, which.plan == nil { return try promoteOpen(policy, ledger, history, session) }
    let source = PlanSource(
      stage: try which.stage.map { stage throws(Failure) in try policy.requiredStage(stage).name }, plan: which.plan,
      folder: options.folder)
    let plan = try source.plan(ledger, history)
    return try promote(plan, policy, ledger, history, session)
  }

  /// The ladder is climbed from below, so that a version may reach two stages in one run.
  private func promoteOpen(
    _ policy: ModelPolicy, _ ledger: ReleaseLedger, _ history: ReleaseHistory, _ session: Session
  ) throws(Failure) -> Core.ExitCode {
    let open = policy.stages.compactMap { history.openRequest(for: $0.name) }
    if open.isEmpty { session.terminal.print("\(policy.model): no plan is waiting") }
    var worst = Core.ExitCode.pass
    for request in open {
      let plan = PlanSource.Found.recorded(try PlanDossier(request, in: ledger))
      let code = try promote(plan, policy, ledger, try ledger.history(), session)
      if code != .pass, worst != .fail { worst = code }
    }
    return worst
  }

  private func promote(
    _ found: PlanSource.Found, _ policy: ModelPolicy, _ ledger: ReleaseLedger, _ history: ReleaseHistory,
    _ session: Session
  ) throws(Failure) -> Core.ExitCode {
    let plan = found.plan
    if let standing = history.standing(plan.digest, at: plan.stage) {
      try reports.publish(report(plan, standing, "is at \(plan.stage) already"), session, in: options.folder)
      return .pass
    }
    try plan.requireCurrent(history)
    if plan.changesNothing {
      session.terminal.print("\(plan.model) \(plan.version) is at \(plan.stage) already")
      return .pass
    }
    guard let registered = history.registration(of: plan.version), registered.artifact == plan.artifact else {
      throw Failure.notRegistered(plan.version, history)
    }
    let submitted = try ApprovalFolder(options.folder).read() + ledger.approvals(of: plan.digest, history)
    let promotion = try Promotion(
      found.dossier(policy, options.folder), policy, submitted: submitted, registered: registered, artifact: artifact,
      now: session.now)
    guard promotion.tally.verdict == .pass else {
      let onRecord = history.request(of: plan.digest) != nil
      let report = promotion.tally.report(plan, step: "promote", policy: options.policy, onRecord: onRecord)
      try reports.publish(report, session, in: options.folder)
      return report.verdict.exitCode
    }
    let recorded = try promotion.record(in: ledger, actor: session.actor)
    // Whatever becomes of the report: the promotion has happened, and those who want to know are told.
    defer { Notifier(policy, session).tell(about: recorded, from: plan.from?.version) }
    let approved = promotion.tally.counted.compactMap(\.signer).joined(separator: ", ")
    let done =
      "is released to \(plan.stage)" + (plan.from.map { " in place of \($0.version)" } ?? "")
      + (approved.isEmpty ? "" : ", approved by \(approved)")
    try reports.publish(report(plan, recorded, done), session, in: options.folder)
    return .pass
  }

  /// - Parameter done: what is true of the version now.
  private func report(_ plan: PromotionPlan, _ recorded: ReleaseLedger.Recorded, _ done: String) -> StepReport {
    var report = StepReport(
      step: "\(plan.model)/promote/\(plan.stage)", title: "promote \(plan.model) \(plan.version) → \(plan.stage)",
      verdict: .pass, reason: "\(plan.version) \(done) (\(recorded.summary))", json: recorded.entry.json)
    report.rules = [StepReport.Rule(id: "promotion", verdict: .pass, message: report.reason)]
    report.outputs = plan.outputs + [StepReport.Output("entry", recorded.digest)]
    report.next = [
      .sentence("applications get it with"),
      .command(Shell.line(["modelgate-release", "resolve", "--stage", plan.stage] + options.flag)),
    ]
    if plan.from != nil {
      report.next += [
        .sentence("should it do harm, go back at once"),
        .command(
          Shell.line(
            ["modelgate-release", "rollback", "--stage", plan.stage] + options.flag + ["--reason", "REASON"])),
      ]
    }
    return report
  }
}

extension ReleaseLedger.Recorded {
  /// `entry 4, sha256:…` for people.
  var summary: String { "entry \(entry.sequence), \(digest.short)…" }
}
