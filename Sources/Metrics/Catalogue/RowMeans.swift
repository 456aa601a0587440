/// How many rows are right, or wrong: the same for every kind of class.
enum RowMeans {
  private static let tasks: [EvaluationTask] = [.binary, .multiclass, .multilabel]

  static let definitions: [MetricDefinition] = [
    MetricDefinition(
      "accuracy", tasks, summary: "the share of rows predicted right; of rows with several labels, all have to be"
    ) { rows, _ in share(rows, of: true) },
    MetricDefinition(
      "zero_one_loss", tasks, .lowerIsBetter,
      summary: "the share of rows predicted wrong; of rows with several labels, one wrong is enough"
    ) { rows, _ in share(rows, of: false) },
    MetricDefinition(
      "hamming_loss", tasks, .lowerIsBetter,
      summary: "the share of rows predicted wrong; of rows with several labels, the share of labels predicted wrong"
    ) { rows, _ in
      guard case .multilabel(let answers) = rows.answers else { return share(rows, of: false) }
      var wrong = Array(repeating: 0.0, count: answers.count)
      for (truths, predictions) in zip(answers.truths, answers.predictions) {
        for row in wrong.indices where truths[row] != predictions[row] { wrong[row] += 1 }
      }
      let labels = Double(max(answers.truths.count, 1))
      return .success(RatioMetric(meanOf: wrong.map { $0 / labels }, weights: rows.weights))
    },
  ]

  private static func share(
    _ rows: EvaluationRows, of right: Bool
  ) -> Result<any PreparedMetric, UndefinedMetric> {
    guard let isRight = rows.isRight else { return rows.wrongTask() }
    return .success(
      RatioMetric(
        RowShare(among: isRight.map { _ in true }, counts: isRight.map { $0 == right }), weights: rows.weights,
        whenEmpty: "no row has a weight"))
  }
}
