/// Quantiles of the absolute error.
enum ErrorQuantiles {
  static let definitions: [MetricDefinition] = [
    MetricDefinition(
      "median_absolute_error", [.regression], .lowerIsBetter, range: 0 ... .greatestFiniteMagnitude,
      summary: "the median of |label − prediction|; of weighted rows the value with half of the weight at or below it, "
        + "averaged with the next where it is exactly half"
    ) { rows, _ in
      rows.regression.map {
        QuantileMetric($0.absoluteErrors, weights: rows.weights, level: 0.5, rule: .averagedInvertedCDF)
      }
    },
    MetricDefinition(
      "max_error", [.regression], .lowerIsBetter, range: 0 ... .greatestFiniteMagnitude,
      summary: "the largest |label − prediction| of the rows that have any weight"
    ) { rows, _ in
      rows.regression.map { ExtremeMetric(.largest, of: $0.absoluteErrors, weights: rows.weights) }
    },
    MetricDefinition(
      "absolute_error_percentile", [.regression], .lowerIsBetter, range: 0 ... .greatestFiniteMagnitude,
      parameters: Percentile.parameters,
      summary: "the value that p percent of |label − prediction| are at most; \(Percentile.conventions)"
    ) { rows, arguments in
      rows.regression.flatMap { Percentile.prepare($0.absoluteErrors, weights: rows.weights, arguments) }
    },
  ]
}

extension RegressionAnswers {
  fileprivate var absoluteErrors: [Double] { zip(labels, predictions).map { abs($0 - $1) } }
}
