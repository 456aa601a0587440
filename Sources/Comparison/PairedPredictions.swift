package import Core
import Metrics
package import Tables

/// The predictions of candidate and baseline on the same rows, joined by id and sorted by it, so that no result
/// depends on the order of a file.
package struct PairedPredictions: Sendable {
  package let labels: [Bool]
  package let candidate: [Double]
  /// Nil at a first release.
  package let baseline: [Double]?
  /// By column: each row's value, empty where it is missing.
  package let slices: [(column: String, values: [String])]

  package var count: Int { labels.count }

  package init(
    labels: [Bool], candidate: [Double], baseline: [Double]?, slices: [(column: String, values: [String])]
  ) {
    self.labels = labels
    self.candidate = candidate
    self.baseline = baseline
    self.slices = slices
  }

  /// Joins two tables of predictions.
  ///
  /// - Parameter sliceColumns: taken from the candidate's table; where the baseline has them too they have to agree.
  /// - Throws: `malformedData` when a column is missing, an id is repeated, a label is not 0 or 1, a score is not a
  ///   probability, or the two tables do not have the same ids with the same labels.
  package init(
    candidate: Table, baseline: Table?, columns: PredictionColumns, sliceColumns: [String]
  ) throws(Failure) {
    let first = try PredictionTable(candidate, columns)
    let slices = try sliceColumns.map { name throws(Failure) in try candidate.requiredColumn(name) }
    labels = first.order.map { first.labels[$0] }
    self.candidate = first.order.map { first.scores[$0] }
    self.slices = slices.map { column in (column.name, first.order.map { candidate.text(column, $0) }) }
    guard let baseline else {
      self.baseline = nil
      return
    }
    let second = try PredictionTable(baseline, columns)
    try first.requireSameRows(as: second)
    for column in slices {
      if let other = baseline.column(column.name) { try first.requireSame(column, other, in: second) }
    }
    self.baseline = second.order.map { second.scores[$0] }
  }

  /// The rows that `include` picks.
  func filtered(_ include: [Bool]) -> PairedPredictions {
    func pick<Value>(_ values: [Value]) -> [Value] { zip(values, include).filter(\.1).map(\.0) }
    return PairedPredictions(
      labels: pick(labels), candidate: pick(candidate), baseline: baseline.map(pick), slices: [])
  }

  var candidateRows: ScoredRows { ScoredRows(labels: labels, scores: candidate) }
  var baselineRows: ScoredRows? { baseline.map { ScoredRows(labels: labels, scores: $0) } }
}
