import Core
package import Release
package import Reporting

extension ApprovalTally {
  /// What counts, what does not, and how to mend it.
  ///
  /// - Parameters:
  ///   - policy: the policy file, for the commands to copy.
  ///   - onRecord: whether approvers find the plan in the ledger.
  package func report(_ plan: PromotionPlan, policy: String, onRecord: Bool) -> StepReport {
    let tally = "\(counted.count) of \(required) approvals"
    let reason =
      invalid.isEmpty
      ? tally + (missing > 0 ? "; \(missing) missing" : "")
      : "an approval was altered or forged: \(invalid.map(\.name).joined(separator: ", "))"
    var report = StepReport(
      title: "approvals of \(plan.model) \(plan.version) → \(plan.stage)", verdict: verdict, reason: reason,
      json: [
        "verdict": .string(verdict.rawValue), "reason": .string(reason), "plan": .text(plan.digest),
        "required": .integer(required), "counted": .integer(counted.count),
        "approvals": .array(
          approvals.map {
            .members([
              "file": .string($0.name), "signer": $0.signer.map { .string($0) }, "standing": .string($0.explanation),
            ])
          }),
      ])
    report.rules = approvals.map {
      StepReport.Rule(id: $0.name, verdict: $0.verdict, message: $0.explanation)
    }
    report.rules.append(StepReport.Rule(id: "approvals", verdict: verdict, message: reason))
    report.tables = [
      StepReport.Table(
        [StepReport.Column("approval"), StepReport.Column("by"), StepReport.Column("standing")],
        rows: approvals.map { [.text($0.name), .text($0.signer ?? "?"), .text($0.explanation)] })
    ]
    if missing == 0, invalid.isEmpty { return report }
    if invalid.isEmpty {
      let people = missing == 1 ? "one more approver" : "\(missing) more approvers"
      let excluded = plan.requesters.joined(separator: ", ")
      report.next = [
        .sentence("\(people) (not \(excluded), who asked for it) must run"),
        .command(plan.signCommand(policy: policy, onRecord: onRecord)),
      ]
    } else {
      report.next = [.sentence("find out who changed the file, remove it, and have it signed again")]
    }
    return report
  }
}

extension PromotionPlan {
  /// What an approver runs.
  package func signCommand(policy: String, onRecord: Bool) -> String {
    let flag = policy == "modelgate.yaml" ? [] : ["--policy", policy]
    let which = onRecord ? ["--plan", digest.short] : ["--stage", stage]
    return Shell.line(["modelgate-approve", "sign"] + which + flag + ["--key", "KEYFILE"])
  }
}

extension ApprovalTally.Approval {
  var explanation: String {
    switch standing {
    case .counted: "counts"
    case .uncounted(let reason): reason
    case .invalid(let reason): "altered or forged: \(reason)"
    case .unrelated: "approves another plan"
    }
  }

  var verdict: Verdict {
    switch standing {
    case .counted, .unrelated: .pass
    case .uncounted: .warn
    case .invalid: .fail
    }
  }
}
