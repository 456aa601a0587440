import CommandSupport
import Comparison
import Core
import Metrics
import Reporting
import Statistics

extension ComparisonReport {
  func stepReport(title: String) -> StepReport {
    var report = StepReport(title: title, verdict: verdict, reason: reason, json: json)
    report.rules = outcomes.map { StepReport.Rule(id: $0.id, verdict: $0.verdict, message: $0.reason) }
    let confidence = "\(JSON.ecmaScript(settings.confidence * 100)) % interval"
    report.tables = [
      StepReport.Table(
        [
          StepReport.Column("rule"), StepReport.Column("rows", numeric: true),
          StepReport.Column("candidate", numeric: true), StepReport.Column("baseline", numeric: true),
          StepReport.Column("better by", numeric: true), StepReport.Column(confidence, numeric: true),
          StepReport.Column("verdict"),
        ],
        rows: outcomes.map { outcome in
          [
            .text(outcome.id), .text("\(outcome.rows)"), .text(Console.number(outcome.candidate)),
            .text(outcome.baseline.map { Console.number($0) } ?? "–"),
            .text(outcome.improvement.map { Console.number($0, signed: true) } ?? "–"),
            .text(Self.text(outcome.interval, signed: outcome.rule.limit.isRelative)), .verdict(outcome.verdict),
          ]
        }),
      StepReport.Table(
        title: "all metrics",
        [
          StepReport.Column("metric"), StepReport.Column("candidate", numeric: true),
          StepReport.Column("baseline", numeric: true),
        ],
        rows: overview.map { values in
          [
            .text(values.metric.rawValue), .text(Console.number(values.candidate)),
            .text(Console.number(values.baseline)),
          ]
        }),
    ]
    report.next = outcomes.filter { $0.verdict == verdict && verdict >= .hold }.dropFirst().prefix(3).map {
      .sentence("also: \($0.id): \($0.reason)")
    }
    return report
  }

  private static func text(_ interval: Interval?, signed: Bool) -> String {
    guard let interval else { return "–" }
    return "\(Console.number(interval.lower, signed: signed)) … \(Console.number(interval.upper, signed: signed))"
  }
}
