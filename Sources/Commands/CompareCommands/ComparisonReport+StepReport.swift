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
    report.tables = [rulesTable, overviewTable]
    report.outputs = [
      StepReport.Output("rows", rows), StepReport.Output("rules_failed", outcomes.count { $0.verdict == .fail }),
    ]
    report.measures = overview.flatMap { values in
      [
        StepReport.Measure(values.metric.rawValue, [("model", "candidate")], values.candidate),
        StepReport.Measure(values.metric.rawValue, [("model", "baseline")], values.baseline),
      ].compactMap { $0 }
    }
    report.next = next
    return report
  }

  private var rulesTable: StepReport.Table {
    let confidence = "\(JSON.ecmaScript(settings.confidence * 100)) % interval"
    let numbers = ["rows", "candidate", "baseline", "better by", confidence] + (verdict == .fail ? ["misses by"] : [])
    return StepReport.Table(
      [StepReport.Column("rule")] + numbers.map { StepReport.Column($0, numeric: true) }
        + [StepReport.Column("verdict")],
      rows: outcomes.map { outcome in
        let shortfall = outcome.verdict == .fail ? outcome.shortfall : nil
        let cells: [StepReport.Cell] = [
          .text(outcome.id), .text("\(outcome.rows)"), .text(Console.number(outcome.candidate)),
          .text(outcome.baseline.map { Console.number($0) } ?? "–"),
          .text(outcome.improvement.map { Console.number($0, signed: true) } ?? "–"),
          .text(Self.text(outcome.interval, signed: outcome.rule.limit.isRelative)),
        ]
        let miss: [StepReport.Cell] = verdict == .fail ? [.text(shortfall.map { Console.number($0) } ?? "")] : []
        return cells + miss + [.verdict(outcome.verdict)]
      })
  }

  private var overviewTable: StepReport.Table {
    var table = StepReport.Table(
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
      })
    table.isBackground = true
    return table
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
    return [.sentence("this is beyond noise, so more rows will not change it: train another candidate")]
  }

  /// The rows that the hungriest rule asks for settle the others too.
  private var whatSettles: [StepReport.Next] {
    let held = outcomes.filter { $0.verdict == .hold }
    if held.contains(where: { $0.rule.limit.isRelative && $0.baseline == nil }) {
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
}
