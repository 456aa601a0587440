package import Core
package import Evidence
package import Ledger
package import Policy
package import Release

/// A plan with all that it rests on, from the evidence folder or from the ledger: what an approver is shown, and what
/// a promotion checks and records.
package struct PlanDossier: Sendable {
  package let plan: PromotionPlan
  package let policy: [UInt8]
  package let decision: EvidenceFolder.Document
  /// By step.
  package let evidence: [String: Gate.Submission]
  private let documents: [[UInt8]]
  /// The `allowed_signers` file; nil when nobody has to approve.
  package let signers: (bytes: [UInt8], file: String)?

  /// From the files beside a plan that was made here.
  ///
  /// - Throws: `fail` naming the file when it is not what the plan was made for; `missingInput` when it is gone;
  ///   `conflict` when the file of those who may approve is another one now.
  package init(_ plan: PromotionPlan, _ policy: ModelPolicy, _ folder: EvidenceFolder) throws(Failure) {
    let stage = try policy.requiredStage(plan.stage)
    self.plan = plan
    self.policy = policy.bytes
    decision = try folder.read("decision/\(stage.name)")
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
    evidence = collected.submissions
    documents = collected.documents.values.map(\.bytes)
    signers = try stage.approvals.map { rule throws(Failure) in
      let file = policy.resolve(rule.signers)
      return (try Files.read(file), file)
    }
  }

  /// From the ledger, where a request put it.
  ///
  /// - Throws: `fail` naming what was altered.
  package init(_ request: ReleaseLedger.Recorded, in ledger: ReleaseLedger) throws(Failure) {
    let entry = request.entry
    func place(_ digest: ContentDigest) -> String { ledger.store.place(of: digest).file ?? "" }
    guard let planDigest = entry.plan, let decisionDigest = entry.decision, let policyDigest = entry.policy else {
      throw Failure(.fail, "the request names no plan", at: ledger.store.place(of: request.digest))
    }
    plan = try PromotionPlan(parsing: ledger.object(planDigest), file: place(planDigest))
    policy = try ledger.object(policyDigest)
    decision = EvidenceFolder.Document(
      file: place(decisionDigest), bytes: try ledger.object(decisionDigest), environment: nil)
    var evidence: [String: Gate.Submission] = [:]
    var documents: [[UInt8]] = []
    for reference in entry.evidence {
      let bytes = try ledger.object(reference.digest)
      let statement = try EvidenceStatement(parsing: bytes, file: place(reference.digest))
      evidence[reference.step] = Gate.Submission(
        statement: statement, digest: reference.digest, time: reference.time)
      documents.append(bytes)
    }
    self.evidence = evidence
    self.documents = documents
    signers = try entry.signers.map { digest throws(Failure) in (try ledger.object(digest), place(digest)) }
  }

  /// Everything that the ledger is to keep of it.
  package var objects: [[UInt8]] {
    [plan.bytes, decision.bytes, policy] + documents + (signers.map { [$0.bytes] } ?? [])
  }

  /// Completes an entry about the plan with what it rests on.
  package func describe(in entry: inout LedgerEntry) {
    entry.plan = plan.digest
    entry.decision = plan.decision
    entry.policy = plan.policy
    entry.signers = plan.signers
    entry.evidence = evidence.sorted { $0.key < $1.key }.map { step, submission in
      LedgerEntry.EvidenceReference(step: step, digest: submission.digest, time: submission.time)
    }
  }

  /// Checks that the plan may still be carried out under the policy as it is now.
  ///
  /// - Throws: `conflict` when the policy or its signers changed since; `hold` when evidence has grown stale; `fail`
  ///   when the decision does not follow from the evidence.
  package func check(_ policy: ModelPolicy, now: Timestamp) throws(Failure) {
    guard plan.model == policy.model else {
      throw Failure(.fail, "the plan is for model \(plan.model), the policy for \(policy.model)")
    }
    guard plan.policy == policy.digest else {
      throw Failure(
        .conflict, "the policy changed since the plan was made", at: Place(file: policy.file),
        hint: "run the steps, the gate and the plan again under the new policy")
    }
    let stage = try policy.requiredStage(plan.stage)
    try Gate(policy, stage: stage, candidate: plan.artifact).decide(evidence, now: now).require(toBe: decision)
    guard let rule = stage.approvals else { return }
    let file = policy.resolve(rule.signers)
    guard try Files.digest(file) == plan.signers else {
      throw Failure(
        .conflict, "who may approve changed since the plan was made", at: Place(file: file),
        hint: "make the plan again, and have it approved")
    }
  }

  package static func altered(_ what: String, _ file: String) -> Failure {
    Failure(
      .fail, "\(what) is not what the plan was made for: it was altered since", at: Place(file: file),
      hint: "restore it, or run the steps, the gate and the plan again")
  }
}

extension GateDecision {
  /// Checks that the decision which was written down is this one, and a pass.
  ///
  /// - Throws: `fail` naming the file when it was altered; `hold` or `fail` with the reason when it is no pass, or is
  ///   none any more.
  package func require(toBe written: EvidenceFolder.Document) throws(Failure) {
    let place = Place(file: written.file)
    guard written.isIntact else {
      throw Failure(
        .fail, "the decision was altered after it was written", at: place, hint: "run modelgate-gate again")
    }
    if verdict > .warn {
      throw Failure(
        verdict.exitCode,
        findings.filter { $0.verdict == verdict }.map {
          Diagnostic("the gate does not pass: \($0.step): \($0.reason)", at: place, hint: $0.hint)
        })
    }
    guard json.pretty == written.bytes else {
      throw Failure(
        .fail, "the decision does not follow from the evidence, the policy and the candidate as they are now",
        at: place, hint: "run modelgate-gate again")
    }
  }
}

extension PromotionPlan {
  /// - Throws: `conflict` when the ledger has moved on from what the plan starts from.
  package func requireCurrent(_ history: ReleaseHistory) throws(Failure) {
    guard base == history.base(of: stage), from == history.stages[stage] else { throw stale(history) }
  }

  package func stale(_ history: ReleaseHistory) -> Failure {
    let last = history.lastRelease(to: stage)?.entry
    let what = last.map { "\($0.kind.rawValue) of \($0.version) by \($0.actor) at \($0.time)" } ?? "nothing"
    return Failure(
      .conflict, "the plan is stale: \(stage) changed since it was made (\(what))",
      hint: "look at modelgate-release history, then plan again if it still should be promoted")
  }
}
