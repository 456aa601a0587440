/// How far labels and predictions agree beyond what chance would give.
enum Agreements {
  private static let tasks: [EvaluationTask] = [.binary, .multiclass]

  static let definitions: [MetricDefinition] = [
    definition("balanced_accuracy", "the mean recall of the classes that have rows") { _ in
      BalancedAccuracy(adjusted: false)
    },
    definition(
      "balanced_accuracy", range: -1...1,
      parameters: [.init("adjusted", .oneOf(["true"]), "whether chance is 0 and not a class's share")],
      "the mean recall of the classes that have rows, scaled so that chance is 0 and perfection 1"
    ) { _ in BalancedAccuracy(adjusted: true) },
    definition(
      "matthews_corrcoef", range: -1...1,
      parameters: [.init("zero_division", .oneOf(["undefined", "0"]), default: "undefined", "what to take for 0 / 0")],
      "Matthews's correlation of labels and predictions, for any number of classes (Gorodkin 2004); undefined where all "
        + "rows are of one class, or predicted to be"
    ) { MatthewsCorrelation(zeroDivision: $0.zeroDivision) },
    definition(
      "cohen_kappa", range: -1...1,
      parameters: [
        .init("weights", .oneOf(["none", "linear", "quadratic"]), default: "none", "how disagreement counts")
      ],
      "Cohen's kappa, 1 − disagreement / what chance gives; disagreement counts 1, or how many places apart the two "
        + "stand among all the classes there are, or that squared (Cohen 1960 and 1968)"
    ) { arguments in
      let weights = arguments.text("weights")
      return CohenKappa(distancePower: weights == "linear" ? 1 : weights == "quadratic" ? 2 : 0)
    },
    ratio("positive_likelihood_ratio", .higherIsBetter, .positive, "recall / fpr"),
    ratio("negative_likelihood_ratio", .lowerIsBetter, .negative, "fnr / specificity"),
  ]

  private static func definition(
    _ name: String, range: ClosedRange<Double> = 0...1, parameters: [MetricDefinition.Parameter] = [],
    _ summary: String, formula: @escaping @Sendable (MetricArguments) -> some ClassFormula
  ) -> MetricDefinition {
    MetricDefinition(name, tasks, range: range, parameters: parameters, summary: summary) { rows, arguments in
      guard let classes = rows.classes else { return rows.wrongTask() }
      return .success(ClassMetric(classes.rows, formula(arguments)))
    }
  }

  private static func ratio(
    _ name: String, _ direction: MetricDefinition.Direction, _ prediction: LikelihoodRatio.Prediction,
    _ quotient: String
  ) -> MetricDefinition {
    MetricDefinition(
      name, [.binary], direction, range: 0 ... .greatestFiniteMagnitude, parameters: [.zeroDivision],
      summary: "\(quotient): how much likelier positives are than negatives to be predicted \(prediction)"
    ) { rows, arguments in
      guard let classes = rows.classes else { return rows.wrongTask() }
      return .success(
        ClassMetric(classes.rows, LikelihoodRatio(prediction: prediction, zeroDivision: arguments.zeroDivision)))
    }
  }
}
