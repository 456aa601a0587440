extension EvaluationRows {
  /// The answers of a definition for regression; `Metric.prepare` has seen to it that there are such.
  var regression: Result<RegressionAnswers, UndefinedMetric> {
    guard case .regression(let answers) = answers else { return wrongTask() }
    return .success(answers)
  }

  var binary: Result<BinaryAnswers, UndefinedMetric> {
    guard case .binary(let answers) = answers else { return wrongTask() }
    return .success(answers)
  }

  /// Binary answers that have scores.
  var binaryScores: Result<(answers: BinaryAnswers, scores: [Double]), UndefinedMetric> {
    binary.flatMap { answers in
      answers.scores.map { .success((answers, $0)) } ?? .failure(UndefinedMetric("the rows have no scores"))
    }
  }

  var items: Result<ItemAnswers, UndefinedMetric> {
    guard case .items(let answers) = answers else { return wrongTask() }
    return .success(answers)
  }

  /// - Parameter needs: why the answers do not do, nil when they do.
  func regression(_ needs: (RegressionAnswers) -> String?) -> Result<RegressionAnswers, UndefinedMetric> {
    regression.flatMap { answers in
      needs(answers).map { .failure(UndefinedMetric($0)) } ?? .success(answers)
    }
  }

  func wrongTask<Answers>() -> Result<Answers, UndefinedMetric> {
    .failure(UndefinedMetric("these are \(task.rawValue) predictions"))
  }
}
