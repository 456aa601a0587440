/// How many rows of each label were predicted as what.
package struct Confusion: Sendable, Equatable {
  package var truePositives = 0
  package var falsePositives = 0
  package var trueNegatives = 0
  package var falseNegatives = 0

  package init() {}

  package init(truePositives: Int, falsePositives: Int, trueNegatives: Int, falseNegatives: Int) {
    self.truePositives = truePositives
    self.falsePositives = falsePositives
    self.trueNegatives = trueNegatives
    self.falseNegatives = falseNegatives
  }

  /// A row is predicted positive when its score is at least the threshold.
  package init(_ rows: ScoredRows, threshold: Double) {
    for (label, score) in zip(rows.labels, rows.scores) { add(label: label, predicted: score >= threshold) }
  }

  package mutating func add(label: Bool, predicted: Bool) {
    switch (label, predicted) {
    case (true, true): truePositives += 1
    case (false, true): falsePositives += 1
    case (false, false): trueNegatives += 1
    case (true, false): falseNegatives += 1
    }
  }

  package var count: Int { truePositives + falsePositives + trueNegatives + falseNegatives }
  package var correct: Int { truePositives + trueNegatives }
  package var predictedPositives: Int { truePositives + falsePositives }
  package var positives: Int { truePositives + falseNegatives }

  /// The share of rows predicted right; nil for no rows.
  package var accuracy: Double? { Self.share(correct, count) }
  /// The share of positives among the rows predicted positive; nil when none is.
  package var precision: Double? { Self.share(truePositives, predictedPositives) }
  /// The share of the positives that were predicted positive; nil without positives.
  package var recall: Double? { Self.share(truePositives, positives) }
  /// The harmonic mean of precision and recall; nil when there are neither positives nor predicted ones.
  package var f1: Double? { Self.share(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives) }

  /// Matthews' correlation of label and prediction (Matthews 1975); nil when either is the same for every row.
  package var matthewsCorrelation: Double? {
    let (tp, fp) = (Double(truePositives), Double(falsePositives))
    let (tn, fn) = (Double(trueNegatives), Double(falseNegatives))
    let margins = (tp + fp) * (tp + fn) * (tn + fp) * (tn + fn)
    return margins == 0 ? nil : (tp * tn - fp * fn) / margins.squareRoot()
  }

  private static func share(_ part: Int, _ whole: Int) -> Double? {
    whole == 0 ? nil : Double(part) / Double(whole)
  }
}
