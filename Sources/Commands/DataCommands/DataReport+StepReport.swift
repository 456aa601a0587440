import Core
import DataQuality
import Reporting

extension DataReport {
  /// - Parameter verbose: lists the rules that pass too.
  func stepReport(title: String, verbose: Bool) -> StepReport {
    var report = StepReport(title: title, verdict: verdict, reason: headline, json: json)
    report.rules = rules.map { StepReport.Rule(id: $0.id, verdict: $0.verdict, message: $0.message) }
    let shown = rules.filter { verbose || $0.verdict != .pass }.sorted { $0.verdict > $1.verdict }
    report.tables = [
      StepReport.Table(
        [
          StepReport.Column("rule"), StepReport.Column("expected"), StepReport.Column("found"),
          StepReport.Column("verdict"),
        ],
        rows: shown.map { [.text($0.id), .text($0.expected), .text($0.message), .verdict($0.verdict)] }),
      StepReport.Table(
        title: "rows that break a rule",
        [StepReport.Column("rule"), StepReport.Column("line", numeric: true), StepReport.Column("value")],
        rows: shown.flatMap { rule in
          rule.samples.prefix(3).map { [.text(rule.id), .text("\($0.line)"), .text($0.value)] }
        }),
    ]
    if !verbose, shown.count < rules.count, !shown.isEmpty {
      report.next = [.sentence("\(rules.count - shown.count) rules pass and are not listed; --verbose lists them")]
    }
    return report
  }

  /// The table below names the rules, so the first line only counts them.
  private var headline: String {
    let worst = rules.count { $0.verdict == verdict }
    return verdict == .fail ? "\(worst) of \(rules.count) rules fail on \(rows) rows" : reason
  }
}
