/// Metrics of binary scores that choose their own threshold. Equal scores are on the same side of every threshold.
enum Thresholds {
  static let definitions: [MetricDefinition] = rates + tops

  private static let rates = [
    rate(
      "recall", at: "precision", zeroDivision: true,
      "the largest recall of a threshold whose precision is at least this; undefined where no threshold reaches it"
    ) { .recallAtPrecision($0) },
    rate("precision", at: "recall", "the largest precision of a threshold whose recall is at least this") {
      .precisionAtRecall($0)
    },
    rate(
      "recall", at: "fpr",
      "the largest recall of a threshold whose false positive rate is at most this; 0 where only a threshold above all "
        + "scores has so small a rate"
    ) { .recallAtFalsePositiveRate($0) },
    rate(
      "fpr", at: "recall", direction: .lowerIsBetter,
      "the smallest false positive rate of a threshold whose recall is at least this"
    ) { .falsePositiveRateAtRecall($0) },
  ]

  private static let tops = [
    top("precision", "the share of positives among the k rows with the highest scores", .precision),
    top("recall", "the share of all positives that are among the k rows with the highest scores", .recall),
    MetricDefinition(
      "lift", [.binary], range: 0 ... .greatestFiniteMagnitude,
      parameters: [.init("fraction", .number(0.000_001...1), "how much of the rows' weight is the top")],
      summary: "how many times greater the share of positives is among the rows with the highest scores than among all "
        + "rows; \(ties), and the row at the cut counts in part"
    ) { rows, arguments in
      runs(rows).map { TopMetric($0, .fraction(arguments.number("fraction")), .lift) }
    },
  ]

  private static let ties = "rows tied at the cut count by their chance to be taken: the expected value"

  private static func rate(
    _ name: String, at other: String, direction: MetricDefinition.Direction = .higherIsBetter,
    zeroDivision: Bool = false, _ summary: String,
    goal: @escaping @Sendable (Double) -> ThresholdMetric.Goal
  ) -> MetricDefinition {
    var parameters = [MetricDefinition.Parameter(other, .number(0...1), "what the threshold has to keep")]
    if zeroDivision { parameters.append(.zeroDivision) }
    return MetricDefinition(name, [.binary], direction, parameters: parameters, summary: summary) { rows, arguments in
      runs(rows).map {
        ThresholdMetric($0, goal(arguments.number(other)), zeroDivision: arguments.zeroDivision)
      }
    }
  }

  private static func top(_ name: String, _ summary: String, _ measure: TopMetric.Measure) -> MetricDefinition {
    MetricDefinition(
      name, [.binary], parameters: [.init("k", .count, "how many rows are the top")],
      summary: "\(summary); \(ties); undefined with fewer than k rows; refuses weights"
    ) { rows, arguments in
      guard rows.weights == nil else {
        return .failure(UndefinedMetric("the rows have weights, and k counts rows; take lift@fraction=…"))
      }
      return runs(rows).map { TopMetric($0, .rows(arguments.count("k")), measure) }
    }
  }

  private static func runs(_ rows: EvaluationRows) -> Result<ScoreRuns, UndefinedMetric> {
    rows.rankedRows.map { ScoreRuns(rows, $0) }
  }
}
