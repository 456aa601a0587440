import Core

/// Whether the number of rows stayed near the reference's: |n / n_reference − 1| ≤ limit.
enum RowCountChange {
  static func run(_ rows: Int, _ reference: DataProfile, _ settings: DataCheckSettings) -> [DataReport.Outcome] {
    guard let limit = settings.rowCountChange else { return [] }
    let expected = "\(RuleOutcome.percent(100 * limit)) at most"
    guard reference.rows > 0 else {
      return [outcome(.hold, nil, expected, "the reference has no rows, so the change is undefined", rows)]
    }
    let change = Double(rows) / Double(reference.rows) - 1
    let direction = change < 0 ? "fewer" : "more"
    let message =
      change == 0
      ? "\(rows) rows, as many as the reference"
      : "\(rows) rows, \(RuleOutcome.percent(100 * change.magnitude)) \(direction) than the reference"
    return [outcome(change.magnitude <= limit ? .pass : .fail, change, expected, message, rows)]
  }

  private static func outcome(
    _ verdict: Verdict, _ observed: Double?, _ expected: String, _ message: String, _ rows: Int
  ) -> DataReport.Outcome {
    DataReport.Outcome(
      id: "row_count_change", kind: "row_count_change", columns: [], verdict: verdict, checked: rows,
      violating: verdict == .fail ? 1 : 0, observed: observed, expected: expected, message: message)
  }
}
