import Core

extension EvaluationRows {
  /// Rows of one class each; of two classes, the second is the positive one.
  struct Classes {
    let rows: SingleClassRows
    /// What to call each in a message.
    let names: [String]
  }

  /// Nil for tasks of other answers.
  var classes: Classes? {
    switch answers {
    case .binary(let answers):
      Classes(
        rows: SingleClassRows(
          labels: answers.labels.map { $0 ? 1 : 0 }, predictions: answers.predictions.map { $0 ? 1 : 0 },
          weights: weights, classCount: 2),
        names: ["the negative class", "the positive class"])
    case .multiclass(let answers):
      Classes(
        rows: SingleClassRows(
          labels: answers.labels, predictions: answers.predictions, weights: weights,
          classCount: answers.classes.count),
        names: answers.classes.map { "class '\($0)'" })
    default: nil
    }
  }

  /// Rows of several labels each; nil for tasks of other answers.
  var labelSets: (rows: LabelSetRows, names: [String])? {
    guard case .multilabel(let answers) = answers else { return nil }
    return (
      LabelSetRows(truths: answers.truths, predictions: answers.predictions, weights: weights),
      answers.names.map { "label '\($0)'" }
    )
  }

  /// For each row, whether its prediction is right: of several labels, whether all are.
  var isRight: [Bool]? {
    switch answers {
    case .binary(let answers): return zip(answers.labels, answers.predictions).map(==)
    case .multiclass(let answers): return zip(answers.labels, answers.predictions).map(==)
    case .multilabel(let answers):
      var right = Array(repeating: true, count: answers.count)
      for (truths, predictions) in zip(answers.truths, answers.predictions) {
        for row in right.indices where truths[row] != predictions[row] { right[row] = false }
      }
      return right
    default: return nil
    }
  }

  var multiclass: Result<MulticlassAnswers, UndefinedMetric> {
    guard case .multiclass(let answers) = answers else { return wrongTask() }
    return .success(answers)
  }

  var multilabel: Result<MultilabelAnswers, UndefinedMetric> {
    guard case .multilabel(let answers) = answers else { return wrongTask() }
    return .success(answers)
  }

  var ranking: Result<RankingAnswers, UndefinedMetric> {
    guard case .ranking(let answers) = answers else { return wrongTask() }
    return .success(answers)
  }

  /// The place of a class or a label by its name.
  func place(of name: String) -> Result<Int, UndefinedMetric> {
    let known: [String]
    switch answers {
    case .multiclass(let answers): known = answers.classes
    case .multilabel(let answers): known = answers.names
    default: return wrongTask()
    }
    if let place = known.firstIndex(of: name) { return .success(place) }
    let near = Spelling.nearest(to: name, among: known).map { ", but '\($0)'" } ?? ""
    return .failure(UndefinedMetric("there is no class '\(name)' among the \(known.count)\(near)"))
  }
}
