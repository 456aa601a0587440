/// The metrics of a binary classifier, by the names that scikit-learn's scorers have.
package enum MetricName: String, Sendable, CaseIterable {
  case accuracy
  case precision
  case recall
  case f1
  case rocAUC = "roc_auc"
  case averagePrecision = "average_precision"
  case logLoss = "log_loss"
  case brierScore = "brier_score"
  /// Matthews' correlation coefficient.
  case mcc

  /// Whether a larger value is a better model.
  package var higherIsBetter: Bool { self != .logLoss && self != .brierScore }

  /// The values the metric can take.
  package var range: ClosedRange<Double> {
    switch self {
    case .logLoss: 0...Double.greatestFiniteMagnitude
    case .mcc: -1...1
    default: 0...1
    }
  }
}
