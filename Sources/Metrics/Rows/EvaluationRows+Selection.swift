extension EvaluationRows {
  /// Some of the rows, in the order given.
  ///
  /// - Parameter rows: places of rows, each below `count`.
  package func selecting(_ rows: [UInt32]) -> EvaluationRows {
    let chosen = Chooser(rows: rows)
    var result = EvaluationRows(answers.selecting(chosen), weights: weights.map { chosen($0) })
    result.amounts = amounts.map { chosen($0) }
    result.accounts = accounts.map { chosen($0) }
    result.times = times.map { chosen($0) }
    result.groups = groups.map { Grouping(column: $0.column, names: $0.names, codes: chosen($0.codes)) }
    return result
  }
}

private struct Chooser {
  let rows: [UInt32]

  func callAsFunction<Value>(_ values: [Value]) -> [Value] { rows.map { values[Int($0)] } }
  func columns<Value>(_ columns: [[Value]]) -> [[Value]] { columns.map { self($0) } }
}

extension EvaluationRows.Answers {
  fileprivate func selecting(_ chosen: Chooser) -> Self {
    switch self {
    case .binary(let answers):
      .binary(
        BinaryAnswers(
          labels: chosen(answers.labels), predictions: chosen(answers.predictions),
          scores: answers.scores.map { chosen($0) }))
    case .multiclass(let answers):
      .multiclass(
        MulticlassAnswers(
          classes: answers.classes, labels: chosen(answers.labels), predictions: chosen(answers.predictions),
          probabilities: answers.probabilities.map(chosen.columns)))
    case .multilabel(let answers):
      .multilabel(
        MultilabelAnswers(
          names: answers.names, truths: chosen.columns(answers.truths),
          predictions: chosen.columns(answers.predictions), scores: answers.scores.map(chosen.columns)))
    case .regression(let answers):
      .regression(RegressionAnswers(labels: chosen(answers.labels), predictions: chosen(answers.predictions)))
    case .ranking(let answers):
      .ranking(
        RankingAnswers(
          queries: chosen(answers.queries), relevances: chosen(answers.relevances), scores: chosen(answers.scores)))
    case .items(let answers):
      .items(ItemAnswers(scores: chosen(answers.scores), attempts: answers.attempts.map { chosen($0) }))
    }
  }
}
