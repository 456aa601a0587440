/// What the order of scores is worth, over all thresholds at once.
enum Curves {
  static let definitions: [MetricDefinition] = binary + perClass + samples

  static let noPositives = MetricDefinition.Parameter(
    "zero_division", .oneOf(["undefined", "0"]), default: "undefined", "what to take where no row is positive")

  private static let area =
    "the area under the ROC curve: how likely a positive scores higher than a negative, ties counting half"
  private static let precision =
    "average precision, Σ (Rₙ − Rₙ₋₁) Pₙ over the distinct scores, without interpolation"

  private static let binary = [
    ranked("roc_auc", area) { _ in ROCArea() },
    ranked("gini", range: -1...1, "Gini's coefficient of scores, 2 roc_auc − 1") { _ in ROCArea(scale: 2, offset: -1) },
    MetricDefinition(
      "roc_auc", [.binary], parameters: [.init("max_fpr", .number(1e-9...1), "where the curve ends")],
      summary:
        "the area under the ROC curve up to a false positive rate, scaled so that chance gives 0.5 and perfection "
        + "1 (McClish 1989)"
    ) { rows, arguments in
      let largest = arguments.number("max_fpr")
      return largest < 1 ? prepare(rows, PartialROCArea(largest: largest)) : prepare(rows, ROCArea())
    },
    ranked("average_precision", parameters: [noPositives], precision) { PrecisionSteps(zeroDivision: $0.zeroDivision) },
    ranked(
      "ks",
      "the largest true positive rate − false positive rate of any threshold: Kolmogorov and Smirnov's one-sided "
        + "distance between the scores of positives and of negatives"
    ) { _ in RateDistance() },
  ]

  private static func ranked(
    _ name: String, range: ClosedRange<Double> = 0...1, parameters: [MetricDefinition.Parameter] = [],
    _ summary: String, formula: @escaping @Sendable (MetricArguments) -> some RankedFormula
  ) -> MetricDefinition {
    MetricDefinition(name, [.binary], range: range, parameters: parameters, summary: summary) { rows, arguments in
      prepare(rows, formula(arguments))
    }
  }

  private static func prepare(
    _ rows: EvaluationRows, _ formula: some RankedFormula
  ) -> Result<any PreparedMetric, UndefinedMetric> {
    rows.rankedRows.map { RankedMetric(ranking: $0, formula: formula, rowCount: rows.count) }
  }

  private static let perClass = [
    ofClass("roc_auc", area) { _ in ROCArea() },
    ofClass("average_precision", parameters: [noPositives], precision) {
      PrecisionSteps(zeroDivision: $0.zeroDivision)
    },
  ]

  private static func ofClass(
    _ name: String, parameters: [MetricDefinition.Parameter] = [], _ summary: String,
    formula: @escaping @Sendable (MetricArguments) -> some RankedFormula
  ) -> MetricDefinition {
    MetricDefinition(
      name, [.multiclass, .multilabel],
      parameters: [.init("class", .text, "the class, or the label")] + parameters,
      summary: "\(summary), of one class against the others"
    ) { rows, arguments in
      rows.scoreColumns.flatMap { columns in
        rows.place(of: arguments.text("class") ?? "").map {
          RankedMetric(
            ranking: rows.rankedRows(column: $0, of: columns), formula: formula(arguments),
            rowCount: rows.count)
        }
      }
    }
  }

  private static let samples = [
    ofRows("roc_auc", "needs a label that it has and one that it has not") { _ in ROCArea() },
    ofRows("average_precision", parameters: [noPositives], "has no label") {
      PrecisionSteps(zeroDivision: $0.zeroDivision)
    },
  ]

  private static func ofRows(
    _ name: String, parameters: [MetricDefinition.Parameter] = [], _ whenNone: String,
    formula: @escaping @Sendable (MetricArguments) -> some RankedFormula
  ) -> MetricDefinition {
    MetricDefinition(
      "\(name)_samples", [.multilabel], parameters: parameters,
      summary: "\(name) of each row's scores for its labels, averaged over rows"
    ) { rows, arguments in
      rows.scoreColumns.flatMap { columns in
        let formula = formula(arguments)
        return RowScores.prepare(rows, whenNone, nil) { row in
          RankedRows(columns.scores.map { $0[row] }, weights: nil) { columns.isPositive($0, row) }
            .computed(formula, counts: nil).value.defined
        }
      }
    }
  }
}
