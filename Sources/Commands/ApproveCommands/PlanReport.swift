import CommandSupport
import Core
import Evidence
import Ledger
import Release
import Reporting

/// What is being approved, in full: what changes, who asked, and what every step found.
enum PlanReport {
  static func make(_ plan: PromotionPlan, _ dossier: PlanDossier?) -> StepReport {
    var report = StepReport(
      step: "\(plan.model)/approve/\(plan.stage)", title: "approving \(plan.model) \(plan.version) → \(plan.stage)",
      verdict: .pass,
      reason: "\(plan.digest)", json: plan.json)
    report.isVerdict = false
    report.tables = [
      StepReport.Table(
        [StepReport.Column("what"), StepReport.Column("is")],
        rows: [
          ["replaces", .text(plan.from.map { "\($0.version) \($0.artifact)" } ?? "nothing yet")],
          ["with", .text("\(plan.version) \(plan.artifact)")],
          ["asked for by", .text(plan.requesters.joined(separator: ", "))],
          ["decision", .text(plan.decision.description)],
          ["policy", .text(plan.policy.description)],
        ])
    ]
    report.tables.append(steps(plan, dossier))
    for step in plan.evidence.keys.sorted() {
      guard let statement = dossier?.evidence[step]?.statement else { continue }
      // Dozens of data rules that pass say no more than their number does.
      let telling = statement.rules.filter { $0.verdict > .pass || statement.rules.count <= 20 }
      report.tables.append(
        StepReport.Table(
          title: "\(step): \(statement.rules.count) rules",
          [StepReport.Column("rule"), StepReport.Column("found"), StepReport.Column("verdict")],
          rows: telling.map { [.text($0.id), .text($0.message), .verdict($0.verdict)] }))
    }
    return report
  }

  private static func steps(_ plan: PromotionPlan, _ dossier: PlanDossier?) -> StepReport.Table {
    StepReport.Table(
      title: "evidence",
      [
        StepReport.Column("step"), StepReport.Column("digest"), StepReport.Column("found"),
        StepReport.Column("verdict"),
      ],
      rows: plan.evidence.sorted { $0.key < $1.key }.map { step, digest in
        let statement = dossier?.evidence[step]?.statement
        return [
          .text(step), .text(digest.description), .text(statement?.reason ?? "not at hand"),
          statement.map { .verdict($0.verdict) } ?? "–",
        ]
      })
  }
}
