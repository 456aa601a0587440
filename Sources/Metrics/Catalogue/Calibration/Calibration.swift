/// Whether probabilities are as often right as they say.
enum Calibration {
  static let definitions: [MetricDefinition] = [
    error(
      "ece", "the expected calibration error: the mean distance of confidence and frequency over bins", .mean),
    error("mce", "the maximum calibration error: the largest distance of confidence and frequency in a bin", .largest),
    MetricDefinition(
      "calibration_slope", [.binary], .unknown,
      range: -.greatestFiniteMagnitude ... .greatestFiniteMagnitude,
      summary: "the slope of the logistic regression of labels on the scores' log-odds (Cox 1958): 1 is best, below 1 "
        + "scores are too extreme; \(fit)"
    ) { rows, _ in
      recalibration(rows) { RecalibrationMetric($0, .slope) }
    },
    MetricDefinition(
      "calibration_intercept", [.binary], .unknown,
      range: -.greatestFiniteMagnitude ... .greatestFiniteMagnitude,
      parameters: [.init("slope", .oneOf(["fitted", "1"]), default: "fitted", "whether the slope is fitted as well")],
      summary:
        "the intercept of the logistic regression of labels on the scores' log-odds (Cox 1958): 0 is best; with slope=1 "
        + "calibration in the large, where above 0 scores are too small; \(fit)"
    ) { rows, arguments in
      let part = arguments.text("slope") == "1" ? RecalibrationMetric.Part.interceptAlone : .intercept
      return recalibration(rows) { RecalibrationMetric($0, part) }
    },
  ]

  private static let mostBins = 65_536

  private static let fit =
    "scores are kept 2⁻⁵² from 0 and 1; undefined where one class is absent or a score separates the classes, as then "
    + "nothing finite fits best; a rule has to say what is better"

  private static func error(
    _ name: String, _ summary: String, _ measure: CalibrationError.Measure
  ) -> MetricDefinition {
    MetricDefinition(
      name, [.binary, .multiclass], .lowerIsBetter,
      parameters: [
        .init("bins", .count, default: "15", "how many bins"),
        .init("strategy", .oneOf(["width", "mass"]), default: "width", "bins of equal width or of equal weight"),
      ],
      summary:
        "\(summary) (Guo et al. 2017): of the positive class, or of the most probable one of several, the first of "
        + "those that tie; bins of equal width end at i / bins, that end included, the first one 0 too; of equal mass, a "
        + "row's bin is where the middle of its weight lies by score, equal scores in one bin"
    ) { rows, arguments in
      let bins = arguments.count("bins")
      guard bins <= mostBins else {
        return .failure(UndefinedMetric("there are \(bins) bins, which are more than \(mostBins)"))
      }
      return confidences(rows).map { answers in
        CalibrationError(
          answers, weights: rows.weights, measure,
          arguments.text("strategy") == "mass" ? .mass(bins, answers.confidences) : .width(bins, answers.confidences))
      }
    }
  }

  private static func confidences(_ rows: EvaluationRows) -> Result<ConfidentAnswers, UndefinedMetric> {
    if case .multiclass(let answers) = rows.answers {
      guard let probabilities = answers.probabilities else {
        return .failure(UndefinedMetric("the rows have no probabilities"))
      }
      return ConfidentAnswers.checked(topOf: probabilities, labels: answers.labels)
    }
    return rows.binaryScores.flatMap { ConfidentAnswers.checked($0.scores, hits: $0.answers.labels) }
  }

  private static func recalibration(
    _ rows: EvaluationRows, _ metric: (Recalibration) -> RecalibrationMetric
  ) -> Result<any PreparedMetric, UndefinedMetric> {
    confidences(rows).map { answers in
      metric(Recalibration(answers.confidences, labels: answers.hits, weights: rows.weights))
    }
  }
}
