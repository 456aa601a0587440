/// How much of the labels' spread a model explains.
enum ExplainedShares {
  static let definitions: [MetricDefinition] = [
    MetricDefinition(
      "r2", [.regression], range: -.greatestFiniteMagnitude...1,
      summary:
        "1 less the squared error over that of always predicting the labels' mean; undefined with fewer than two "
        + "rows; \(ofEqualLabels)"
    ) { rows, _ in
      rows.regression.map { answers in
        SkillScore(
          losses: zip(answers.labels, answers.predictions).map { ($0 - $1) * ($0 - $1) },
          against: ConstantLoss(answers.labels, weights: rows.weights, .squared), ofConstant: .finite)
      }
    },
    MetricDefinition(
      "explained_variance", [.regression], range: -.greatestFiniteMagnitude...1,
      summary: "1 less the variance of label − prediction over that of the labels: r2 without the bias; undefined with "
        + "fewer than two rows; \(ofEqualLabels)"
    ) { rows, _ in
      rows.regression.map { answers in
        SkillScore(
          errors: ConstantLoss(
            zip(answers.labels, answers.predictions).map { $0 - $1 }, weights: rows.weights, .squared),
          against: ConstantLoss(answers.labels, weights: rows.weights, .squared))
      }
    },
    pinball(
      "d2_pinball_score",
      parameters: [.init("alpha", .number(0...1), default: "0.5", "the quantile that is predicted")],
      "1 less the pinball loss over that of always predicting the labels' quantile"
    ) { $0.number("alpha") },
    pinball(
      "d2_absolute_error_score", "1 less the absolute error over that of always predicting the labels' median"
    ) { _ in 0.5 },
  ]

  private static let ofEqualLabels =
    "where all labels are equal, 1 for perfect predictions and else 0, as in scikit-learn"

  private static func pinball(
    _ name: String, parameters: [MetricDefinition.Parameter] = [], _ summary: String,
    alpha: @escaping @Sendable (MetricArguments) -> Double
  ) -> MetricDefinition {
    MetricDefinition(
      name, [.regression], range: -.greatestFiniteMagnitude...1, parameters: parameters,
      summary: "\(summary); undefined with fewer than two rows; \(ofEqualLabels)"
    ) { rows, arguments in
      let loss = PinballLoss(alpha: alpha(arguments))
      return rows.regression.map { answers in
        SkillScore(
          losses: zip(answers.labels, answers.predictions).map { loss($0, $1) },
          against: ConstantLoss(answers.labels, weights: rows.weights, .pinball(loss)), ofConstant: .finite)
      }
    }
  }
}
