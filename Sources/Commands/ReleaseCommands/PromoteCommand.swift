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

  @Option(
    name: .long, help: ArgumentHelp("The stage whose plan to carry out. (default: all on record)", valueName: "name"))
  var stage: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The plan: a file, or the digest of one on record. (default: plan/STAGE.json in the evidence, else on record)",
      valueName: "plan"))
  var plan: String?

  @Option(name: .long, help: ArgumentHelp("The model file, if it is not where it was registered.", valueName: "file"))
  var artifact: String?

  @OptionGroup var options: PolicyOptions
  @OptionGroup var reports: ReportOptions

  func execute(_ session: Session) throws(Failure) -> Core.ExitCode {
    let requests = try reports.requests()
    let policy = try options.load()
    let ledger = try policy.openLedger(session)
    let history = try ledger.history()
    if stage == nil, plan == nil { return try promoteOpen(policy, ledger, history, session, requests) }
    let source = PlanSource(
      stage: try stage.map { stage throws(Failure) in try policy.requiredStage(stage).name }, plan: plan,
      folder: options.folder)
    let plan = try source.plan(ledger, history)
    return try promote(plan, policy, ledger, history, session, requests)
  }

  /// The ladder is climbed from below, so that a version may reach two stages in one run.
  private func promoteOpen(
    _ policy: ModelPolicy, _ ledger: ReleaseLedger, _ history: ReleaseHistory, _ session: Session,
    _ requests: [ReportRequest]
  ) throws(Failure) -> Core.ExitCode {
    let open = policy.stages.compactMap { history.openRequest(for: $0.name) }
    if open.isEmpty { session.terminal.print("\(policy.model): no plan is waiting") }
    var worst = Core.ExitCode.pass
    for request in open {
      let plan = PlanSource.Found.recorded(try PlanDossier(request, in: ledger))
      let code = try promote(plan, policy, ledger, try ledger.history(), session, requests)
      if code != .pass, worst != .fail { worst = code }
    }
    return worst
  }

  private func promote(
    _ found: PlanSource.Found, _ policy: ModelPolicy, _ ledger: ReleaseLedger, _ history: ReleaseHistory,
    _ session: Session, _ requests: [ReportRequest]
  ) throws(Failure) -> Core.ExitCode {
    let plan = found.plan
    if let standing = history.standing(plan.digest, at: plan.stage) {
      session.terminal.print("\(plan.model) \(plan.version) is at \(plan.stage) already (\(standing.summary))")
      return .pass
    }
    try plan.requireCurrent(history)
    guard let registered = history.registration(of: plan.version), registered.artifact == plan.artifact else {
      throw Failure.notRegistered(plan.version, history)
    }
    let submitted = try ApprovalFolder(options.folder).read() + ledger.approvals(of: plan.digest, history)
    let promotion = try Promotion(
      found.dossier(policy, options.folder), policy, submitted: submitted, registered: registered, artifact: artifact,
      now: session.now)
    guard promotion.tally.verdict == .pass else {
      let onRecord = history.request(of: plan.digest) != nil
      let report = promotion.tally.report(plan, policy: options.policy, onRecord: onRecord)
      try requests.write(report)
      session.terminal.show(report)
      return report.verdict.exitCode
    }
    let recorded = try promotion.record(in: ledger, actor: session.actor)
    let report = self.report(plan, recorded, promotion.tally)
    session.terminal.show(report)
    try requests.write(report)
    Notifier(policy, session).tell(about: recorded, from: plan.from?.version)
    return .pass
  }

  private func report(
    _ plan: PromotionPlan, _ recorded: ReleaseLedger.Recorded, _ tally: ApprovalTally
  ) -> StepReport {
    let replaced = plan.from.map { " in place of \($0.version)" } ?? ""
    let approved = tally.counted.compactMap(\.signer).joined(separator: ", ")
    var report = StepReport(
      title: "promote \(plan.model) \(plan.version) → \(plan.stage)", verdict: .pass,
      reason: "\(plan.version) is released to \(plan.stage)\(replaced)"
        + (approved.isEmpty ? "" : ", approved by \(approved)") + " (\(recorded.summary))",
      json: recorded.entry.json)
    report.rules = [StepReport.Rule(id: "promotion", verdict: .pass, message: report.reason)]
    return report
  }
}

extension ReleaseLedger.Recorded {
  /// `entry 4, sha256:…` for people.
  var summary: String { "entry \(entry.sequence), \(digest.short)…" }
}
