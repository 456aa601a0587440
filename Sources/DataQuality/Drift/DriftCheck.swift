import Core
import Drift

/// Whether each column's distribution stayed near the reference's, by the population stability index.
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

  init(_ columns: [String], _ reference: DataProfile?, _ contract: DataContract?, _ settings: DataCheckSettings) {
    self.columns = columns
    self.reference = reference
    self.contract = contract
    limits = settings.drift
    guard let reference, limits != nil else {
      bins = []
      return
    }
    let places = Dictionary(columns.enumerated().map { ($0.element, $0.offset) }) { first, _ in first }
    bins = reference.columns.compactMap { column in places[column.name].map { DriftBins(column, column: $0) } }
  }

  /// - Parameter counts: in the order of `bins`.
  func outcomes(_ counts: [DriftCounts], rows: Int) -> [DataReport.Outcome] {
    guard let limits, let reference else { return [] }
    let found = Dictionary(zip(bins, counts).map { ($0.0.reference.name, ($0.0, $0.1)) }) { first, _ in first }
    var outcomes = reference.columns.compactMap { check($0, found[$0.name], limits, rows) }
    for column in columns where reference.column(column) == nil && !limits.ignore.contains(column) {
      outcomes.append(
        outcome(column, .warn, nil, limits.psi, "the reference has no such column, so its drift is unknown", rows))
    }
    return outcomes
  }

  private func check(
    _ column: DataProfile.Column, _ found: (bins: DriftBins, counts: DriftCounts)?, _ limits: DriftLimits, _ rows: Int
  ) -> DataReport.Outcome? {
    guard let reference, let limit = limits.columns[column.name] ?? limits.psi else { return nil }
    func outcome(_ verdict: Verdict, _ observed: Double?, _ message: String) -> DataReport.Outcome {
      self.outcome(column.name, verdict, observed, limit, message, rows)
    }
    if limits.ignore.contains(column.name) { return outcome(.pass, nil, "ignored, as the policy says") }
    guard let found else { return outcome(.fail, nil, "the column is missing") }
    guard reference.rows > 0 else { return outcome(.hold, nil, "the reference has no rows, so drift is undefined") }
    // A limit set for this very column is meant.
    if limits.columns[column.name] == nil, identifiesRows(column, reference) {
      return outcome(.pass, nil, "not applicable: its values identify rows")
    }
    let bins = zip(found.bins.expected, found.counts.found).map { (reference: $0, current: $1) }
    do throws(Undefined) {
      let index = try PopulationStabilityIndex.value(BinCounts(bins), floor: ReferenceBins.smallestShare)
      let moved = index <= limit ? "within the limit" : "the distribution moved"
      return outcome(index <= limit ? .pass : .fail, index, "PSI \(rounded(index)), \(moved)")
    } catch {
      return outcome(.hold, nil, "drift is undefined: \(error.reason)")
    }
  }

  /// Names and numbers of things: the contract says so, or most values are different texts.
  private func identifiesRows(_ column: DataProfile.Column, _ reference: DataProfile) -> Bool {
    if contract?.identifiesRows(column.name) ?? false { return true }
    return column.kind == .text && 2 * column.distinct > reference.rows
  }

  private func outcome(
    _ column: String, _ verdict: Verdict, _ observed: Double?, _ limit: Double?, _ message: String, _ rows: Int
  ) -> DataReport.Outcome {
    DataReport.Outcome(
      id: "\(column).drift", kind: "psi", columns: [column], verdict: verdict, checked: rows,
      violating: verdict == .fail ? 1 : 0, observed: observed,
      expected: limit.map { "PSI ≤ \(JSON.ecmaScript($0))" } ?? "", message: message)
  }

  private func rounded(_ value: Double) -> String { JSON.ecmaScript((value * 10_000).rounded() / 10_000) }
}
