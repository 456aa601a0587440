/// Average precision: Σ (Rₙ − Rₙ₋₁) · Pₙ over the distinct scores from the highest down, precision P and recall R
/// counting the rows that score at least as much. The step sum of scikit-learn's `average_precision_score`, without
/// interpolation.
package struct PrecisionSteps: RankedFormula {
  /// Takes the place of a value without positives.
  let zeroDivision: Double?
  private var positives = 0.0
  private var seen = 0.0
  private var sum = 0.0

  init(zeroDivision: Double? = nil) { self.zeroDivision = zeroDivision }

  @inline(__always)
  package mutating func add(positives: Double, negatives: Double) {
    self.positives += positives
    seen += positives + negatives
    if positives > 0 { sum += positives * (self.positives / seen) }
  }

  package var value: MetricValue {
    if positives > 0 { return .success(sum / positives) }
    return zeroDivision.map(MetricValue.success) ?? .undefined("no row is positive")
  }

  /// A row lowers every precision from its score down; a positive raises them too, and adds its own.
  package func slopes(_ scores: [ScoreWeight]) -> [ScoreWeight] {
    var result = scores
    let totals = scores.totals
    guard totals.positives > 0 else { return scores.map { _ in ScoreWeight(positives: 0, negatives: 0) } }
    let mean = value.defined ?? 0
    var found = totals.positives
    var seen = totals.positives + totals.negatives
    // Σ p / S and Σ p T / S² over this score and those below it.
    var (raised, lowered) = (0.0, 0.0)
    for index in scores.indices.reversed() {
      let precision = seen > 0 ? found / seen : 0
      if seen > 0 {
        raised += scores[index].positives / seen
        lowered += scores[index].positives * precision / seen
      }
      result[index] = ScoreWeight(
        positives: (precision + raised - lowered - mean) / totals.positives, negatives: -lowered / totals.positives)
      found -= scores[index].positives
      seen -= scores[index].positives + scores[index].negatives
    }
    return result
  }
}
