import Core

/// Whether the table has the contract's columns: one that is missing fails, one that the contract does not know warns.
enum ColumnSetCheck {
  static func run(_ found: [String], _ contract: DataContract) -> [DataReport.Outcome] {
    let expected = contract.columns.map(\.name)
    let missing = expected.filter { !found.contains($0) }
    let extra = found.filter { !expected.contains($0) }
    var message = missing.isEmpty ? "all \(expected.count) columns are there" : "missing: \(list(missing))"
    if !extra.isEmpty { message += "; not in the contract: \(list(extra))" }
    let verdict: Verdict = missing.isEmpty ? (extra.isEmpty ? .pass : .warn) : .fail
    return [
      DataReport.Outcome(
        id: "columns", kind: "columns", columns: missing + extra, verdict: verdict, checked: expected.count,
        violating: missing.count, observed: Double(expected.count - missing.count),
        expected: "the contract's \(expected.count) columns", message: message)
    ]
  }

  private static func list(_ names: [String]) -> String { names.joined(separator: ", ") }
}
