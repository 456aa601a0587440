package import Core
import Evidence
package import Ledger
import Signatures

/// Verifies a ledger from nothing but its bytes: the chain, every object, every decision, every signature.
package struct LedgerAudit: Sendable {
  package struct Finding: Sendable, Equatable {
    /// The number of the entry it concerns; nil for the ledger as a whole.
    package let entry: Int?
    package let diagnostic: Diagnostic
  }

  /// What contradicts the ledger's claims: none when it verifies.
  package private(set) var problems: [Finding] = []
  /// The entries, as far as the chain holds.
  package private(set) var history = ReleaseHistory([])
  package private(set) var signaturesVerified = 0
  package private(set) var decisionsRecomputed = 0
  package private(set) var objectsVerified = 0

  private let ledger: ReleaseLedger
  private let model: String
  private let stageOf: @Sendable (_ policy: [UInt8], _ stage: String) throws(Failure) -> Stage

  /// - Parameters:
  ///   - model: whose ledger it should be.
  ///   - stageOf: reads a stage out of the policy that was in force.
  package init(
    of ledger: ReleaseLedger, model: String,
    stageOf: @escaping @Sendable (_ policy: [UInt8], _ stage: String) throws(Failure) -> Stage
  ) {
    self.ledger = ledger
    self.model = model
    self.stageOf = stageOf
    do throws(Failure) {
      history = ReleaseHistory(try ledger.entries())
    } catch {
      report(error, entry: nil)
    }
    for index in history.entries.indices { check(index) }
    checkObjects()
    do throws(Failure) {
      problems += try ledger.store.rewrites().map { Finding(entry: nil, diagnostic: $0) }
    } catch {
      report(error, entry: nil)
    }
  }

  private mutating func report(_ failure: Failure, entry: Int?) {
    problems += failure.diagnostics.map { Finding(entry: entry, diagnostic: $0) }
  }

  private mutating func report(_ message: String, _ recorded: ReleaseLedger.Recorded) {
    let place = ledger.store.place(of: recorded.digest)
    problems.append(
      Finding(
        entry: recorded.entry.sequence,
        diagnostic: Diagnostic("entry \(recorded.entry.sequence): \(message)", at: place)))
  }

  private mutating func checkObjects() {
    do throws(Failure) {
      for digest in try ledger.store.objects() {
        do throws(Failure) {
          _ = try ledger.object(digest)
          objectsVerified += 1
        } catch  where !problems.contains(where: { error.diagnostics.contains($0.diagnostic) }) {
          report(error, entry: nil)
        } catch {
          // Already reported by the entry that rests on it.
        }
      }
    } catch {
      report(error, entry: nil)
    }
  }

  private mutating func check(_ index: Int) {
    let recorded = history.entries[index]
    let entry = recorded.entry
    let before = ReleaseHistory(Array(history.entries[..<index]))
    if entry.model != model { report("it is about model \(entry.model)", recorded) }
    if let last = before.entries.last, entry.time < last.entry.time.advanced(by: Timestamp.Span(seconds: -300)) {
      report("it is dated before the entry that it follows", recorded)
    }
    let expected = before.next(
      entry.kind, model: entry.model, version: entry.version, artifact: entry.artifact, stage: entry.stage,
      time: entry.time, actor: entry.actor)
    if entry.stages != expected.stages { report("its summary of the stages is not what follows from it", recorded) }
    switch entry.kind {
    case .register:
      if before.registration(of: entry.version) != nil { report("the version was registered before", recorded) }
    case .adopt: checkReleased(recorded, before, first: true)
    case .rollback:
      checkReleased(recorded, before, first: false)
      if let stage = entry.stage, !before.wasReleased(entry.version, entry.artifact, to: stage) {
        report("it rolls back to a version that never held the stage", recorded)
      }
    case .request: checked(recorded) { audit throws(Failure) in _ = try audit.checkPlan(recorded, before) }
    case .approve: checked(recorded) { audit throws(Failure) in try audit.checkApproval(recorded, before) }
    case .promote:
      checkReleased(recorded, before, first: false)
      checked(recorded) { audit throws(Failure) in
        guard let (plan, stage) = try audit.checkPlan(recorded, before) else { return }
        if let earlier = stage.after, !before.wasReleased(entry.version, entry.artifact, to: earlier) {
          audit.report("the version had not been released to \(earlier)", recorded)
        }
        try audit.recount(recorded, plan: plan, rule: stage.approvals)
      }
    }
  }

  private mutating func checked(
    _ recorded: ReleaseLedger.Recorded, _ work: (inout LedgerAudit) throws(Failure) -> Void
  ) {
    do throws(Failure) {
      try work(&self)
    } catch {
      report(error, entry: recorded.entry.sequence)
    }
  }

  private mutating func checkReleased(
    _ recorded: ReleaseLedger.Recorded, _ before: ReleaseHistory, first: Bool
  ) {
    let entry = recorded.entry
    if entry.stage == nil { report("it releases to no stage", recorded) }
    if before.registration(of: entry.version)?.artifact != entry.artifact {
      report("the version was not registered with this artifact", recorded)
    }
    if first, before.entries.contains(where: { $0.entry.kind == .promote }) {
      report("it adopts a version after the first promotion", recorded)
    }
    if entry.kind != .promote, entry.reason?.isEmpty ?? true { report("it gives no reason", recorded) }
  }

  /// What a request and a promotion have in common: a plan that says the same, and a decision that follows.
  ///
  /// - Returns: nil when the entry names no plan; that is reported.
  private mutating func checkPlan(
    _ recorded: ReleaseLedger.Recorded, _ before: ReleaseHistory
  ) throws(Failure) -> (PromotionPlan, Stage)? {
    let entry = recorded.entry
    guard let planDigest = entry.plan, let decisionDigest = entry.decision, let policyDigest = entry.policy,
      let stageName = entry.stage
    else {
      report("it names no plan, decision, policy or stage", recorded)
      return nil
    }
    let plan = try PromotionPlan(
      parsing: ledger.object(planDigest), file: ledger.store.place(of: planDigest).file ?? "")
    let stage = try stageOf(ledger.object(policyDigest), stageName)
    let evidence = Dictionary(entry.evidence.map { ($0.step, $0.digest) }) { first, _ in first }
    let agrees =
      plan.model == entry.model && plan.stage == stageName && plan.version == entry.version
      && plan.artifact == entry.artifact && plan.decision == decisionDigest && plan.policy == policyDigest
      && plan.signers == entry.signers && plan.evidence == evidence && plan.approvals == stage.approvals
    if !agrees { report("it is not what its plan says", recorded) }
    if plan.base != before.base(of: stageName) || plan.from != before.stages[stageName] {
      report("its plan starts from another state of the ledger", recorded)
    }
    try recompute(recorded, stage: stage, decision: decisionDigest, policy: policyDigest)
    return (plan, stage)
  }

  /// Whether it counts is for the promotion to say; here it has to be what its signer signed.
  private mutating func checkApproval(
    _ recorded: ReleaseLedger.Recorded, _ before: ReleaseHistory
  ) throws(Failure) {
    let entry = recorded.entry
    guard let planDigest = entry.plan, entry.approvals.count == 1, let reference = entry.approvals.first else {
      return report("it is not one approval of a plan", recorded)
    }
    if before.request(of: planDigest) == nil { report("it approves a plan that was not on record", recorded) }
    let name = ledger.store.place(of: reference.document).file ?? ""
    let approval = SignedApproval(
      name: name, document: try ledger.object(reference.document), signature: try ledger.object(reference.signature))
    if let reason = ApprovalTally.damage(approval) {
      report("the approval \(name) was altered or forged: \(reason)", recorded)
    }
    guard let document = ApprovalDocument(parsing: approval.document) else { return }
    if document.plan != planDigest || document.signer != entry.actor {
      report("it is not what its approval says", recorded)
    }
  }

  private mutating func recompute(
    _ recorded: ReleaseLedger.Recorded, stage: Stage, decision: ContentDigest, policy: ContentDigest
  ) throws(Failure) {
    let entry = recorded.entry
    let bytes = try ledger.object(decision)
    let file = ledger.store.place(of: decision).file ?? ""
    let policyName = try JSON(parsing: bytes, file: file)["predicate"]?["policy"]?["uri"]?.string ?? ""
    var submissions: [String: Gate.Submission] = [:]
    for reference in entry.evidence {
      let statement = try EvidenceStatement(
        parsing: ledger.object(reference.digest), file: ledger.store.place(of: reference.digest).file ?? "")
      submissions[reference.step] = Gate.Submission(
        statement: statement, digest: reference.digest, time: reference.time)
    }
    let gate = Gate(
      model: entry.model, stage: stage, candidate: entry.artifact, policy: Resource(.policy, policyName, policy),
      contracts: nil)
    let recomputed = gate.decide(submissions, now: entry.time)
    if recomputed.json.pretty != bytes {
      report("its decision does not follow from its evidence and policy", recorded)
    } else if recomputed.verdict > .warn {
      report("its decision was \(recomputed.verdict.rawValue)", recorded)
    } else {
      decisionsRecomputed += 1
    }
  }

  private mutating func recount(
    _ recorded: ReleaseLedger.Recorded, plan: PromotionPlan, rule: ApprovalRule?
  ) throws(Failure) {
    var submitted: [SignedApproval] = []
    for reference in recorded.entry.approvals {
      submitted.append(
        SignedApproval(
          name: ledger.store.place(of: reference.document).file ?? "", document: try ledger.object(reference.document),
          signature: try ledger.object(reference.signature)))
    }
    var signers = AllowedSigners(entries: [])
    if let digest = recorded.entry.signers {
      signers = try AllowedSigners(
        parsing: ledger.object(digest), file: ledger.store.place(of: digest).file ?? "")
    }
    let tally = ApprovalTally.count(submitted, for: plan, rule: rule, signers: signers, at: recorded.entry.time)
    for approval in tally.approvals {
      switch approval.standing {
      case .counted: signaturesVerified += 1
      case .uncounted(let reason), .invalid(let reason):
        report("the approval \(approval.name) does not count: \(reason)", recorded)
      case .unrelated: report("the approval \(approval.name) is of another plan", recorded)
      }
    }
    if tally.missing > 0 {
      report("it has \(tally.counted.count) of the \(tally.required) approvals it needed", recorded)
    }
  }
}
