import Core
import Drift
import Scan

/// Whether each column's distribution stayed near the reference's, by the measures that the policy names.
///
/// Bins are the deciles of the reference for numbers with more than ten different values, and single values otherwise;
/// nulls are a bin, values that the reference does not have are one together, and so are values that are no numbers.
struct DriftCheck {
  private let columns: [String]
  private let reference: DataProfile?
  private let contract: DataContract?
  private let limits: DriftLimits?
  /// What the pass over the data has to count.
  let bins: [DriftBins]

  init(_ columns: [SourceColumn], _ reference: DataProfile?, _ contract: DataContract?, _ settings: DataCheckSettings) {
    self.columns = columns.map(\.name)
    self.reference = reference
    self.contract = contract
    limits = settings.drift
    guard let reference, limits != nil else {
      bins = []
      return
    }
    let places = Dictionary(columns.enumerated().map { ($0.element.name, $0.offset) }) { first, _ in first }
    bins = reference.columns.compactMap { column in
      places[column.name].map { DriftBins(column, column: $0, type: columns[$0].type) }
    }
  }

  /// - Parameter counts: in the order of `bins`.
  func outcomes(_ counts: [DriftCounts], rows: Int) -> [DataReport.Outcome] {
    guard let limits, let reference else { return [] }
    let found = Dictionary(zip(bins, counts).map { ($0.0.reference.name, ($0.0, $0.1)) }) { first, _ in first }
    var outcomes: [DataReport.Outcome] = []
    for column in reference.columns {
      for (index, limit) in limits.limits.enumerated() {
        var limit = limit
        if index == 0, let own = limits.columns[column.name] { limit.value = own }
        outcomes.append(check(column, found[column.name], limit, limits, rows))
      }
    }
    if let limit = limits.limits.first {
      for column in columns where reference.column(column) == nil && !limits.ignore.contains(column) {
        outcomes.append(
          outcome(column, .warn, nil, limit, "the reference has no such column, so its drift is unknown", rows))
      }
    }
    return outcomes
  }

  private func check(
    _ column: DataProfile.Column, _ found: (bins: DriftBins, counts: DriftCounts)?, _ limit: DriftLimits.Limit,
    _ limits: DriftLimits, _ rows: Int
  ) -> DataReport.Outcome {
    func outcome(_ verdict: Verdict, _ observed: Double?, _ message: String) -> DataReport.Outcome {
      self.outcome(column.name, verdict, observed, limit, message, rows)
    }
    if limits.ignore.contains(column.name) { return outcome(.pass, nil, "ignored, as the policy says") }
    guard let found else { return outcome(.fail, nil, "the column is missing") }
    guard let reference, reference.rows > 0 else {
      return outcome(.hold, nil, "the reference has no rows, so drift is undefined")
    }
    // A limit set for this very column is meant.
    if limits.columns[column.name] == nil, identifiesRows(column, reference) {
      return outcome(.pass, nil, "not applicable: its values identify rows")
    }
    if column.isRedacted {
      return outcome(
        .hold, nil, "the reference's values are redacted, so drift is unknown: ignore the column, or tell them")
    }
    let bins = zip(found.bins.expected, found.counts.found).map { (reference: $0, current: $1) }
    switch limit.method.measure(.categories(BinCounts(bins))) {
    case .measured(let value):
      let drifted = limit.method.drifted(value, limit: limit.value)
      return outcome(
        drifted ? .fail : .pass, value,
        "\(limit.name) \(rounded(value)), \(drifted ? "the distribution moved" : "within the limit")")
    case .undefined(let problem): return outcome(.hold, nil, "drift is undefined: \(problem.reason)")
    }
  }

  /// Names and numbers of things: the contract says so, or most values are different texts.
  private func identifiesRows(_ column: DataProfile.Column, _ reference: DataProfile) -> Bool {
    if contract?.identifiesRows(column.name) ?? false { return true }
    return column.kind == .text && 2 * column.distinct > reference.rows
  }

  private func outcome(
    _ column: String, _ verdict: Verdict, _ observed: Double?, _ limit: DriftLimits.Limit, _ message: String,
    _ rows: Int
  ) -> DataReport.Outcome {
    DataReport.Outcome(
      id: limit.method == .psi ? "\(column).drift" : "\(column).drift.\(limit.method.name)", kind: limit.method.name,
      columns: [column], verdict: verdict, checked: rows, violating: verdict == .fail ? 1 : 0, observed: observed,
      expected: limit.text, message: message)
  }

  /// Four digits behind the point; of a small p-value those that tell it from 0.
  private func rounded(_ value: Double) -> String {
    if value > 0, value < 0.0001 { return "less than 0.0001" }
    return JSON.ecmaScript((value * 10_000).rounded() / 10_000)
  }
}

extension DriftLimits.Limit {
  /// What people call the measure.
  var name: String {
    let name = method == .psi ? "PSI" : method.name
    return method.definition.comparison.lowerIsWorse ? "p of \(name)" : name
  }

  /// `PSI ≤ 0.2`.
  var text: String {
    let symbol =
      switch method.definition.comparison {
      case .above: "≤"
      case .atOrAbove: "<"
      case .below: "≥"
      case .atOrBelow: ">"
      }
    return "\(name) \(symbol) \(JSON.ecmaScript(value))"
  }
}
