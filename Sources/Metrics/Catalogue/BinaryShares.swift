/// Shares of rows by label and prediction: recall and its kin. scikit-learn's, but for a share of no rows, which is
/// undefined and not 0.
package enum BinaryShares {
  package static let definitions: [MetricDefinition] = [
    share("precision", "the share of positives among the rows predicted positive", predictedPositive) { label, _ in
      label
    },
    share("recall", "the share of positives that are predicted positive", positive) { $1 },
    share("specificity", "the share of negatives that are predicted negative", negative) { !$1 },
    share("npv", "the share of negatives among the rows predicted negative", predictedNegative) { label, _ in !label },
    share("fpr", "the share of negatives that are predicted positive", direction: .lowerIsBetter, negative) { $1 },
    share("fnr", "the share of positives that are predicted negative", direction: .lowerIsBetter, positive) { !$1 },
    share(
      "fdr", "the share of negatives among the rows predicted positive", direction: .lowerIsBetter, predictedPositive
    ) { label, _ in !label },
    share(
      "selection_rate", "the share of rows predicted positive: which way is better, a rule has to say",
      direction: .unknown,
      Among(whenEmpty: "no row has a weight") { _, _ in true }
    ) { $1 },
  ]

  /// Which rows are looked at, by label and prediction.
  private struct Among: Sendable {
    let whenEmpty: String
    let includes: @Sendable (_ label: Bool, _ prediction: Bool) -> Bool
  }

  private static let positive = Among(whenEmpty: "no row is positive") { label, _ in label }
  private static let negative = Among(whenEmpty: "no row is negative") { label, _ in !label }
  private static let predictedPositive = Among(whenEmpty: "no row is predicted positive") { $1 }
  private static let predictedNegative = Among(whenEmpty: "no row is predicted negative") { !$1 }

  /// - Parameter counts: which of the rows looked at count.
  private static func share(
    _ name: String, _ summary: String, direction: MetricDefinition.Direction = .higherIsBetter, _ among: Among,
    counts: @escaping @Sendable (_ label: Bool, _ prediction: Bool) -> Bool
  ) -> MetricDefinition {
    MetricDefinition(name, [.binary], direction, parameters: [.zeroDivision], summary: summary) { rows, arguments in
      rows.binary.map { answers in
        let cells = zip(answers.labels, answers.predictions)
        return RatioMetric(
          RowShare(among: cells.map(among.includes), counts: cells.map(counts)), weights: rows.weights,
          whenEmpty: among.whenEmpty, emptyValue: arguments.zeroDivision)
      }
    }
  }
}
