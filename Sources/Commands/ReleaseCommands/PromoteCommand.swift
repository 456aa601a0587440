import ArgumentParser
import CommandSupport
import Core
import Evidence
import Ledger
import Release
import Reporting

struct PromoteCommand: Executable {
  static let configuration = CommandConfiguration(
    commandName: "promote", abstract: "Carries out a plan that has its approvals.",
    discussion: """
      Checks the artifact, the evidence, the decision and every approval again, then appends one entry to the ledger: \
      at that moment, and not before, the version is released. Running it again does no harm.
      """)

  @Option(name: .long, help: ArgumentHelp("The stage whose plan to carry out.", valueName: "name"))
  var stage: String

  @Option(name: .long, help: ArgumentHelp("The plan. (default: plan/STAGE.json in the evidence)", valueName: "file"))
  var plan: String?

  @Option(name: .long, help: ArgumentHelp("The model file, if it is not where it was registered.", valueName: "file"))
  var artifact: String?

  @OptionGroup var options: PolicyOptions
  @OptionGroup var reports: ReportOptions

  func execute(_ session: Session) throws(Failure) -> Core.ExitCode {
    let requests = try reports.requests()
    let policy = try options.load()
    let stage = try policy.requiredStage(stage)
    let plan = try readPlan(stage)
    let ledger = policy.releaseLedger
    let history = try ledger.history()
    if let standing = history.standing(plan.digest, at: stage.name) {
      session.terminal.print("\(plan.model) \(plan.version) is at \(stage.name) already (\(standing.summary))")
      return .pass
    }
    try plan.requireCurrent(history)
    guard let registered = history.registration(of: plan.version), registered.artifact == plan.artifact else {
      throw Failure.notRegistered(plan.version, history)
    }
    let promotion = try Promotion(
      of: plan, policy: policy, folder: options.folder, registered: registered, artifact: artifact, now: session.now)
    guard promotion.tally.verdict == .pass else {
      let report = promotion.tally.report(plan, policy: options.policy)
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

  private func readPlan(_ stage: Stage) throws(Failure) -> PromotionPlan {
    let file = plan ?? options.folder.file("plan/\(stage.name)")
    let document: EvidenceFolder.Document
    do throws(Failure) {
      document = try EvidenceFolder.read(file: file)
    } catch  where error.code == .missingInput {
      throw Failure(
        .missingInput, "there is no plan for \(stage.name)", at: Place(file: file),
        hint: "make one: modelgate-release plan VERSION --stage \(stage.name)")
    }
    guard document.isIntact else {
      throw Failure(
        .fail, "the plan was altered after it was written", at: Place(file: file),
        hint: "restore it, or make it again with modelgate-release plan")
    }
    let plan = try PromotionPlan(parsing: document.bytes, file: file)
    guard plan.stage == stage.name else {
      throw Failure(.usage, "the plan is for \(plan.stage), not \(stage.name)", at: Place(file: file))
    }
    return plan
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
