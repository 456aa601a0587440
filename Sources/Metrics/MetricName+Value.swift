import Statistics

extension MetricName {
  /// The metric of some rows, equal to scikit-learn's except that what is undefined is nil and not 0.
  ///
  /// - Parameter threshold: a row is predicted positive when its score is at least this.
  package func value(_ rows: ScoredRows, threshold: Double) -> Double? {
    switch self {
    case .accuracy: Confusion(rows, threshold: threshold).accuracy
    case .precision: Confusion(rows, threshold: threshold).precision
    case .recall: Confusion(rows, threshold: threshold).recall
    case .f1: Confusion(rows, threshold: threshold).f1
    case .mcc: Confusion(rows, threshold: threshold).matthewsCorrelation
    case .rocAUC: AreaUnderROC(labels: rows.labels, scores: rows.scores)?.value
    case .averagePrecision: AveragePrecision(rows).value
    case .logLoss: Self.mean(Losses.logLoss(rows))
    case .brierScore: Self.mean(Losses.brier(rows))
    }
  }

  /// The metric of counted predictions; nil also for metrics that need the scores.
  package func value(_ confusion: Confusion) -> Double? {
    switch self {
    case .accuracy: confusion.accuracy
    case .precision: confusion.precision
    case .recall: confusion.recall
    case .f1: confusion.f1
    case .mcc: confusion.matthewsCorrelation
    case .rocAUC, .averagePrecision, .logLoss, .brierScore: nil
    }
  }

  /// Why the metric can be undefined.
  package var undefinedReason: String {
    switch self {
    case .accuracy, .logLoss, .brierScore: "there are no rows"
    case .precision: "no row is predicted positive"
    case .recall, .averagePrecision: "no row has the label 1"
    case .f1: "no row has the label 1 or is predicted positive"
    case .mcc: "all rows have the same label or the same prediction"
    case .rocAUC: "all rows have the same label"
    }
  }

  private static func mean(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.compensatedSum / Double(values.count)
  }
}
