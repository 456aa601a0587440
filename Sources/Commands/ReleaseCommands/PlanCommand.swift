import ArgumentParser
import CommandSupport
import Core
import Evidence
import Ledger
import Policy
import Release
import Reporting

struct PlanCommand: Executable {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Writes down exactly what a promotion would change, for people to approve.",
    discussion: """
      With a ledger that other machines share, the plan and all that it rests on are put on record there too, where \
      approvers find it by its digest.
      """)

  @Argument(help: "The version, registered before.")
  var version: String

  @Option(name: .long, help: ArgumentHelp("The stage it should go to.", valueName: "name"))
  var stage: String

  @Option(
    name: .long,
    help: ArgumentHelp("Who asks for the release and may not approve it. (default: from the CI)", valueName: "name"))
  var requester: String?

  @Flag(
    name: .customLong("record"), inversion: .prefixedNo,
    help: "Put the plan on record in the ledger. (default: when the ledger is shared)")
  var isRecorded: Bool?

  @OptionGroup var options: PolicyOptions
  @OptionGroup var reports: ReportOptions

  func execute(_ session: Session) throws(Failure) -> Core.ExitCode {
    let policy = try options.load()
    let stage = try policy.requiredStage(stage)
    let ledger = try policy.openLedger(session)
    let history = try ledger.history()
    guard let registered = history.registration(of: version), let base = history.base(of: stage.name) else {
      throw Failure.notRegistered(version, history)
    }
    let decision = try decision(policy, stage, registered, session)
    if let earlier = stage.after, !history.wasReleased(version, registered.artifact, to: earlier) {
      throw Failure.notReleased(version, to: earlier, before: stage.name)
    }
    let signers = try stage.approvals.map { rule throws(Failure) in try Files.digest(policy.resolve(rule.signers)) }
    let plan = PromotionPlan(
      model: policy.model, stage: stage.name, version: version, artifact: registered.artifact,
      from: history.stages[stage.name], base: base, decision: decision.digest, policy: policy.digest, signers: signers,
      approvals: stage.approvals, evidence: decision.evidence,
      requesters: Array(Set([registered.actor, requester ?? session.actor])).sorted())
    let document = try options.folder.write(
      "plan/\(stage.name)", plan.bytes, time: session.now, host: session.host, tool: Program.tool(ReleaseRoot.self))
    let recorded = !plan.changesNothing && (isRecorded ?? policy.ledger.isShared)
    if recorded { try record(PlanDossier(plan, policy, options.folder), ledger, session) }
    try reports.publish(
      report(plan, file: document.file, isRecorded: recorded), session, in: options.folder)
    return .pass
  }

  /// Once: a plan that is on record is not put there again.
  private func record(_ dossier: PlanDossier, _ ledger: ReleaseLedger, _ session: Session) throws(Failure) {
    let plan = dossier.plan
    _ = try ledger.append(with: dossier.objects) { history throws(Failure) in
      try plan.requireCurrent(history)
      if history.openRequest(for: plan.stage)?.entry.plan == plan.digest { return nil }
      var entry = history.next(
        .request, model: plan.model, version: plan.version, artifact: plan.artifact, stage: plan.stage,
        time: session.now, actor: requester ?? session.actor)
      dossier.describe(in: &entry)
      return entry
    }
  }

  /// The gate's decision as it stands in the folder, which has to be a pass and to follow from what lies beside it.
  private func decision(
    _ policy: ModelPolicy, _ stage: Stage, _ registered: LedgerEntry, _ session: Session
  ) throws(Failure) -> (digest: ContentDigest, evidence: [String: ContentDigest]) {
    let name = "decision/\(stage.name)"
    guard options.folder.exists(name) else {
      throw Failure(
        .hold, "the gate has not decided about \(stage.name) yet", at: Place(file: options.folder.file(name)),
        hint: "run modelgate-gate --stage \(stage.name)")
    }
    let written = try options.folder.read(name)
    let collected = try CollectedEvidence(for: stage, in: options.folder)
    let decided = try Gate(policy, stage: stage, candidate: registered.artifact)
      .decide(collected.submissions, now: session.now)
    try decided.require(toBe: written)
    return (written.digest, collected.submissions.mapValues(\.digest))
  }

  private func report(_ plan: PromotionPlan, file: String, isRecorded: Bool) -> StepReport {
    let from = plan.from.map { "\($0.version) (\($0.artifact.short)…)" } ?? "nothing yet"
    var report = StepReport(
      step: "\(plan.model)/plan/\(plan.stage)", title: "plan \(plan.model) \(plan.version) → \(plan.stage)",
      verdict: .pass,
      reason: "\(plan.digest)", json: plan.json)
    report.isVerdict = false
    report.outputs = plan.outputs + [StepReport.Output("approvals_required", plan.approvals?.count ?? 0)]
    report.tables = [
      StepReport.Table(
        [StepReport.Column("what"), StepReport.Column("is")],
        rows: [
          ["stage", .text(plan.stage)],
          ["replaces", .text(from)],
          ["with", .text("\(plan.version) (\(plan.artifact.short)…)")],
          ["asked for by", .text(plan.requesters.joined(separator: ", "))],
          ["approvals needed", .text(plan.approvals.map { "\($0.count)" } ?? "none")],
          ["plan", .text(file)],
        ])
    ]
    if plan.changesNothing {
      report.next = [.sentence("nothing to do: \(plan.version) is at \(plan.stage) already")]
      return report
    }
    if plan.approvals != nil {
      report.next = [
        .sentence("each approver runs"),
        .command(plan.signCommand(policy: options.policy, onRecord: isRecorded)),
      ]
    }
    report.next += [
      .sentence(plan.approvals == nil ? "promote it" : "then promote it"),
      .command(Shell.line(["modelgate-release", "promote", "--stage", plan.stage] + options.flag)),
    ]
    return report
  }
}

extension Failure {
  static func notReleased(_ version: String, to earlier: String, before stage: String) -> Failure {
    Failure(
      .hold, "\(version) has not been released to \(earlier) yet, which comes before \(stage)",
      hint: "promote it there first: modelgate-release plan \(version) --stage \(earlier)")
  }
}
