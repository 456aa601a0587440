/// Labels and one model's scores, row by row.
package struct ScoredRows: Sendable {
  /// True for the positive class.
  package let labels: [Bool]
  /// Predicted probabilities of the positive class, each in [0, 1]; as many.
  package let scores: [Double]

  package init(labels: [Bool], scores: [Double]) {
    precondition(labels.count == scores.count, "a score for every label")
    self.labels = labels
    self.scores = scores
  }
}
