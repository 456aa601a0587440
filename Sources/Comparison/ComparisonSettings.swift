/// The columns of a predictions file that the comparison reads.
package struct PredictionColumns: Sendable, Equatable {
  package var id: String
  /// 0 or 1.
  package var label: String
  /// The predicted probability of 1.
  package var score: String

  package init(id: String, label: String, score: String) {
    self.id = id
    self.label = label
    self.score = score
  }
}

/// How the comparison is done.
package struct ComparisonSettings: Sendable, Equatable {
  /// A row is predicted positive when its score is at least this.
  package var threshold = 0.5
  /// Of the two-sided intervals that rules are decided by.
  package var confidence = 0.95
  /// Of the bootstrap. A thousand place an interval's ends well enough (Efron and Tibshirani 1993, chapter 14).
  package var resamples = 1000
  package var seed: UInt64 = 1
  package var sliceColumns: [String] = []
  /// With fewer rows nothing is decided: a slice is on hold.
  package var minimumRows = 30
  /// The same for the rows of each label.
  package var minimumOfEachLabel = 10

  package init() {}
}
