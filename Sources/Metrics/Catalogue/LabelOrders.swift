/// What the order of each row's labels is worth. scikit-learn's conventions for rows with none of the labels, or all:
/// the order is right.
enum LabelOrders {
  static let definitions: [MetricDefinition] = [
    definition(
      "coverage_error", .lowerIsBetter, range: 0 ... .greatestFiniteMagnitude,
      "how many labels, from the highest score down, cover all that a row has, averaged over rows; ties count as covered "
        + "first, and a row without labels needs none"
    ) { row in
      guard let lowest = row.filter(\.isTrue).map(\.score).min() else { return 0 }
      return Double(row.count { $0.score >= lowest })
    },
    definition(
      "label_ranking_average_precision", .higherIsBetter,
      "for each label that a row has, the share of such labels among those that score at least as much, averaged over "
        + "labels and rows; 1 for a row with no labels or all"
    ) { row in
      let truths = row.filter(\.isTrue)
      if truths.isEmpty || truths.count == row.count { return 1 }
      let sum = truths.reduce(0.0) { sum, label in
        let better = truths.count { $0.score >= label.score }
        return sum + Double(better) / Double(row.count { $0.score >= label.score })
      }
      return sum / Double(truths.count)
    },
    definition(
      "label_ranking_loss", .lowerIsBetter,
      "the share of pairs of a label that a row has and one that it has not whose scores are in the wrong order or equal, "
        + "averaged over rows; 0 for a row with no labels or all"
    ) { row in
      let truths = row.filter(\.isTrue)
      let others = row.filter { !$0.isTrue }
      if truths.isEmpty || others.isEmpty { return 0 }
      let wrong = truths.reduce(0) { wrong, label in wrong + others.count { $0.score >= label.score } }
      return Double(wrong) / Double(truths.count * others.count)
    },
  ]

  private typealias ScoredLabel = (score: Double, isTrue: Bool)

  private static func definition(
    _ name: String, _ direction: MetricDefinition.Direction, range: ClosedRange<Double> = 0...1, _ summary: String,
    score: @escaping @Sendable ([ScoredLabel]) -> Double
  ) -> MetricDefinition {
    MetricDefinition(name, [.multilabel], direction, range: range, summary: summary) { rows, _ in
      rows.scoreColumns.flatMap { columns in
        RowScores.prepare(rows, "", nil) { row in
          score(columns.scores.indices.map { (columns.scores[$0][row], columns.isPositive($0, row)) })
        }
      }
    }
  }
}
