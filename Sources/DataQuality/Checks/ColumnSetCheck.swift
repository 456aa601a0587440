import Core

/// Whether the table has the contract's columns: one that is missing fails, one that the contract does not know warns.
enum ColumnSetCheck {
  static func run(_ found: [String], _ contract: DataContract) -> [DataReport.Outcome] {
    let expected = contract.columns.map(\.name)
    let absent = contract.columns.filter { !found.contains($0.name) }
    let missing = absent.filter { !$0.isOptional }.map(\.name)
    let spared = absent.filter(\.isOptional).map(\.name)
    let extra = found.filter { !expected.contains($0) }
    var message =
      missing.isEmpty
      ? "all \(expected.count - spared.count) columns are there" : "missing: \(list(missing))"
    if !spared.isEmpty { message += "; not there, as the contract allows: \(list(spared))" }
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
