import Core
import Drift
import Tables

/// Whether each column's distribution stayed near the reference's, by the population stability index.
enum DriftCheck {
  static func run(
    _ table: Table, _ reference: DataProfile, _ contract: DataContract?, _ settings: DataCheckSettings
  ) -> [DataReport.Outcome] {
    guard let limits = settings.drift else { return [] }
    var outcomes = reference.columns.compactMap { column in
      check(column, table, reference, contract, limits)
    }
    for column in table.columns where reference.column(column.name) == nil && !limits.ignore.contains(column.name) {
      outcomes.append(
        outcome(column.name, .warn, nil, limits.psi, "the reference has no such column, so its drift is unknown", table)
      )
    }
    return outcomes
  }

  private static func check(
    _ column: DataProfile.Column, _ table: Table, _ reference: DataProfile, _ contract: DataContract?,
    _ limits: DriftLimits
  ) -> DataReport.Outcome? {
    guard let limit = limits.columns[column.name] ?? limits.psi else { return nil }
    func outcome(_ verdict: Verdict, _ observed: Double?, _ message: String) -> DataReport.Outcome {
      Self.outcome(column.name, verdict, observed, limit, message, table)
    }
    if limits.ignore.contains(column.name) { return outcome(.pass, nil, "ignored, as the policy says") }
    guard let found = table.column(column.name) else { return outcome(.fail, nil, "the column is missing") }
    guard reference.rows > 0 else { return outcome(.hold, nil, "the reference has no rows, so drift is undefined") }
    // A limit set for this very column is meant.
    if limits.columns[column.name] == nil, identifiesRows(column, reference, contract) {
      return outcome(.pass, nil, "not applicable: its values identify rows")
    }
    do {
      let index = try PopulationStability.index(found, in: table, reference: column)
      let moved = index <= limit ? "within the limit" : "the distribution moved"
      return outcome(index <= limit ? .pass : .fail, index, "PSI \(rounded(index)), \(moved)")
    } catch {
      return outcome(.hold, nil, "drift is undefined: \(error.reason)")
    }
  }

  /// Names and numbers of things: the contract says so, or most values are different texts.
  private static func identifiesRows(
    _ column: DataProfile.Column, _ reference: DataProfile, _ contract: DataContract?
  ) -> Bool {
    if contract?.identifiesRows(column.name) ?? false { return true }
    return column.kind == .text && 2 * column.distinct > reference.rows
  }

  private static func outcome(
    _ column: String, _ verdict: Verdict, _ observed: Double?, _ limit: Double?, _ message: String, _ table: Table
  ) -> DataReport.Outcome {
    DataReport.Outcome(
      id: "\(column).drift", kind: "psi", columns: [column], verdict: verdict, checked: table.rowCount,
      violating: verdict == .fail ? 1 : 0, observed: observed,
      expected: limit.map { "PSI ≤ \(JSON.ecmaScript($0))" } ?? "", message: message)
  }

  private static func rounded(_ value: Double) -> String { JSON.ecmaScript((value * 10_000).rounded() / 10_000) }
}
