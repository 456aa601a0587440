/// Predicted probabilities beside the class that was true.
struct ClassProbabilities: Sendable {
  let labels: [Int32]
  /// By class; of two classes, the positive one's only.
  let columns: [[Double]]
  let classCount: Int

  /// The probability given to a class.
  @inline(__always)
  func probability(_ row: Int, of place: Int) -> Double {
    if columns.count > 1 { return columns[place][row] }
    return place == 1 ? columns[0][row] : 1 - columns[0][row]
  }
}

extension EvaluationRows {
  /// Probabilities, each from 0 to 1. Those of several classes need not add up to 1: scikit-learn warns and computes.
  var probabilities: Result<ClassProbabilities, UndefinedMetric> {
    let found: Result<ClassProbabilities, UndefinedMetric>
    if case .multiclass(let answers) = answers {
      found = scoreColumns.map {
        ClassProbabilities(labels: answers.labels, columns: $0.scores, classCount: answers.classes.count)
      }
    } else {
      found = binaryScores.map { answers, scores in
        ClassProbabilities(labels: answers.labels.map { $0 ? 1 : 0 }, columns: [scores], classCount: 2)
      }
    }
    return found.flatMap { probabilities in
      let stranger = probabilities.columns.lazy.joined().first { !(0...1 ~= $0) }
      return stranger.map { .failure(UndefinedMetric("a score is \($0), which is no probability")) }
        ?? .success(probabilities)
    }
  }
}
