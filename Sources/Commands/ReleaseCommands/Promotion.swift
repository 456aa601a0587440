import CommandSupport
import Core
import Ledger
import Policy
import Release
import Signatures

/// One plan on its way into the ledger: everything it rests on was checked, its approvals are counted.
struct Promotion {
  private let dossier: PlanDossier
  private let stage: Stage
  private let now: Timestamp
  private let approvals: [SignedApproval]
  let tally: ApprovalTally

  var plan: PromotionPlan { dossier.plan }

  /// - Parameters:
  ///   - submitted: approvals from wherever they lie; which of them count is decided here.
  ///   - registered: the version's registration.
  ///   - artifact: the model file, when it is not where it was registered.
  /// - Throws: `conflict` when the policy is not the plan's any more; `fail` naming the file when something was
  ///   altered; `hold` when the evidence has grown stale.
  init(
    _ dossier: PlanDossier, _ policy: ModelPolicy, submitted: [SignedApproval], registered: LedgerEntry,
    artifact: String?, now: Timestamp
  ) throws(Failure) {
    self.dossier = dossier
    self.now = now
    stage = try policy.requiredStage(dossier.plan.stage)
    try Self.checkArtifact(artifact ?? registered.path, dossier.plan)
    try dossier.check(policy, now: now)
    let signers = try dossier.signers.map { file throws(Failure) in
      try AllowedSigners(parsing: file.bytes, file: file.file)
    }
    // The same approval may lie in the folder and in the ledger.
    var documents: Set<[UInt8]> = []
    approvals = stage.approvals == nil ? [] : submitted.filter { documents.insert($0.document).inserted }
    tally = ApprovalTally.count(
      approvals, for: dossier.plan, rule: stage.approvals, signers: signers ?? AllowedSigners(entries: []), at: now)
  }

  private static func checkArtifact(_ path: String?, _ plan: PromotionPlan) throws(Failure) {
    guard let path else { return }
    let found: ContentDigest
    do throws(Failure) {
      found = try Files.digest(path)
    } catch  where error.code == .missingInput {
      throw Failure(
        .missingInput, "the artifact is not where it was registered", at: Place(file: path),
        hint: "say where it is now with --artifact")
    }
    guard found == plan.artifact else { throw PlanDossier.altered("the artifact", path) }
  }

  /// Records the promotion; the moment it is appended it has happened.
  ///
  /// - Throws: `conflict` when the stage was released to by somebody else since the plan was made.
  func record(in ledger: ReleaseLedger, actor: String) throws(Failure) -> ReleaseLedger.Recorded {
    let counted = Set(tally.counted.map(\.name))
    var objects = dossier.objects
    var references: [LedgerEntry.ApprovalReference] = []
    for approval in approvals where counted.contains(approval.name) {
      guard let signature = approval.signature else { continue }
      references.append(
        LedgerEntry.ApprovalReference(
          document: ContentDigest(of: approval.document), signature: ContentDigest(of: signature)))
      objects += [approval.document, signature]
    }
    let recorded = try ledger.append(with: objects) { history throws(Failure) in
      if history.standing(plan.digest, at: stage.name) != nil { return nil }
      var entry = try entry(after: history, actor: actor)
      entry.approvals = references
      return entry
    }
    if let recorded { return recorded }
    // Another run of the same plan was faster: what was to happen has happened.
    guard let standing = try ledger.history().standing(plan.digest, at: stage.name) else {
      throw plan.stale(try ledger.history())
    }
    return standing
  }

  private func entry(after history: ReleaseHistory, actor: String) throws(Failure) -> LedgerEntry {
    try plan.requireCurrent(history)
    if let earlier = stage.after, !history.wasReleased(plan.version, plan.artifact, to: earlier) {
      throw Failure.notReleased(plan.version, to: earlier, before: stage.name)
    }
    var entry = history.next(
      .promote, model: plan.model, version: plan.version, artifact: plan.artifact, stage: stage.name, time: now,
      actor: actor)
    dossier.describe(in: &entry)
    return entry
  }
}
