extension MetricCatalogue {
  /// What anybody wants to see first, whatever the rules ask for.
  package static func usual(_ task: EvaluationTask) -> [Metric] {
    let names: [String] =
      switch task {
      case .binary:
        [
          "accuracy", "precision", "recall", "f1", "roc_auc", "average_precision", "log_loss", "brier_score", "mcc",
          "ece",
        ]
      case .multiclass: ["accuracy", "balanced_accuracy", "f1_macro", "roc_auc_ovr", "log_loss", "mcc"]
      case .multilabel: ["accuracy", "f1_micro", "f1_macro", "hamming_loss"]
      case .regression:
        [
          "mean_absolute_error", "root_mean_squared_error", "median_absolute_error", "mean_absolute_percentage_error",
          "r2",
        ]
      case .ranking: ["ndcg", "mrr", "map"]
      case .items: ["mean", "median"]
      }
    return names.compactMap { try? Metric($0) }
  }
}

extension MetricCatalogue {
  /// All of a task's metrics that need nothing to be given.
  package static func complete(_ task: EvaluationTask) -> [Metric] {
    all.filter { $0.tasks.contains { $0 == task } && $0.parameters.allSatisfy { $0.defaultValue != nil } }
      .compactMap { try? Metric($0.name) }
  }
}
