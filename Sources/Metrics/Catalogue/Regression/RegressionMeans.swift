import Glibc

/// Regression metrics that are means over rows, or roots of them. Values are scikit-learn's where it has the metric.
enum RegressionMeans {
  static let definitions: [MetricDefinition] =
    errors + logarithmic + relative + [pinball]

  private static let errors = [
    mean("mean_absolute_error", "the mean of |label − prediction|") { abs($0 - $1) },
    mean("mean_squared_error", "the mean of (label − prediction)²", of: squaredError),
    root("root_mean_squared_error", "the square root of the mean of (label − prediction)²", of: squaredError),
    mean(
      "mean_error", "the mean of prediction − label, the bias; 0 is best, so a rule has to say what is better",
      .unknown,
      range: -.greatestFiniteMagnitude ... .greatestFiniteMagnitude
    ) { $1 - $0 },
    mean(
      "mean_prediction", "the mean of the predictions; a rule has to say what is better", .unknown,
      range: -.greatestFiniteMagnitude ... .greatestFiniteMagnitude
    ) { $1 },
  ]

  private static let logarithmic = [
    mean(
      "mean_squared_log_error", "the mean of (ln(1 + label) − ln(1 + prediction))²; undefined with a number at most −1",
      needs: aboveMinusOne, of: squaredLogError),
    root(
      "root_mean_squared_log_error", "the square root of mean_squared_log_error", needs: aboveMinusOne,
      of: squaredLogError),
  ]

  private static let relative = [
    mean(
      "mean_absolute_percentage_error",
      "the mean of |label − prediction| / |label|, as a share and not times 100; a label nearer to 0 than 2⁻⁵² counts "
        + "as that"
    ) { abs($0 - $1) / max(abs($0), .ulpOfOne) },
    mean(
      "symmetric_mean_absolute_percentage_error",
      "the mean of 2 |label − prediction| / (|label| + |prediction|), from 0 to 2, 0 where both are 0 (Makridakis 1993)",
      range: 0...2
    ) { $0 == 0 && $1 == 0 ? 0 : 2 * abs($0 - $1) / (abs($0) + abs($1)) },
    MetricDefinition(
      "weighted_absolute_percentage_error", [.regression], .lowerIsBetter, range: 0 ... .greatestFiniteMagnitude,
      summary: "Σ |label − prediction| / Σ |label|, as a share and not times 100; undefined where all labels are 0"
    ) { rows, _ in
      rows.regression.map { answers in
        RatioMetric(
          numerators: zip(answers.labels, answers.predictions).map { abs($0 - $1) },
          denominators: answers.labels.map { abs($0) }, weights: rows.weights, whenEmpty: "all labels are 0")
      }
    },
  ]

  private static let pinball = MetricDefinition(
    "mean_pinball_loss", [.regression], .lowerIsBetter, range: 0 ... .greatestFiniteMagnitude,
    parameters: [
      .init("alpha", .number(0...1), default: "0.5", "the quantile that is predicted")
    ],
    summary:
      "the mean of alpha (label − prediction), or of (1 − alpha) (prediction − label) where that is above 0: the "
      + "loss of predicting a quantile"
  ) { rows, arguments in
    let loss = PinballLoss(alpha: arguments.number("alpha"))
    return rows.regression.map { $0.mean(rows.weights) { loss($0, $1) } }
  }

  private static func squaredError(_ label: Double, _ prediction: Double) -> Double {
    (label - prediction) * (label - prediction)
  }

  private static func squaredLogError(_ label: Double, _ prediction: Double) -> Double {
    squaredError(log1p(label), log1p(prediction))
  }

  private static func aboveMinusOne(_ answers: RegressionAnswers) -> String? {
    answers.labels.contains { $0 <= -1 } || answers.predictions.contains { $0 <= -1 }
      ? "a label or a prediction is at most -1, which has no logarithm of 1 + x" : nil
  }

  private static func mean(
    _ name: String, _ summary: String, _ direction: MetricDefinition.Direction = .lowerIsBetter,
    range: ClosedRange<Double> = 0 ... .greatestFiniteMagnitude,
    needs: @escaping @Sendable (RegressionAnswers) -> String? = { _ in nil },
    of loss: @escaping @Sendable (_ label: Double, _ prediction: Double) -> Double
  ) -> MetricDefinition {
    MetricDefinition(name, [.regression], direction, range: range, summary: summary) { rows, _ in
      rows.regression(needs).map { $0.mean(rows.weights, of: loss) }
    }
  }

  private static func root(
    _ name: String, _ summary: String, needs: @escaping @Sendable (RegressionAnswers) -> String? = { _ in nil },
    of loss: @escaping @Sendable (_ label: Double, _ prediction: Double) -> Double
  ) -> MetricDefinition {
    MetricDefinition(
      name, [.regression], .lowerIsBetter, range: 0 ... .greatestFiniteMagnitude, summary: summary
    ) { rows, _ in
      rows.regression(needs).map { RootMetric($0.mean(rows.weights, of: loss)) }
    }
  }
}

extension RegressionAnswers {
  /// The mean of a loss of each row.
  func mean(_ weights: [Double]?, of loss: (_ label: Double, _ prediction: Double) -> Double) -> RatioMetric {
    RatioMetric(
      numerators: zip(labels, predictions).map(loss), denominators: Array(repeating: 1, count: labels.count),
      weights: weights, whenEmpty: "no row has any weight")
  }
}
