package import Core
package import Ledger

/// Exactly what a promotion would change, and from which state of the ledger. Approvals bind to its digest.
package struct PromotionPlan: Sendable, Equatable {
  package var model: String
  package var stage: String
  package var version: String
  package var artifact: ContentDigest
  /// What holds the stage now; nil at a first release.
  package var from: LedgerEntry.Release?
  /// The entry that released what holds the stage now, or the ledger's first entry when nothing does: the plan stands
  /// as long as no later entry releases to this stage.
  package var base: ContentDigest
  package var decision: ContentDigest
  package var policy: ContentDigest
  /// The `allowed_signers` file that says whose approvals count; nil when nobody has to approve.
  package var signers: ContentDigest?
  package var approvals: ApprovalRule?
  /// By step.
  package var evidence: [String: ContentDigest]
  /// Who registered the version and who made the plan: neither may approve it.
  package var requesters: [String]

  /// Whether the version holds the stage already: what a workflow that runs once more for the same version finds.
  package var changesNothing: Bool { from?.version == version && from?.artifact == artifact }

  package init(
    model: String, stage: String, version: String, artifact: ContentDigest, from: LedgerEntry.Release?,
    base: ContentDigest, decision: ContentDigest, policy: ContentDigest, signers: ContentDigest?,
    approvals: ApprovalRule?, evidence: [String: ContentDigest], requesters: [String]
  ) {
    self.model = model
    self.stage = stage
    self.version = version
    self.artifact = artifact
    self.from = from
    self.base = base
    self.decision = decision
    self.policy = policy
    self.signers = signers
    self.approvals = approvals
    self.evidence = evidence
    self.requesters = requesters
  }

  /// The bytes that the digest covers and that are written to disk.
  package var bytes: [UInt8] { json.canonical }
  package var digest: ContentDigest { ContentDigest(of: bytes) }

  static let format = "modelgate-plan/1"

  package var json: JSON {
    .members([
      "format": .string(Self.format),
      "model": .string(model),
      "stage": .string(stage),
      "version": .string(version),
      "artifact": .text(artifact),
      "from": from.map {
        ["version": .string($0.version), "artifact": .text($0.artifact), "sequence": .integer($0.sequence)]
      } ?? .null,
      "base": .text(base),
      "decision": .text(decision),
      "policy": .text(policy),
      "signers": signers.map { .text($0) },
      "approvals": approvals.map {
        .members(["rule": $0.json, "signers": .string($0.signers)])
      },
      "evidence": .object(evidence.mapValues { .text($0) }),
      "requesters": .array(requesters.map { .string($0) }),
    ])
  }

  /// Reads a plan.
  ///
  /// - Throws: `fail` naming the file when it is not byte for byte what `plan` writes.
  package init(parsing bytes: [UInt8], file: String) throws(Failure) {
    guard let plan = Self.read(bytes, file: file), plan.bytes == bytes else {
      throw Failure(
        .fail, "this is not a plan as modelgate-release wrote it, or it was altered since", at: Place(file: file),
        hint: "make the plan again with modelgate-release plan")
    }
    self = plan
  }

  private static func read(_ bytes: [UInt8], file: String) -> PromotionPlan? {
    guard let json = try? JSON(parsing: bytes, file: file), json["format"]?.string == format,
      let model = json["model"]?.string, let stage = json["stage"]?.string, let version = json["version"]?.string,
      let artifact = json["artifact"].flatMap(ContentDigest.init(json:)),
      let base = json["base"].flatMap(ContentDigest.init(json:)),
      let decision = json["decision"].flatMap(ContentDigest.init(json:)),
      let policy = json["policy"].flatMap(ContentDigest.init(json:)),
      let evidence = json["evidence"]?.object, let requesters = json["requesters"]?.array
    else { return nil }
    var from: LedgerEntry.Release?
    if let release = json["from"], let version = release["version"]?.string,
      let artifact = release["artifact"].flatMap(ContentDigest.init(json:)), let sequence = release["sequence"]?.integer
    {
      from = LedgerEntry.Release(version: version, artifact: artifact, sequence: sequence)
    }
    var rule: ApprovalRule?
    if let approvals = json["approvals"], let count = approvals["rule"]?["count"]?.integer,
      let signers = approvals["signers"]?.string
    {
      rule = ApprovalRule(
        count: count, signers: signers, by: approvals["rule"]?["by"]?.array?.compactMap(\.string),
        validFor: approvals["rule"]?["validFor"]?.string.flatMap { Timestamp.Span($0) })
    }
    return PromotionPlan(
      model: model, stage: stage, version: version, artifact: artifact, from: from, base: base, decision: decision,
      policy: policy, signers: json["signers"].flatMap(ContentDigest.init(json:)), approvals: rule,
      evidence: evidence.compactMapValues(ContentDigest.init(json:)), requesters: requesters.compactMap(\.string))
  }
}
