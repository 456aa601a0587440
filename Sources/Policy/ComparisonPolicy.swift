package import Comparison

/// The comparison of the candidate with the baseline.
package struct ComparisonPolicy: Sendable {
  package enum Baseline: Sendable, Equatable {
    case file(String)
    /// The metrics recorded when the version was promoted that holds a stage now.
    case ledger(stage: String)
  }

  /// Predictions, or a document of metrics.
  package let candidate: String
  /// Absent at a first release.
  package let baseline: Baseline?
  /// Predictions of a simpler model.
  package let simpler: String?
  /// A table of the metrics of earlier releases.
  package let history: String?
  /// A file of SageMaker's constraints, which become rules.
  package let constraints: String?
  /// Nil for documents of metrics, which have no rows.
  package let columns: PredictionColumns?
  package let settings: ComparisonSettings
  package let rules: [ComparisonRule]

  /// What stages call its evidence.
  package static let step = "comparison"

  /// The files that it names.
  package var files: [String] {
    var files = [candidate]
    if case .file(let path) = baseline { files.append(path) }
    return files + [simpler, history, constraints].compactMap { $0 }
  }
}
