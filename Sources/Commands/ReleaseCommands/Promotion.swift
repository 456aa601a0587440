import CommandSupport
import Core
import Evidence
import Ledger
import Policy
import Release
import Signatures

/// Everything a promotion rests on, read from disk and checked against the plan.
struct Promotion {
  let policy: ModelPolicy
  let stage: Stage
  let plan: PromotionPlan
  /// Each object that the ledger is to keep.
  private(set) var objects: [[UInt8]]
  private let evidence: [LedgerEntry.EvidenceReference]
  private let approvals: [(approval: SignedApproval, reference: LedgerEntry.ApprovalReference?)]
  let tally: ApprovalTally
  private let now: Timestamp

  /// - Parameters:
  ///   - artifact: the model file, when it is not where it was registered.
  /// - Throws: `conflict` when the policy is not the plan's any more; `fail` naming the file when something was
  ///   altered; `hold` when the evidence has grown stale.
  init(
    of plan: PromotionPlan, policy: ModelPolicy, folder: EvidenceFolder, registered: LedgerEntry, artifact: String?,
    now: Timestamp
  ) throws(Failure) {
    self.policy = policy
    self.plan = plan
    self.now = now
    stage = try policy.requiredStage(plan.stage)
    try Self.checkPolicy(policy, plan)
    try Self.checkArtifact(artifact ?? registered.path, plan)

    let decision = try folder.read("decision/\(stage.name)")
    let collected = try CollectedEvidence(for: stage, in: folder)
    for step in stage.requires {
      guard let found = collected.submissions[step] else {
        throw Failure(
          .missingInput, "the evidence of \(step) is gone", at: Place(file: folder.file(step)),
          hint: "restore it, or run the step, the gate and the plan again")
      }
      guard found.statement != nil, found.digest == plan.evidence[step] else {
        throw Self.altered("the evidence of \(step)", folder.file(step))
      }
    }
    guard decision.digest == plan.decision else { throw Self.altered("the decision", decision.file) }
    try Gate(policy, stage: stage, candidate: plan.artifact).decide(collected.submissions, now: now)
      .require(toBe: decision)

    objects = [plan.bytes, decision.bytes, policy.bytes] + collected.documents.values.map(\.bytes)
    evidence = stage.requires.compactMap { step in
      collected.submissions[step].map { LedgerEntry.EvidenceReference(step: step, digest: $0.digest, time: $0.time) }
    }

    var signers = AllowedSigners(entries: [])
    if let rule = stage.approvals {
      let file = policy.resolve(rule.signers)
      let bytes = try Files.read(file)
      guard ContentDigest(of: bytes) == plan.signers else {
        throw Failure(
          .conflict, "who may approve changed since the plan was made", at: Place(file: file),
          hint: "make the plan again, and have it approved")
      }
      signers = try AllowedSigners(parsing: bytes, file: file)
      objects.append(bytes)
    }
    let submitted = stage.approvals == nil ? [] : try ApprovalFolder(folder).read()
    tally = ApprovalTally.count(submitted, for: plan, rule: stage.approvals, signers: signers, at: now)
    let counted = Set(tally.counted.map(\.name))
    var kept: [(SignedApproval, LedgerEntry.ApprovalReference?)] = []
    for approval in submitted where counted.contains(approval.name) {
      guard let signature = approval.signature else { continue }
      let reference = LedgerEntry.ApprovalReference(
        document: ContentDigest(of: approval.document), signature: ContentDigest(of: signature))
      kept.append((approval, reference))
      objects += [approval.document, signature]
    }
    approvals = kept
  }

  private static func checkPolicy(_ policy: ModelPolicy, _ plan: PromotionPlan) throws(Failure) {
    guard plan.model == policy.model else {
      throw Failure(.fail, "the plan is for model \(plan.model), the policy for \(policy.model)")
    }
    guard plan.policy == policy.digest else {
      throw Failure(
        .conflict, "the policy changed since the plan was made", at: Place(file: policy.file),
        hint: "run the steps, the gate and the plan again under the new policy")
    }
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
    guard found == plan.artifact else { throw altered("the artifact", path) }
  }

  private static func altered(_ what: String, _ file: String) -> Failure {
    Failure(
      .fail, "\(what) is not what the plan was made for: it was altered since", at: Place(file: file),
      hint: "restore it, or run the steps, the gate and the plan again")
  }

  /// Records the promotion; the moment it is appended it has happened.
  ///
  /// - Throws: `conflict` when the stage was released to by somebody else since the plan was made.
  func record(in ledger: ReleaseLedger, actor: String) throws(Failure) -> ReleaseLedger.Recorded {
    // What the entry points to has to be there before the entry is.
    for object in objects { try ledger.put(object) }
    let recorded = try ledger.append { history throws(Failure) in
      if history.standing(plan.digest, at: stage.name) != nil { return nil }
      return try entry(after: history, actor: actor)
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
    entry.plan = plan.digest
    entry.decision = plan.decision
    entry.policy = plan.policy
    entry.signers = plan.signers
    entry.evidence = evidence
    entry.approvals = approvals.compactMap(\.reference)
    return entry
  }
}

extension PromotionPlan {
  /// - Throws: `conflict` when the ledger has moved on from what the plan starts from.
  func requireCurrent(_ history: ReleaseHistory) throws(Failure) {
    guard base == history.base(of: stage), from == history.stages[stage] else { throw stale(history) }
  }

  func stale(_ history: ReleaseHistory) -> Failure {
    let last = history.entries.last { $0.entry.stage == stage }?.entry
    let what = last.map { "\($0.kind.rawValue) of \($0.version) by \($0.actor) at \($0.time)" } ?? "nothing"
    return Failure(
      .conflict, "the plan is stale: \(stage) changed since it was made (\(what))",
      hint: "look at modelgate-release history, then plan again if it still should be promoted")
  }
}
