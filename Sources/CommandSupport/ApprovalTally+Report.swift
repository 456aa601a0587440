import Core
package import Release
package import Reporting

extension ApprovalTally {
  /// What counts, what does not, and how to mend it.
  ///
  /// - Parameters:
  ///   - step: which step it is that counts them.
  ///   - policy: the policy file, for the commands to copy.
  ///   - onRecord: whether approvers find the plan in the ledger.
  package func report(_ plan: PromotionPlan, step: String, policy: String, onRecord: Bool) -> StepReport {
    var report = StepReport(
      step: "\(plan.model)/\(step)/\(plan.stage)",
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
    report.place = Place(file: policy)
    report.rules = approvals.map {
      StepReport.Rule(id: $0.name, verdict: $0.verdict, message: $0.explanation, at: [Place(file: $0.name)])
    }
    report.rules.append(StepReport.Rule(id: "approvals", verdict: verdict, message: reason))
    report.tables = [
      StepReport.Table(
        [StepReport.Column("by"), StepReport.Column("approval"), StepReport.Column("standing")],
        rows: approvals.map { [.text($0.signer ?? "?"), .text($0.name), .text($0.explanation)] })
    ]
    report.outputs =
      plan.outputs
      + [
        StepReport.Output("approvals_counted", counted.count), StepReport.Output("approvals_required", required),
      ]
    report.next = next(plan, policy: policy, onRecord: onRecord)
    return report
  }

  private var reason: String {
    if !invalid.isEmpty { return "an approval was altered or forged: \(invalid.map(\.name).joined(separator: ", "))" }
    return "\(counted.count) of \(required) approvals" + (missing > 0 ? ", \(missing) missing" : "")
  }

  private func next(_ plan: PromotionPlan, policy: String, onRecord: Bool) -> [StepReport.Next] {
    if !invalid.isEmpty { return [.sentence("find out who changed the file, remove it, and have it signed again")] }
    if missing == 0 { return [] }
    let requesters = plan.requesters.joined(separator: ", ")
    if eligible.count < missing {
      return [
        .sentence(
          "\(missing) more must approve, but only \(eligible.count) may: list more people and their keys in the file of "
            + "allowed signers (\(requesters) asked for the release), then plan it again")
      ]
    }
    let people = eligible.prefix(10).joined(separator: ", ") + (eligible.count > 10 ? ", …" : "")
    let who = eligible.count == missing ? people : "\(missing) of \(people)"
    return [
      .sentence("\(who) must approve (\(requesters) asked for the release)"),
      .command(plan.signCommand(policy: policy, onRecord: onRecord)),
    ]
  }
}

extension PromotionPlan {
  /// What a step that deals with the plan tells later ones.
  package var outputs: [StepReport.Output] {
    [
      StepReport.Output("model", model), StepReport.Output("version", version), StepReport.Output("stage", stage),
      StepReport.Output("artifact", artifact), StepReport.Output("plan", digest),
    ]
  }

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
