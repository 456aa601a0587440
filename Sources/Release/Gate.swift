package import Core
package import Evidence

/// Weighs evidence: does it concern this candidate and this policy, is none missing, stale or altered, and what does
/// it say?
package struct Gate: Sendable {
  /// One required step's evidence as it was found.
  package struct Submission: Sendable {
    /// Nil when the file is not what the step wrote.
    package var statement: EvidenceStatement?
    package var digest: ContentDigest
    /// When it was gathered; nil when nothing says so.
    package var time: Timestamp?

    package init(statement: EvidenceStatement?, digest: ContentDigest, time: Timestamp?) {
      self.statement = statement
      self.digest = digest
      self.time = time
    }
  }

  package var model: String
  package var stage: Stage
  package var candidate: ContentDigest
  package var policy: Resource
  /// For each step the contracts that the policy gives it, as they are now: the policy's own digest covers only
  /// their names. Nil where they are not at hand, as in an audit.
  package var contracts: [String: ContentDigest]?

  package init(
    model: String, stage: Stage, candidate: ContentDigest, policy: Resource, contracts: [String: ContentDigest]?
  ) {
    self.model = model
    self.stage = stage
    self.candidate = candidate
    self.policy = policy
    self.contracts = contracts
  }

  /// - Parameters:
  ///   - submissions: by step; a step that is absent has no evidence.
  ///   - now: what ages are counted up to.
  package func decide(_ submissions: [String: Submission], now: Timestamp) -> GateDecision {
    let findings = stage.requires.map { step in
      var finding = weigh(submissions[step], for: step, now: now)
      finding.evidence = submissions[step]?.digest
      return finding
    }
    return GateDecision(model: model, stage: stage.name, candidate: candidate, policy: policy, findings: findings)
  }

  private func weigh(_ submission: Submission?, for step: String, now: Timestamp) -> GateDecision.Finding {
    func finding(_ verdict: Verdict, _ reason: String, hint: String? = "run the step again") -> GateDecision.Finding {
      GateDecision.Finding(step: step, verdict: verdict, reason: reason, hint: hint)
    }
    guard let submission else {
      return finding(.hold, "there is no evidence", hint: "run the step that gathers it: \(Self.command(for: step))")
    }
    guard let statement = submission.statement else {
      return finding(.fail, "the evidence was altered after it was written")
    }
    guard statement.step == step, statement.model == model else {
      return finding(.fail, "the evidence is about \(statement.step) of model \(statement.model)")
    }
    guard let examined = statement.candidate else {
      return finding(
        .fail, "the evidence names no candidate artifact", hint: "give the step --artifact, or set it in the policy")
    }
    guard examined == candidate else {
      return finding(.fail, "the evidence concerns another artifact, \(examined.short)…, not \(candidate.short)…")
    }
    guard statement.policy == policy.digest else {
      return finding(.fail, "the evidence was gathered under another version of the policy")
    }
    if let contracts {
      let used = statement.configuration.first { $0.role == .contract }?.digest
      guard used == contracts[step] else {
        return finding(.fail, "the contract changed after the evidence was gathered")
      }
    }
    if let limit = stage.maxEvidenceAge {
      guard let time = submission.time else { return finding(.hold, "nothing says when the evidence was gathered") }
      guard now.since(time) <= limit else {
        return finding(.hold, "the evidence is from \(time), older than the \(limit) that the stage allows")
      }
      guard time <= now.advanced(by: Timestamp.Span(seconds: 300)) else {
        return finding(.hold, "the evidence claims to be from the future, \(time)", hint: "check the machine's clock")
      }
    }
    return finding(statement.verdict, statement.reason, hint: nil)
  }

  private static func command(for step: String) -> String {
    step == "comparison" ? "modelgate-compare" : "modelgate-data check \(step.split(separator: "/").last ?? "")"
  }
}
