package import Core
package import Scan

/// What a data set is held to beside its contract.
package struct DataCheckSettings: Sendable {
  /// The largest share by which the number of rows may differ from the reference's; nil for any.
  package var rowCountChange: Double?
  package var drift: DriftLimits?
  /// How many violating rows are kept for each rule.
  package var samples = 5
  /// Columns whose values are shown nowhere, beside those that the contract says to be private.
  package var redacted: Set<String> = []
  /// The reference itself, where it is a table and not a saved profile: for what has to know its single values.
  package var referenceTable: (any RowSource)?
  /// Tables that rules refer to, by name.
  package var tables: [String: any RowSource] = [:]
  /// What time it is; without it nothing is known to be fresh.
  package var now: Timestamp?
  /// What was measured before, by the rule's id, the oldest first.
  package var history: [String: [Double]] = [:]
  /// Where what rules remember of rows goes once it is too much for memory; nil keeps it there.
  package var scratch: ScratchSpace?

  package init() {}
}

/// Checks a data set against its contract and its reference, in one pass over its rows; one more where a rule tells rows
/// apart by the statistics of all.
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

  /// The same, and the data's profile, in the same pass over its rows; without the values of private columns.
  package static func runAndProfile(
    _ source: any RowSource, contract: DataContract?, reference: DataProfile?, settings: DataCheckSettings,
    threads: Int = Parallel.processors, progress: (@Sendable (Int, Int) -> Void)? = nil
  ) throws(Failure) -> (report: DataReport, profile: DataProfile) {
    let found = try run(
      source, contract: contract, reference: reference, settings: settings, profiling: true, threads: threads,
      progress: progress)
    let profile = try DataProfile(found.profile, of: source, threads: threads)
    return (found.report, profile.redacting(settings.redacted.union(contract?.privateColumns ?? [])))
  }

  private static func run(
    _ source: any RowSource, contract: DataContract?, reference: DataProfile?, settings: DataCheckSettings,
    profiling: Bool, threads: Int, progress: (@Sendable (Int, Int) -> Void)?
  ) throws(Failure) -> (report: DataReport, profile: ScanResult<ProfileVisitor>) {
    let names = source.columns.map(\.name)
    let wanted = (contract?.rules ?? []).filter { isOpen($0, source) }
    let known = Dictionary(zip(names, names.indices)) { first, _ in first }
    let ofContract = wanted.filter { $0.allColumns.allSatisfy { known[$0] != nil } }
    let drift = DriftCheck(source.columns, reference, contract, settings)
    let rules = ofContract + drift.rules
    let places = rules.map { $0.columns.compactMap { known[$0] } }
    // What is too much to remember is too much for all rules together.
    let scratch = settings.scratch?.share(of: rules.count { $0.test.remembersRows })
    let preparation = try CheckPreparation(rules, source, settings, reference, (places, threads), scratch)
    let plan = CheckPlan(
      rules, places, columns: source.columns, preparation, numeric: numeric(names, contract), reference: reference,
      drift: drift.bins,
      profiled: profiling ? Array(names.indices) : [], samples: settings.samples, scratch: scratch)
    let full = FullColumns()
    let found = try source.run(needs: plan.needs, threads: threads, progress: progress) {
      CheckVisitor(plan, full: full, chunk: $0)
    }
    let rows = found.rows
    let context = CheckContext(
      rows: rows, columns: names, threads: threads, samples: settings.samples, reference: reference,
      now: settings.now.map { Double($0.seconds) }, otherRows: preparation.otherRows,
      compared: preparation.compared)
    // What nobody counts for is not known to hold.
    var counts = rules.map {
      TableTest.result($0, context) ?? RuleCount(problem: "it cannot be checked on this column")
    }
    var filtered = rules.map { _ in (rows: rows, undecided: 0) }
    for planned in plan.planned {
      var count = found.visitor.counters[planned.counter].result(rules[planned.rule], context)
      count.samples = count.samples.map { complete($0, planned.columns, source, found.chunks) }
      counts[planned.rule] = count
      if let filter = plan.filters[planned.counter] {
        filtered[planned.rule] = (found.visitor.filters.admitted[filter], found.visitor.filters.invalid[filter])
      }
    }
    for (rule, problem) in preparation.problems { counts[rule] = RuleCount(problem: problem) }
    var outcomes: [DataReport.Outcome] = []
    if let contract {
      if !contract.columns.isEmpty { outcomes += ColumnSetCheck.run(names, contract) }
      let secret = settings.redacted.union(contract.privateColumns)
      let ids = Self.distinct(ofContract.map(\.id))
      for (index, rule) in ofContract.enumerated() {
        let isPrivate = rule.shownColumns(of: names).contains(where: secret.contains)
        outcomes.append(
          RuleOutcome(
            rule: rule, count: counts[index], context: context, rows: filtered[index].rows,
            undecided: filtered[index].undecided, history: settings.history[ids[index]] ?? [], isPrivate: isPrivate
          ).outcome)
      }
      outcomes += wanted.compactMap { missing($0, names, contract) }
    }
    outcomes += (contract?.unsupported ?? []).map(Self.unsupported)
    if settings.rowCountChange != nil || settings.drift != nil {
      var compared: [DataReport.Outcome] = []
      if let reference {
        compared += RowCountChange.run(rows, reference, settings)
        compared += drift.outcomes(found.visitor.drift, Array(counts[ofContract.count...]), rows: rows)
      } else {
        compared.append(
          DataReport.Outcome(
            id: "reference", kind: "reference", columns: [], verdict: .hold, checked: 0, violating: 0, observed: nil,
            expected: "a reference", message: "there is no reference to compare with"))
      }
      outcomes += rows == 0 ? compared.map(Self.undecided) : compared
    }
    for (index, id) in Self.distinct(outcomes.map(\.id)).enumerated() { outcomes[index].id = id }
    var report = DataReport(rows: rows, columns: names.count, rules: outcomes)
    report.unsupported = contract?.unsupported.map(\.message) ?? []
    return (
      report,
      ScanResult(visitor: found.visitor.profile, rows: rows, chunks: found.chunks)
    )
  }

  private static func numeric(_ names: [String], _ contract: DataContract?) -> Set<Int> {
    let known = (contract?.columns ?? []).filter { $0.type == .integer || $0.type == .number }.map(\.name)
    return Set(names.indices.filter { known.contains(names[$0]) })
  }

  private static func unsupported(_ problem: Diagnostic) -> DataReport.Outcome {
    let line = problem.place?.line.map { ", line \($0) of the contract" } ?? ""
    return DataReport.Outcome(
      id: "unsupported", kind: "unsupported", columns: [], verdict: .warn, checked: 0, violating: 0, observed: nil,
      expected: "every demand of the contract checked", message: problem.message + line)
  }

  /// A rule on a column that is not there, unless the contract's list of columns tells already.
  private static func missing(
    _ rule: ContractRule, _ names: [String], _ contract: DataContract
  ) -> DataReport.Outcome? {
    let missing = rule.allColumns.filter { !names.contains($0) }
    let known = contract.columns.filter { !$0.isOptional }.map(\.name)
    if missing.isEmpty || missing.allSatisfy(known.contains) { return nil }
    let noun = missing.count == 1 ? "column" : "columns"
    let what = rule.whenAbsent == .pass ? "not there, as the contract allows" : "missing"
    let words = rule.description.map { ": \($0)" } ?? ""
    return DataReport.Outcome(
      id: rule.id, kind: rule.kind, columns: rule.columns, verdict: rule.whenAbsent, checked: 0, violating: 0,
      observed: nil, expected: RuleText(rule).expected,
      message: "\(what) \(noun): \(missing.joined(separator: ", "))\(words)")
  }

  /// Whether a rule asks for anything of this source: that a column is text says nothing where everything is.
  private static func isOpen(_ rule: ContractRule, _ source: any RowSource) -> Bool {
    guard rule.kind == "type", case .isNotOfType(.string) = rule.test else { return true }
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

  /// With no rows nothing is shown to have drifted, and nothing not to have. What speaks of the number of rows stands.
  private static func undecided(_ outcome: DataReport.Outcome) -> DataReport.Outcome {
    guard outcome.verdict <= .warn, outcome.kind != "row_count_change" else {
      return outcome
    }
    var outcome = outcome
    outcome.verdict = .hold
    outcome.message = "there are no rows to check"
    return outcome
  }

  /// Ids told apart by a number where a contract says the same thing twice.
  private static func distinct(_ ids: [String]) -> [String] {
    var seen: [String: Int] = [:]
    return ids.map { id in
      seen[id, default: 0] += 1
      return seen[id].flatMap { $0 > 1 ? "\(id).\($0)" : nil } ?? id
    }
  }
}
