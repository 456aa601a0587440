/// How well predictions and labels go together, whatever their units.
enum Correlations {
  static let definitions: [MetricDefinition] = [
    MetricDefinition(
      "pearson_correlation", [.regression], range: -1...1,
      summary: "the correlation of labels and predictions; undefined where either are all equal"
    ) { rows, _ in
      rows.regression.map { Correlation($0.labels, $0.predictions, weights: rows.weights) }
    },
    MetricDefinition(
      "spearman_correlation", [.regression], range: -1...1,
      summary:
        "the correlation of the ranks of labels and predictions, equal ones sharing their mean rank; the rank of a "
        + "weighted row is the weight below it and half of the weight equal to it; undefined where either are all equal"
    ) { rows, _ in
      rows.regression.map { RankCorrelation($0.labels, $0.predictions, weights: rows.weights) }
    },
  ]
}
