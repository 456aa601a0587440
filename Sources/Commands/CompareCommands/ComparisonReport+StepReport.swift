import CommandSupport
import Comparison
import Core
import Metrics
import Reporting
import Statistics

extension ComparisonReport {
  /// - Parameters:
  ///   - step: see `StepReport.step`.
  ///   - place: the candidate's predictions.
  func stepReport(step: String, title: String, place: Place) -> StepReport {
    var report = StepReport(step: step, title: title, verdict: verdict, reason: reason, json: json)
    report.place = place
    report.rules = outcomes.map { StepReport.Rule(id: $0.id, verdict: $0.verdict, message: $0.reason) }
    report.tables = [rulesTable] + [overviewTable, flips?.table, searchTable].compactMap { $0 }
    report.outputs = [
      StepReport.Output("rows", rows), StepReport.Output("rules_failed", outcomes.count { $0.verdict == .fail }),
    ]
    report.measures = overview.flatMap { values in
      [
        StepReport.Measure(values.metric.text, [("model", "candidate")], values.candidate.defined),
        StepReport.Measure(values.metric.text, [("model", "baseline")], values.baseline?.defined),
      ].compactMap { $0 }
    }
    report.next = next
    return report
  }

  private var rulesTable: StepReport.Table {
    let confidence = "\(JSON.ecmaScript(settings.confidence * 100)) % interval"
    let hasHold = outcomes.contains { $0.verdict == .hold && $0.detectable != nil }
    let numbers = ["rows", "candidate", "baseline", "difference", confidence] + (hasHold ? ["detectable"] : [])
    return StepReport.Table(
      [StepReport.Column("rule")] + numbers.map { StepReport.Column($0, numeric: true) }
        + [StepReport.Column("verdict")],
      rows: outcomes.map { outcome in
        let cells: [StepReport.Cell] = [
          .text(outcome.id), .text(outcome.rows > 0 ? "\(outcome.rows)" : "–"),
          .text(Console.number(outcome.candidate)),
          .text(outcome.opponent.map { Console.number($0) } ?? "–"),
          .text(outcome.difference.map { Console.number($0, signed: true) } ?? "–"),
          .text(Self.text(outcome.shownInterval, signed: outcome.rule.limit.isRelative)),
        ]
        let detectable: [StepReport.Cell] =
          hasHold ? [.text(outcome.detectable.map { "± \(Console.number($0))" } ?? "–")] : []
        return cells + detectable + [.verdict(outcome.verdict)]
      })
  }

  private var overviewTable: StepReport.Table? {
    if overview.isEmpty { return nil }
    var table = StepReport.Table(
      title: "all metrics",
      [
        StepReport.Column("metric"), StepReport.Column("candidate", numeric: true),
        StepReport.Column("baseline", numeric: true),
      ],
      rows: overview.map { values in
        [
          .text(values.metric.text), .text(Self.text(values.candidate)),
          .text(values.baseline.map(Self.text) ?? "–"),
        ]
      })
    table.isBackground = true
    return table
  }

  private var searchTable: StepReport.Table? {
    guard let search else { return nil }
    let found = outcomes.count { $0.isDiscovered }
    var table = StepReport.Table(
      title: "slices that nobody named", [StepReport.Column("searched"), StepReport.Column("certainly worse")],
      rows: [[.text("\(search.comparisons) comparisons by \(Self.list(search.columns))"), .text("\(found)")]])
    table.isBackground = true
    return table
  }

  private static func text(_ value: MetricValue) -> String {
    switch value {
    case .success(let value): Console.number(value)
    case .failure: "undefined"
    }
  }

  private static func text(_ interval: Interval?, signed: Bool) -> String {
    guard let interval else { return "–" }
    return "\(Console.number(interval.lower, signed: signed)) … \(Console.number(interval.upper, signed: signed))"
  }

  // MARK: What to do next

  private var next: [StepReport.Next] {
    switch verdict {
    case .pass, .warn: []
    case .fail: afterFailure
    case .hold: whatSettles
    }
  }

  /// Where it fails says where to look: everywhere, or on some slices only.
  private var afterFailure: [StepReport.Next] {
    let failed = outcomes.filter { $0.verdict == .fail }
    let slices = failed.compactMap(\.slice?.name)
    if slices.count == failed.count {
      let names = Self.list(slices)
      return [.sentence("it fails on some rows only: look at those with \(names), and train another candidate")]
    }
    if failed.allSatisfy({ $0.interval == nil }) {
      return [.sentence("this is by the values alone: compare predictions to learn whether it is noise")]
    }
    return [.sentence("this is beyond noise, so more rows will not change it: train another candidate")]
  }

  /// The rows that the hungriest rule asks for settle the others too.
  private var whatSettles: [StepReport.Next] {
    let held = outcomes.filter { $0.verdict == .hold }
    if held.contains(where: { $0.rule.limit.isRelative && $0.opponent == nil && $0.candidate != nil }) {
      return [
        .sentence("give the baseline's predictions; at a first release only at_least and at_most can be decided")
      ]
    }
    var next: [StepReport.Next] = []
    let countable = held.filter { $0.neededRows != nil }
    if let most = countable.max(by: { $0.factor < $1.factor }), let needed = most.neededRows {
      let of = most.slice.map { " with \($0.name)" } ?? ""
      next.append(
        .sentence("predict more rows and compare again: about \(needed)\(of), where there are \(most.rows) now"))
    }
    // More rows of the same kind would not settle these.
    return next + held.filter { $0.neededRows == nil }.prefix(3).map { .sentence("\($0.id): \($0.reason)") }
  }

  private static func list(_ names: [String]) -> String {
    names.prefix(3).joined(separator: ", ") + (names.count > 3 ? " and \(names.count - 3) more" : "")
  }
}

extension ComparisonReport.Outcome {
  /// How many times its rows it needs.
  fileprivate var factor: Double { Double(neededRows ?? 0) / Double(max(rows, 1)) }

  /// Of the difference as the table shows it, candidate less baseline; of other quantities as it is.
  var shownInterval: Interval? {
    guard let interval, rule.limit.isRelative, !rule.higherIsBetter else { return interval }
    return -interval
  }
}

extension FlipTable {
  fileprivate var table: StepReport.Table {
    let share = rows == 0 ? 0 : Double(changed) / Double(rows)
    var table = StepReport.Table(
      title: "answers", [StepReport.Column("from baseline to candidate"), StepReport.Column("rows", numeric: true)],
      rows: [
        [.text("right before and after"), .text("\(bothRight)")],
        [.text("mended: only the candidate is right"), .text("\(onlyCandidateRight)")],
        [.text("broken: only the baseline is right"), .text("\(onlyBaselineRight)")],
        [.text("wrong before and after"), .text("\(bothWrong)")],
        [.text("changed answers (churn)"), .text("\(changed), \(Console.number(100 * share)) %")],
      ])
    table.isBackground = true
    return table
  }
}
