/// What scores of any scale are worth, row by row.
enum DecisionScores {
  static let definitions: [MetricDefinition] = [hinge, topK]

  private static let hinge = MetricDefinition(
    "hinge_loss", [.binary, .multiclass], .lowerIsBetter, range: 0 ... .greatestFiniteMagnitude,
    summary: "the mean of max(0, 1 − margin), scores being decision values: the margin is the score of a positive and "
      + "minus that of a negative, or the true class's score less the largest other (Crammer and Singer 2001)"
  ) { rows, _ in
    guard case .multiclass(let answers) = rows.answers else {
      return rows.binaryScores.map { answers, scores in
        RatioMetric(
          meanOf: zip(answers.labels, scores).map { max(0, 1 - ($0 ? $1 : -$1)) }, weights: rows.weights)
      }
    }
    return rows.scoreColumns.flatMap { columns in
      guard columns.scores.count > 1 else { return .failure(UndefinedMetric("there is only one class")) }
      let losses = answers.labels.indices.map { row in
        let label = Int(answers.labels[row])
        var largest = -Double.infinity
        for (place, scores) in columns.scores.enumerated() where place != label { largest = max(largest, scores[row]) }
        return max(0, 1 - (columns.scores[label][row] - largest))
      }
      return .success(RatioMetric(meanOf: losses, weights: rows.weights))
    }
  }

  private static let topK = MetricDefinition(
    "top_k_accuracy", [.multiclass], parameters: [.init("k", .count, default: "2", "how many classes may be named")],
    summary: "the share of rows whose class is among the k with the highest scores, of equal scores the later class "
      + "first as in scikit-learn; undefined where k leaves no class out"
  ) { rows, arguments in
    rows.multiclass.flatMap { answers in
      rows.scoreColumns.flatMap { columns in
        let k = arguments.count("k")
        guard k < columns.scores.count else {
          return .failure(UndefinedMetric("with \(columns.scores.count) classes, the first \(k) are all of them"))
        }
        let isAmong = answers.labels.indices.map { row in
          let label = Int(answers.labels[row])
          let score = columns.scores[label][row]
          let before = columns.scores.indices.count { place in
            let other = columns.scores[place][row]
            return other > score || (other == score && place > label)
          }
          return before < k
        }
        return .success(
          RatioMetric(
            RowShare(among: isAmong.map { _ in true }, counts: isAmong), weights: rows.weights,
            whenEmpty: "no row has a weight"))
      }
    }
  }
}
