import ArgumentParser
import CommandSupport
import Core
import Evidence
import Ledger
import Policy
import Release
import Signatures

/// Which plan is approved, and where it lies.
struct PlanOptions: ParsableArguments {
  @OptionGroup var which: PlanFlags
  @OptionGroup var policy: PolicyOptions
  @OptionGroup var ledger: LedgerFlags

  func load(_ session: Session) throws(Failure) -> ApprovalTarget {
    if let named = try ledger.named() {
      let ledger = try named.location.open(model: named.model, in: "", environment: session.environment)
      return try ApprovalTarget(self, ledger, policy: nil)
    }
    let policy = try policy.load()
    _ = try which.stage.map { stage throws(Failure) in try policy.requiredStage(stage) }
    return try ApprovalTarget(self, policy.openLedger(session), policy: policy)
  }
}

/// A plan, who may approve it, and whether approvals of it go on record.
struct ApprovalTarget {
  let plan: PromotionPlan
  let rule: ApprovalRule
  let signers: AllowedSigners
  let signersFile: String
  /// Nil when it could not be read, as with a plan whose evidence lies elsewhere.
  let dossier: PlanDossier?
  let ledger: ReleaseLedger
  let history: ReleaseHistory

  /// Whether the plan is on record, and approvals of it go there.
  var isRecorded: Bool { history.request(of: plan.digest) != nil }

  /// - Parameter policy: the one at hand; a plan on record brings its own.
  /// - Throws: `usage` when the stage asks for no approvals.
  fileprivate init(_ options: PlanOptions, _ ledger: ReleaseLedger, policy: ModelPolicy?) throws(Failure) {
    let folder = options.policy.folder
    self.ledger = ledger
    history = try ledger.history()
    let found = try PlanSource(stage: options.which.stage, plan: options.which.plan, folder: folder).plan(
      ledger, history)
    plan = found.plan
    let inForce: ModelPolicy
    switch found {
    case .recorded(let dossier):
      inForce = try ModelPolicy(parsing: dossier.policy, file: policy?.file ?? "the policy on record")
      self.dossier = dossier
    case .file:
      guard let policy else {
        throw Failure(
          .usage, "the plan is not on record, so a policy has to say who may approve it", hint: "give --policy")
      }
      inForce = policy
      dossier = try? found.dossier(policy, folder)
    }
    guard let rule = try inForce.requiredStage(plan.stage).approvals else {
      let asking = inForce.stages.filter { $0.approvals != nil }.map(\.name)
      throw Failure(
        .usage, "the stage '\(plan.stage)' needs no approvals", at: Place(file: inForce.file),
        hint: asking.isEmpty ? "no stage needs any" : "these stages need some: \(asking.joined(separator: ", "))")
    }
    self.rule = rule
    if case .recorded(let dossier) = found, let file = dossier.signers {
      signersFile = file.file
      signers = try AllowedSigners(parsing: file.bytes, file: file.file)
    } else {
      signersFile = inForce.resolve(rule.signers)
      signers = try AllowedSigners(parsing: Files.read(signersFile), file: signersFile)
    }
  }

  /// Every approval there is, in the folder and on record.
  func approvals(_ folder: EvidenceFolder) throws(Failure) -> [SignedApproval] {
    let recorded = try ledger.approvals(of: plan.digest, history)
    let known = Set(recorded.map(\.document))
    return recorded + (try ApprovalFolder(folder).read()).filter { !known.contains($0.document) }
  }
}
