import Core
package import Tables

/// What a data set is held to beside its contract.
package struct DataCheckSettings: Sendable, Equatable {
  /// The largest share by which the number of rows may differ from the reference's; nil for any.
  package var rowCountChange: Double?
  package var drift: DriftLimits?
  /// How many violating rows are kept for each rule.
  package var samples = 5

  package init() {}
}

/// Checks a data set against its contract and its reference.
package enum DataCheck {
  /// - Parameters:
  ///   - contract: nil checks against the reference only.
  ///   - reference: nil leaves out what needs one; asking for drift without one is a `hold`, never a pass.
  package static func run(
    _ table: Table, contract: DataContract?, reference: DataProfile?, settings: DataCheckSettings
  ) -> DataReport {
    var outcomes: [DataReport.Outcome] = []
    if let contract {
      outcomes += ColumnSetCheck.run(table, contract)
      var checker = RuleChecker(table, samples: settings.samples)
      for rule in contract.rules where rule.columns.allSatisfy({ table.column($0) != nil }) {
        outcomes.append(checker.check(rule))
      }
    }
    if settings.rowCountChange != nil || settings.drift != nil {
      if let reference {
        outcomes += RowCountChange.run(table, reference, settings)
        outcomes += DriftCheck.run(table, reference, contract, settings)
      } else {
        outcomes.append(
          DataReport.Outcome(
            id: "reference", kind: "reference", columns: [], verdict: .hold, checked: 0, violating: 0, observed: nil,
            expected: "a reference", message: "there is no reference to compare with"))
      }
    }
    if table.rowCount == 0 { outcomes = outcomes.map(Self.undecided) }
    return DataReport(rows: table.rowCount, columns: table.columns.count, rules: Self.distinct(outcomes))
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
