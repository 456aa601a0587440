import Glibc

/// What predicted probabilities are worth.
enum ProbabilityScores {
  private static let tasks: [EvaluationTask] = [.binary, .multiclass]

  static let definitions: [MetricDefinition] = [
    MetricDefinition(
      "log_loss", tasks, .lowerIsBetter, range: 0 ... .greatestFiniteMagnitude,
      summary:
        "the mean of −ln of the probability given to what happened, clipped to [2⁻⁵², 1 − 2⁻⁵²]; probabilities of "
        + "several classes are not made to add up to 1"
    ) { rows, _ in mean(rows, of: logLosses) },
    MetricDefinition(
      "brier_score", tasks, .lowerIsBetter, range: 0...2,
      summary: "the mean squared distance of the probabilities from what happened: Σ over classes (p − y)², but halved "
        + "for two classes, where it is the positive one's (p − y)² (Brier 1950)"
    ) { rows, _ in mean(rows, of: squaredDistances) },
    MetricDefinition(
      "d2_log_loss_score", tasks, range: -.greatestFiniteMagnitude...1,
      summary:
        "1 less log_loss over that of always predicting each class's share; undefined where all rows are of one "
        + "class"
    ) { rows, _ in skill(rows, .log, of: logLosses) },
    MetricDefinition(
      "d2_brier_score", tasks, range: -.greatestFiniteMagnitude...1,
      summary:
        "1 less brier_score over that of always predicting each class's share; undefined where all rows are of "
        + "one class"
    ) { rows, _ in skill(rows, .squared) { squaredDistances($0, halved: false) } },
  ]

  private static func mean(
    _ rows: EvaluationRows, of losses: (ClassProbabilities) -> [Double]
  ) -> Result<any PreparedMetric, UndefinedMetric> {
    rows.probabilities.map { RatioMetric(meanOf: losses($0), weights: rows.weights) }
  }

  private static func skill(
    _ rows: EvaluationRows, _ kind: ClassShareSkill.Kind, of losses: (ClassProbabilities) -> [Double]
  ) -> Result<any PreparedMetric, UndefinedMetric> {
    rows.probabilities.map {
      ClassShareSkill(
        kind: kind, losses: losses($0), labels: $0.labels, weights: rows.weights, classCount: $0.classCount)
    }
  }

  private static func logLosses(_ probabilities: ClassProbabilities) -> [Double] {
    probabilities.labels.indices.map { row in
      let probability = probabilities.probability(row, of: Int(probabilities.labels[row]))
      return -log(min(max(probability, .ulpOfOne), 1 - .ulpOfOne))
    }
  }

  private static func squaredDistances(_ probabilities: ClassProbabilities) -> [Double] {
    squaredDistances(probabilities, halved: probabilities.classCount == 2)
  }

  private static func squaredDistances(_ probabilities: ClassProbabilities, halved: Bool) -> [Double] {
    probabilities.labels.indices.map { row in
      var sum = 0.0
      for place in 0..<probabilities.classCount {
        let distance = probabilities.probability(row, of: place) - (place == probabilities.labels[row] ? 1 : 0)
        sum += distance * distance
      }
      return halved ? sum / 2 : sum
    }
  }
}
