package import Core
package import Evidence

/// The gate's verdict on a candidate for a stage, with the digests of all that it rests on.
///
/// On disk an in-toto Statement v1 whose predicate is a SLSA Verification Summary
/// (https://slsa.dev/spec/v1.0/verification_summary). A pure function of its inputs, with no time in it, so that
/// whoever holds the inputs can come to the same bytes.
package struct GateDecision: Sendable, Equatable {
  /// What the gate thinks of one required step.
  package struct Finding: Sendable, Equatable {
    package var step: String
    package var verdict: Verdict
    package var reason: String
    /// What to do about it.
    package var hint: String?
    /// The digest of the evidence file, when there was one.
    package var evidence: ContentDigest?
  }

  package let model: String
  package let stage: String
  package let candidate: ContentDigest
  package let policy: Resource
  package let findings: [Finding]

  package var verdict: Verdict { findings.map(\.verdict).worst }

  package var reason: String {
    if findings.isEmpty { return "the stage requires no evidence, so there is nothing to decide by" }
    let worst = findings.filter { $0.verdict == verdict }
    if verdict == .pass { return "all \(findings.count) required steps pass" }
    return worst.map { "\($0.step): \($0.reason)" }.joined(separator: "; ")
  }

  package var json: JSON {
    [
      "_type": .string(EvidenceStatement.statementType),
      "subject": [["name": .string("\(model) (candidate artifact)"), "digest": ["sha256": .string(candidate.hex)]]],
      "predicateType": "https://slsa.dev/verification_summary/v1",
      "predicate": [
        "verifier": ["id": "urn:modelgate:gate:1"],
        "resourceUri": .string("urn:modelgate:model:\(model)"),
        "policy": ["uri": .string(policy.name), "digest": ["sha256": .string(policy.digest.hex)]],
        "inputAttestations": .array(
          findings.compactMap { finding in
            finding.evidence.map { ["uri": .string("\(finding.step).json"), "digest": ["sha256": .string($0.hex)]] }
          }),
        "verificationResult": .string(verdict <= .warn ? "PASSED" : "FAILED"),
        "verifiedLevels": verdict <= .warn ? [.string("MODELGATE_\(stage.uppercased())")] : [],
        "modelgate": [
          "format": "modelgate-decision/1",
          "model": .string(model),
          "stage": .string(stage),
          "verdict": .string(verdict.rawValue),
          "reason": .string(reason),
          "findings": .array(
            findings.map {
              .members([
                "step": .string($0.step), "verdict": .string($0.verdict.rawValue), "reason": .string($0.reason),
                "hint": $0.hint.map { .string($0) }, "evidence": $0.evidence.map { .text($0) },
              ])
            }),
        ],
      ],
    ]
  }
}
