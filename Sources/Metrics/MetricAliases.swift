/// What other tools call our metrics.
enum MetricAliases {
  /// Our name for it: scikit-learn's functions and scorers, and common abbreviations, resolve to the same metric. A
  /// scorer's `neg_` is dropped: every metric here knows its direction.
  static func resolve(_ name: String) -> String {
    let names = MetricCatalogue.named
    let positive = name.hasPrefix("neg_") ? String(name.dropFirst(4)) : name
    if let known = [name, positive].first(where: { names[$0] != nil }) ?? ours[positive] { return known }
    for suffix in GroupMetrics.Kind.allCases.map(\.suffix) where positive.hasSuffix(suffix) {
      let known = resolve(String(positive.dropLast(suffix.count))) + suffix
      if names[known] != nil { return known }
    }
    return name
  }

  private static let ours = [
    "accuracy_score": "accuracy",
    "average_precision_score": "average_precision",
    "balanced_accuracy_score": "balanced_accuracy",
    "brier_score_loss": "brier_score",
    "cohen_kappa_score": "cohen_kappa",
    "d2_brier": "d2_brier_score",
    "d2_log_loss": "d2_log_loss_score",
    "dcg_score": "dcg",
    "f1_score": "f1",
    "false_negative_rate": "fnr",
    "false_positive_rate": "fpr",
    "fbeta_score": "fbeta",
    "jaccard_score": "jaccard",
    "label_ranking_average_precision_score": "label_ranking_average_precision",
    "mcc": "matthews_corrcoef",
    "mean_average_precision": "map",
    "mean_reciprocal_rank": "mrr",
    "ndcg_score": "ndcg",
    "negative_predictive_value": "npv",
    "positive_predictive_value": "precision",
    "precision_score": "precision",
    "r2_score": "r2",
    "recall_score": "recall",
    "roc_auc_score": "roc_auc",
    "sensitivity": "recall",
    "top_k_accuracy_score": "top_k_accuracy",
    "true_negative_rate": "specificity",
    "true_positive_rate": "recall",
  ]
}
