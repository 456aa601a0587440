import CommandSupport
import Core
import DataQuality
import Reporting

extension DataReport {
  /// - Parameters:
  ///   - step: see `StepReport.step`.
  ///   - file: the data.
  ///   - parts: the files it consists of.
  ///   - again: the command that checks it.
  ///   - verbose: whether the console lists the rules that pass too.
  func stepReport(step: String, title: String, file: String, parts: [String], again: [String], verbose: Bool)
    -> StepReport
  {
    var report = StepReport(step: step, title: title, verdict: verdict, reason: headline, json: json)
    report.place = Place(file: file)
    report.rules = rules.map { rule in
      StepReport.Rule(
        id: rule.id, verdict: rule.verdict, message: rule.finding,
        at: rule.samples.map { Place(file: parts.indices.contains($0.part) ? parts[$0.part] : file, line: $0.line) })
    }
    report.tables = [table(verbose: verbose)]
    report.outputs = [StepReport.Output("rows", rows), StepReport.Output("rules_failed", failed.count)]
    report.measures =
      [StepReport.Measure("rows", [], Double(rows))].compactMap { $0 }
      + rules.filter { $0.kind == "psi" }.compactMap {
        StepReport.Measure("psi", [("column", $0.columns.first ?? "")], $0.observed)
      }
    report.next = next(file: file, again: again)
    return report
  }

  private func table(verbose: Bool) -> StepReport.Table {
    // Drift is a matter of no single row.
    let hasInstances = rules.contains { !$0.samples.isEmpty }
    let columns = ["rule", "expected", "found"] + (hasInstances ? ["for instance"] : []) + ["verdict"]
    let rows = rules.sorted { $0.verdict > $1.verdict }.map { rule -> [StepReport.Cell] in
      [.text(rule.id), .text(rule.expected), .text(rule.message)]
        + (hasInstances ? [.text(rule.instances)] : []) + [.verdict(rule.verdict)]
    }
    var table = StepReport.Table(columns.map { StepReport.Column($0) }, rows: rows)
    table.omitsPassing = !verbose
    return table
  }

  private var failed: [Outcome] { rules.filter { $0.verdict == .fail } }

  /// The table below names the rules, so the first line only counts them.
  private var headline: String {
    verdict == .fail ? "\(failed.count) of \(rules.count) rules fail on \(rows) rows" : reason
  }

  private func next(file: String, again: [String]) -> [StepReport.Next] {
    guard verdict == .fail else { return [] }
    let drifted = failed.filter { $0.kind == "psi" }
    var next: [StepReport.Next] = []
    if !drifted.isEmpty {
      let columns = drifted.flatMap(\.columns)
      let shown = columns.prefix(5).joined(separator: ", ") + (columns.count > 5 ? ", …" : "")
      next.append(
        .sentence("find out why \(shown) moved away from the reference; if it is to stay, train on such data"))
    }
    if drifted.count < failed.count {
      next.append(.sentence("mend \(file), or the contract where it asks for the wrong thing, and check again"))
    }
    return next + [.command(Shell.line(again))]
  }
}

extension DataReport.Outcome {
  /// What was found and what should be, in a sentence.
  fileprivate var finding: String {
    verdict == .pass || expected.isEmpty ? message : "\(message); expected: \(expected)"
  }

  /// The first rows that break it: `45, 124, 155 (-1)` where all have the same value, else each with its own.
  fileprivate var instances: String {
    let shown = samples.prefix(3)
    guard let first = shown.first else { return "" }
    func value(_ sample: DataReport.Sample) -> String {
      guard let value = sample.value else { return "null" }
      return value.isEmpty ? "empty" : "\(value.prefix(40))"
    }
    let unit = first.line == nil ? "row" : "line"
    func number(_ sample: DataReport.Sample) -> String { "\(sample.line ?? sample.row)" }
    if shown.allSatisfy({ $0.value == first.value }) {
      return "\(unit)\(shown.count == 1 ? "" : "s") \(shown.map(number).joined(separator: ", ")): \(value(first))"
    }
    return shown.map { "\(unit) \(number($0)): \(value($0))" }.joined(separator: ", ")
  }
}
