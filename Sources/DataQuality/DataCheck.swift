package import Core
package import Scan

/// What a data set is held to beside its contract.
package struct DataCheckSettings: Sendable, Equatable {
  /// The largest share by which the number of rows may differ from the reference's; nil for any.
  package var rowCountChange: Double?
  package var drift: DriftLimits?
  /// How many violating rows are kept for each rule.
  package var samples = 5

  package init() {}
}

/// Checks a data set against its contract and its reference, in one pass over its rows.
package enum DataCheck {
  /// - Parameters:
  ///   - contract: nil checks against the reference only.
  ///   - reference: nil leaves out what needs one; asking for drift without one is a `hold`, never a pass.
  ///   - threads: the report is the same for any number.
  /// - Throws: `malformedData` where the data is not as RFC 4180 has it.
  package static func run(
    _ scan: CSVScan, contract: DataContract?, reference: DataProfile?, settings: DataCheckSettings,
    threads: Int = Parallel.processors, progress: (@Sendable (Int, Int) -> Void)? = nil
  ) throws(Failure) -> DataReport {
    let names = scan.columns
    let rules = (contract?.rules ?? []).filter { $0.columns.allSatisfy(names.contains) }
    let drift = DriftCheck(names, reference, contract, settings)
    let plan = CheckPlan(rules, columns: names, drift: drift.bins, samples: settings.samples)
    let counted = try scan.run(threads: threads, progress: progress) { CheckVisitor(plan) }
    let rows = counted.rows
    var counts = counted.visitor.counts
    for (index, rule) in plan.unique.enumerated() {
      counts[rule.rule] = try duplicates(
        counted.visitor.keys[index], rule, in: counted, scan, samples: settings.samples, threads: threads)
    }
    var outcomes: [DataReport.Outcome] = []
    if let contract {
      outcomes += ColumnSetCheck.run(names, contract)
      for (index, rule) in rules.enumerated() {
        if case .rowCount = rule.test { counts[index] = RuleCount(checked: rows, violating: rows) }
        outcomes.append(RuleOutcome(rule: rule, count: counts[index], rows: rows).outcome)
      }
    }
    if settings.rowCountChange != nil || settings.drift != nil {
      if let reference {
        outcomes += RowCountChange.run(rows, reference, settings)
        outcomes += drift.outcomes(counted.visitor.drift, rows: rows)
      } else {
        outcomes.append(
          DataReport.Outcome(
            id: "reference", kind: "reference", columns: [], verdict: .hold, checked: 0, violating: 0, observed: nil,
            expected: "a reference", message: "there is no reference to compare with"))
      }
    }
    if rows == 0 { outcomes = outcomes.map(Self.undecided) }
    return DataReport(rows: rows, columns: names.count, rules: Self.distinct(outcomes))
  }

  private static func duplicates(
    _ keys: RowKeys, _ rule: CheckPlan.UniqueRule, in counted: CSVScan.Result<CheckVisitor>, _ scan: CSVScan,
    samples: Int, threads: Int
  ) throws(Failure) -> RuleCount {
    let rows = keys.duplicates(threads: threads)
    var count = RuleCount(checked: keys.count, violating: rows.count)
    for row in rows.prefix(samples) {
      guard let found = scan.row(row, in: counted) else { continue }
      let text = rule.columns.map { found.cells[$0] }.joined(separator: ", ")
      count.samples.append(DataReport.Sample(row: row, line: found.line, text: text))
    }
    return count
  }

  /// With no rows nothing is violated, and nothing is shown either. What speaks of the number of rows or of the
  /// columns stands.
  private static func undecided(_ outcome: DataReport.Outcome) -> DataReport.Outcome {
    guard outcome.verdict <= .warn, !["rowCount", "row_count_change", "columns"].contains(outcome.kind) else {
      return outcome
    }
    var outcome = outcome
    outcome.verdict = .hold
    outcome.message = "there are no rows to check"
    return outcome
  }

  /// Ids told apart by a number where a contract says the same thing twice.
  private static func distinct(_ outcomes: [DataReport.Outcome]) -> [DataReport.Outcome] {
    var seen: [String: Int] = [:]
    return outcomes.map { outcome in
      var outcome = outcome
      seen[outcome.id, default: 0] += 1
      if let count = seen[outcome.id], count > 1 { outcome.id += ".\(count)" }
      return outcome
    }
  }
}
