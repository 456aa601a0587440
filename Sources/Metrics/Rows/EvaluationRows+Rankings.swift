/// Columns of scores: one for each class or label, and whether each row is of it.
struct ScoreColumns: Sendable {
  let scores: [[Double]]
  let isPositive: @Sendable (_ column: Int, _ row: Int) -> Bool
  /// What to call each in a message.
  let names: [String]
}

extension EvaluationRows {
  var scoreColumns: Result<ScoreColumns, UndefinedMetric> {
    switch answers {
    case .multiclass(let answers):
      guard let scores = answers.probabilities else { return withoutScores() }
      let labels = answers.labels
      return .success(
        ScoreColumns(
          scores: scores, isPositive: { labels[$1] == $0 }, names: answers.classes.map { "class '\($0)'" }))
    case .multilabel(let answers):
      guard let scores = answers.scores else { return withoutScores() }
      let truths = answers.truths
      return .success(
        ScoreColumns(scores: scores, isPositive: { truths[$0][$1] }, names: answers.names.map { "label '\($0)'" }))
    default: return wrongTask()
    }
  }

  private func withoutScores<Scores>() -> Result<Scores, UndefinedMetric> {
    .failure(UndefinedMetric("the rows have no scores"))
  }

  /// Binary rows by their scores.
  var rankedRows: Result<RankedRows, UndefinedMetric> {
    binaryScores.map { answers, scores in
      rankings.ranking(.scores) { RankedRows(scores, weights: weights) { answers.labels[$0] } }
    }
  }

  /// Rows by the scores for one class or label.
  func rankedRows(column: Int, of columns: ScoreColumns) -> RankedRows {
    rankings.ranking(.column(column)) {
      RankedRows(columns.scores[column], weights: weights) { columns.isPositive(column, $0) }
    }
  }

  /// All columns as one, each row standing in it once for each of them.
  func rankedRows(ofAll columns: ScoreColumns) -> Result<RankedRows, UndefinedMetric> {
    let count = count
    guard columns.scores.count <= RankedRows.mostEntries / count else {
      return .failure(
        UndefinedMetric("\(count) rows of \(columns.scores.count) scores each are too many to rank together"))
    }
    return .success(
      rankings.ranking(.columns) {
        RankedRows(
          Array(columns.scores.joined()), weights: weights,
          isPositive: { columns.isPositive($0 / count, $0 % count) }, row: { $0 % count })
      })
  }
}
