/// A likelihood ratio of two classes, the second being the positive one: how much likelier a prediction is where the
/// class is positive than where it is not.
package struct LikelihoodRatio: ClassFormula {
  let prediction: Prediction
  let zeroDivision: Double?

  enum Prediction: Sendable { case positive, negative }

  /// How many positives and negatives were predicted so.
  private func found(_ totals: ClassTotals) -> (positives: Double, negatives: Double) {
    switch prediction {
    case .positive: (totals.hits[1], totals.actual[0] - totals.hits[0])
    case .negative: (totals.actual[1] - totals.hits[1], totals.hits[0])
    }
  }

  package func value(_ totals: ClassTotals) -> MetricValue {
    let found = found(totals)
    guard totals.actual[1] > 0 else { return .undefined("no row is positive") }
    guard totals.actual[0] > 0 else { return .undefined("no row is negative") }
    // Not found.negatives == 0: a difference of weights need not come out as 0.
    let none = prediction == .positive ? totals.hits[0] >= totals.actual[0] : totals.hits[0] == 0
    guard !none else {
      return zeroDivision.map(MetricValue.success) ?? .undefined("no negative row is predicted \(prediction)")
    }
    return .success(found.positives * totals.actual[0] / (found.negatives * totals.actual[1]))
  }

  package func gradient(_ totals: ClassTotals) -> ClassTotals {
    var gradient = ClassTotals(classCount: totals.classCount)
    let found = found(totals)
    guard found.negatives > 0 else { return gradient }
    let scale = totals.actual[0] / (found.negatives * totals.actual[1])
    let value = found.positives * scale
    switch prediction {
    case .positive:
      gradient.hits = [value / found.negatives, scale]
      gradient.actual = [value / totals.actual[0] - value / found.negatives, -value / totals.actual[1]]
    case .negative:
      gradient.hits = [-value / found.negatives, -scale]
      gradient.actual = [value / totals.actual[0], scale - value / totals.actual[1]]
    }
    return gradient
  }
}
