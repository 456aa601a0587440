/// What the order of scores is worth for several classes or labels.
enum CurveAverages {
  private enum Average { case micro, macro, weighted }

  static let definitions: [MetricDefinition] =
    [
      average("roc_auc_ovr", [.multiclass], .macro, "roc_auc of each class against the others, averaged") { _ in
        ROCArea()
      },
      average(
        "roc_auc_ovr_weighted", [.multiclass], .weighted,
        "roc_auc of each class against the others, averaged by the classes' rows"
      ) { _ in ROCArea() },
      average(
        "roc_auc_ovr_micro", [.multiclass], .micro, "roc_auc of each row's scores for all classes taken together"
      ) { _ in ROCArea() },
      pairs("roc_auc_ovo", isWeighted: false, "averaged"),
      pairs("roc_auc_ovo_weighted", isWeighted: true, "averaged by the pairs' rows"),
    ] + family("roc_auc", [.multilabel]) { _ in ROCArea() }
    + family("average_precision", [.multiclass, .multilabel], parameters: [Curves.noPositives]) {
      PrecisionSteps(zeroDivision: $0.zeroDivision)
    }

  private static func family(
    _ name: String, _ tasks: [EvaluationTask], parameters: [MetricDefinition.Parameter] = [],
    formula: @escaping @Sendable (MetricArguments) -> some RankedFormula
  ) -> [MetricDefinition] {
    [
      average(
        "\(name)_micro", tasks, .micro, parameters: parameters,
        "\(name) of each row's scores for all classes taken together",
        formula: formula),
      average(
        "\(name)_macro", tasks, .macro, parameters: parameters, "\(name) of each class against the others, averaged",
        formula: formula),
      average(
        "\(name)_weighted", tasks, .weighted, parameters: parameters,
        "\(name) of each class against the others, averaged by the classes' rows", formula: formula),
    ]
  }

  private static func average(
    _ name: String, _ tasks: [EvaluationTask], _ average: Average, parameters: [MetricDefinition.Parameter] = [],
    _ summary: String, formula: @escaping @Sendable (MetricArguments) -> some RankedFormula
  ) -> MetricDefinition {
    MetricDefinition(name, tasks, parameters: parameters, summary: summary) { rows, arguments in
      rows.scoreColumns.flatMap { columns in
        let formula = formula(arguments)
        if case .micro = average {
          return rows.rankedRows(ofAll: columns).map {
            RankedMetric(ranking: $0, formula: formula, rowCount: rows.count)
          }
        }
        return .success(
          OneVersusRest(
            rankings: columns.scores.indices.map { rows.rankedRows(column: $0, of: columns) },
            formula: formula, isWeighted: average == .weighted, zeroDivision: arguments.zeroDivision,
            names: columns.names, rowCount: rows.count))
      }
    }
  }

  private static func pairs(_ name: String, isWeighted: Bool, _ averaged: String) -> MetricDefinition {
    MetricDefinition(
      name, [.multiclass],
      summary:
        "roc_auc of each pair of classes that have rows, \(averaged) (Hand and Till 2001); weights of rows count, "
        + "which scikit-learn refuses"
    ) { rows, _ in
      rows.multiclass.flatMap { answers in
        rows.scoreColumns.map { columns in
          OneVersusOne(
            rankings: columns.scores.indices.map { rows.rankedRows(column: $0, of: columns) }, labels: answers.labels,
            isWeighted: isWeighted)
        }
      }
    }
  }
}
