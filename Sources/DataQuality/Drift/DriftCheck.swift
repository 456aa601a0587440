import Core
import Drift
import Scan

/// Whether each column's distribution stayed near the reference's, by the measures that the policy names.
///
/// Bins are the deciles of the reference for numbers with more than ten different values, and single values otherwise;
/// nulls are a bin, values that the reference does not have are one together, and so are values that are no numbers.
/// Measures of other bins, or of numbers as they are, take the reference itself and not its profile; they are rules like
/// those of a contract.
struct DriftCheck {
  private let columns: [String]
  private let reference: DataProfile?
  private let contract: DataContract?
  private let limits: DriftLimits?
  /// What the pass over the data has to count.
  let bins: [DriftBins]
  /// What takes single values, for each column and limit.
  let rules: [ContractRule]

  init(_ columns: [SourceColumn], _ reference: DataProfile?, _ contract: DataContract?, _ settings: DataCheckSettings) {
    self.columns = columns.map(\.name)
    self.reference = reference
    self.contract = contract
    limits = settings.drift
    guard let reference, limits != nil else {
      bins = []
      rules = []
      return
    }
    let places = Dictionary(columns.enumerated().map { ($0.element.name, $0.offset) }) { first, _ in first }
    let isBinned = limits?.limits.contains { $0.method.isOfReferenceBins } ?? false
    bins = reference.columns.compactMap { column in
      isBinned ? places[column.name].map { DriftBins(column, column: $0, type: columns[$0].type) } : nil
    }
    var rules: [ContractRule] = []
    for column in reference.columns where places[column.name] != nil {
      for limit in limits?.limits ?? [] where !limit.method.isOfReferenceBins && limit.method.takes(column.values) {
        let measure = Measure.drift(DriftMeasure(limit.method, as: column.values))
        rules.append(ContractRule(kind: limit.method.name, columns: [column.name], test: .value(measure)))
      }
    }
    self.rules = rules
  }

  /// - Parameters:
  ///   - counts: in the order of `bins`.
  ///   - measured: in the order of `rules`.
  func outcomes(_ counts: [DriftCounts], _ measured: [RuleCount], rows: Int) -> [DataReport.Outcome] {
    guard let limits, let reference else { return [] }
    let found = Dictionary(zip(bins, counts).map { ($0.0.reference.name, ($0.0, $0.1)) }) { first, _ in first }
    var values: [String: [DriftMethod: RuleCount]] = [:]
    for (rule, count) in zip(rules, measured) {
      guard case .value(.drift(let drift)) = rule.test, let column = rule.columns.first else { continue }
      values[column, default: [:]][drift.method] = count
    }
    var outcomes: [DataReport.Outcome] = []
    for column in reference.columns {
      for (index, limit) in limits.limits.enumerated() {
        var limit = limit
        if index == 0, let own = limits.columns[column.name] { limit.value = own }
        let binned = found[column.name].flatMap { column, counts in
          limit.method.isOfReferenceBins ? Self.measured(column, counts, limit.method) : nil
        }
        outcomes.append(check(column, binned ?? values[column.name]?[limit.method], limit, limits, rows))
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

  private static func measured(_ bins: DriftBins, _ counts: DriftCounts, _ method: DriftMethod) -> RuleCount {
    var count = RuleCount(checked: counts.found.reduce(0, +))
    let both = zip(bins.expected, counts.found).map { (reference: $0, current: $1) }
    switch method.measure(.categories(BinCounts(both))) {
    case .measured(let value): count.value = value
    case .undefined(let problem): count.problem = "drift is undefined: \(problem.reason)"
    }
    return count
  }

  /// - Parameter found: nil where the column is missing, or the measure not defined for it.
  private func check(
    _ column: DataProfile.Column, _ found: RuleCount?, _ limit: DriftLimits.Limit, _ limits: DriftLimits, _ rows: Int
  ) -> DataReport.Outcome {
    func outcome(_ verdict: Verdict, _ observed: Double?, _ message: String) -> DataReport.Outcome {
      self.outcome(column.name, verdict, observed, limit, message, rows)
    }
    if limits.ignore.contains(column.name) { return outcome(.pass, nil, "ignored, as the policy says") }
    guard columns.contains(column.name) else { return outcome(.fail, nil, "the column is missing") }
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
    guard let found else {
      let isWatched = limits.limits.contains { $0.method.takes(column.values) }
      let what = "not applicable: \(limit.method.name) does not compare \(column.values.rawValue)"
      return outcome(isWatched ? .pass : .warn, nil, isWatched ? what : "\(what), and no other measure is asked for")
    }
    if let problem = found.problem { return outcome(.hold, nil, problem) }
    guard let value = found.value else { return outcome(.hold, nil, "all values are null") }
    let drifted = limit.method.drifted(value, limit: limit.value)
    return outcome(
      drifted ? .fail : .pass, value,
      "\(limit.name) \(found.isAbout ? "about " : "")\(rounded(value)), "
        + (drifted ? "the distribution moved" : "within the limit"))
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
