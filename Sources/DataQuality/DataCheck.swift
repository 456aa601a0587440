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
    _ source: any RowSource, contract: DataContract?, reference: DataProfile?, settings: DataCheckSettings,
    threads: Int = Parallel.processors, progress: (@Sendable (Int, Int) -> Void)? = nil
  ) throws(Failure) -> DataReport {
    try run(
      source, contract: contract, reference: reference, settings: settings, profiling: false, threads: threads,
      progress: progress
    ).report
  }

  /// The same, and the data's profile, in the same pass over its rows.
  package static func runAndProfile(
    _ source: any RowSource, contract: DataContract?, reference: DataProfile?, settings: DataCheckSettings,
    threads: Int = Parallel.processors, progress: (@Sendable (Int, Int) -> Void)? = nil
  ) throws(Failure) -> (report: DataReport, profile: DataProfile) {
    let found = try run(
      source, contract: contract, reference: reference, settings: settings, profiling: true, threads: threads,
      progress: progress)
    return (found.report, try DataProfile(found.profile, of: source, threads: threads))
  }

  private static func run(
    _ source: any RowSource, contract: DataContract?, reference: DataProfile?, settings: DataCheckSettings,
    profiling: Bool, threads: Int, progress: (@Sendable (Int, Int) -> Void)?
  ) throws(Failure) -> (report: DataReport, profile: ScanResult<ProfileVisitor>) {
    let names = source.columns.map(\.name)
    let rules = (contract?.rules ?? []).filter { $0.columns.allSatisfy(names.contains) && isOpen($0, source) }
    let drift = DriftCheck(source.columns, reference, contract, settings)
    let plan = CheckPlan(
      rules, columns: source.columns, drift: drift.bins,
      profiled: profiling ? Array(names.indices) : [], samples: settings.samples)
    let full = FullColumns()
    let found = try source.run(needs: plan.needs, threads: threads, progress: progress) {
      CheckVisitor(plan, full: full)
    }
    let rows = found.rows
    var counts = [RuleCount](repeating: RuleCount(), count: rules.count)
    for (planned, counter) in zip(plan.planned, found.visitor.counters) {
      var count = counter.result(threads: threads)
      count.samples = count.samples.map { complete($0, planned.columns, source, found.chunks) }
      counts[planned.rule] = count
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
        outcomes += drift.outcomes(found.visitor.drift, rows: rows)
      } else {
        outcomes.append(
          DataReport.Outcome(
            id: "reference", kind: "reference", columns: [], verdict: .hold, checked: 0, violating: 0, observed: nil,
            expected: "a reference", message: "there is no reference to compare with"))
      }
    }
    if rows == 0 { outcomes = outcomes.map(Self.undecided) }
    return (
      DataReport(rows: rows, columns: names.count, rules: Self.distinct(outcomes)),
      ScanResult(visitor: found.visitor.profile, rows: rows, chunks: found.chunks)
    )
  }

  /// Whether a rule asks for anything of this source: where columns have no type, everything is text.
  private static func isOpen(_ rule: ContractRule, _ source: any RowSource) -> Bool {
    guard case .isNotOfType(.string) = rule.test else { return true }
    return source.columns.contains { rule.columns == [$0.name] && $0.type != .untyped }
  }

  /// A sample with its line and value, where the pass had only its row.
  private static func complete(
    _ sample: DataReport.Sample, _ columns: [Int], _ source: any RowSource, _ chunks: [ScanPosition]
  ) -> DataReport.Sample {
    if sample.value != nil { return sample }
    guard let row = source.row(sample.row, in: chunks) else { return sample }
    let cells = columns.map { row.cells[$0] }
    let text = cells.contains { $0 != nil } ? cells.map { $0 ?? "null" }.joined(separator: ", ") : nil
    return DataReport.Sample(row: sample.row, line: row.line, part: row.part, text: text)
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
