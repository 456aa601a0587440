package import Core

extension LedgerEntry {
  static let format = "modelgate-ledger/1"

  package var json: JSON {
    .members([
      "format": .string(Self.format),
      "sequence": .integer(sequence),
      "previous": previous.map { .text($0) } ?? .null,
      "model": .string(model),
      "kind": .string(kind.rawValue),
      "time": .text(time),
      "actor": .string(actor),
      "version": .string(version),
      "artifact": .text(artifact),
      "path": path.map { .string($0) },
      "stage": stage.map { .string($0) },
      "reason": reason.map { .string($0) },
      "plan": plan.map { .text($0) },
      "decision": decision.map { .text($0) },
      "policy": policy.map { .text($0) },
      "signers": signers.map { .text($0) },
      "evidence": evidence.isEmpty ? nil : .array(evidence.map(\.json)),
      "approvals": approvals.isEmpty ? nil : .array(approvals.map(\.json)),
      "stages": .object(stages.mapValues(\.json)),
    ])
  }

  /// Reads an entry; nil when the bytes are not exactly what modelgate writes for some entry.
  package init?(parsing bytes: [UInt8], file: String) {
    guard let json = try? JSON(parsing: bytes, file: file), json["format"]?.string == Self.format,
      let sequence = json["sequence"]?.integer, let model = json["model"]?.string,
      let kind = json["kind"]?.string.flatMap(Kind.init(rawValue:)),
      let time = json["time"]?.string.flatMap({ Timestamp($0) }), let actor = json["actor"]?.string,
      let version = json["version"]?.string, let artifact = json["artifact"].flatMap(ContentDigest.init(json:))
    else { return nil }
    self.init(
      sequence: sequence, previous: json["previous"].flatMap(ContentDigest.init(json:)), model: model, kind: kind,
      time: time, actor: actor, version: version, artifact: artifact)
    path = json["path"]?.string
    stage = json["stage"]?.string
    reason = json["reason"]?.string
    plan = json["plan"].flatMap(ContentDigest.init(json:))
    decision = json["decision"].flatMap(ContentDigest.init(json:))
    policy = json["policy"].flatMap(ContentDigest.init(json:))
    signers = json["signers"].flatMap(ContentDigest.init(json:))
    evidence = json["evidence"]?.array?.compactMap(EvidenceReference.init) ?? []
    approvals = json["approvals"]?.array?.compactMap(ApprovalReference.init) ?? []
    stages = json["stages"]?.object?.compactMapValues(Release.init) ?? [:]
    // Whatever was not understood above is missing from what we would write.
    guard self.json.canonical == bytes else { return nil }
  }
}

extension LedgerEntry.Release {
  var json: JSON { ["version": .string(version), "artifact": .text(artifact), "sequence": .integer(sequence)] }

  init?(_ json: JSON) {
    guard let version = json["version"]?.string, let artifact = json["artifact"].flatMap(ContentDigest.init(json:)),
      let sequence = json["sequence"]?.integer
    else { return nil }
    self.init(version: version, artifact: artifact, sequence: sequence)
  }
}

extension LedgerEntry.EvidenceReference {
  var json: JSON { .members(["step": .string(step), "digest": .text(digest), "time": time.map { .text($0) }]) }

  init?(_ json: JSON) {
    guard let step = json["step"]?.string, let digest = json["digest"].flatMap(ContentDigest.init(json:)) else {
      return nil
    }
    self.init(step: step, digest: digest, time: json["time"]?.string.flatMap { Timestamp($0) })
  }
}

extension LedgerEntry.ApprovalReference {
  var json: JSON { ["document": .text(document), "signature": .text(signature)] }

  init?(_ json: JSON) {
    guard let document = json["document"].flatMap(ContentDigest.init(json:)),
      let signature = json["signature"].flatMap(ContentDigest.init(json:))
    else { return nil }
    self.init(document: document, signature: signature)
  }
}
