/// Shares of rows by label and prediction: accuracy, recall and their kin. scikit-learn's, but for a share of no rows,
/// which is undefined and not 0.
package enum BinaryShares {
  package static let definitions: [MetricDefinition] = [
    share("accuracy", "the share of rows predicted right", "there are no rows", among: { _, _ in true }) { $0 == $1 },
    share(
      "precision", "the share of positives among the rows predicted positive", "no row is predicted positive",
      among: { $1 }
    ) { label, _ in label },
    share(
      "recall", "the share of positives that are predicted positive", "no row is positive", among: { label, _ in label }
    ) { $1 },
    share(
      "specificity", "the share of negatives that are predicted negative", "no row is negative",
      among: { label, _ in !label }
    ) { !$1 },
  ]

  /// - Parameters:
  ///   - among: which rows are looked at, by label and prediction.
  ///   - counts: which of them count.
  private static func share(
    _ name: String, _ summary: String, _ whenEmpty: String, direction: MetricDefinition.Direction = .higherIsBetter,
    among: @escaping @Sendable (Bool, Bool) -> Bool, counts: @escaping @Sendable (Bool, Bool) -> Bool
  ) -> MetricDefinition {
    MetricDefinition(name, [.binary], direction, summary: summary) { rows, _ in
      guard case .binary(let answers) = rows.answers else { return .failure(UndefinedMetric("wrong task")) }
      let cells = zip(answers.labels, answers.predictions)
      let share = RowShare(among: cells.map(among), counts: cells.map(counts))
      return .success(
        RatioMetric(
          numerators: zip(share.among, share.counts).map { $0 && $1 ? 1 : 0 },
          denominators: share.among.map { $0 ? 1 : 0 }, weights: rows.weights, whenEmpty: whenEmpty, share: share))
    }
  }
}
