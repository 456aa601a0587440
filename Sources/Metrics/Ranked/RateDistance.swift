/// How far the true positive rate gets above the false positive rate over all thresholds: the one-sided distance of
/// Kolmogorov and Smirnov between the scores of positives and of negatives; 0 is where no row is predicted positive.
package struct RateDistance: RankedFormula {
  private var totals = ScoreWeight(positives: 0, negatives: 0)
  private var seen = ScoreWeight(positives: 0, negatives: 0)
  private var largest = 0.0
  private var count = 0
  /// How many scores are predicted positive where the distance is largest.
  private var best = 0

  package static var needsTotals: Bool { true }
  package static var isSmooth: Bool { false }

  package mutating func begin(positives: Double, negatives: Double) {
    totals = ScoreWeight(positives: positives, negatives: negatives)
  }

  @inline(__always)
  package mutating func add(positives: Double, negatives: Double) {
    seen.positives += positives
    seen.negatives += negatives
    count += 1
    // Times both totals, to divide only once.
    let distance = seen.positives * totals.negatives - seen.negatives * totals.positives
    if distance > largest {
      largest = distance
      best = count
    }
  }

  package var value: MetricValue {
    if let missing = missingClass(positives: totals.positives, negatives: totals.negatives) {
      return .failure(missing)
    }
    return .success(largest / (totals.positives * totals.negatives))
  }

  package func slopes(_ scores: [ScoreWeight]) -> [ScoreWeight] {
    let above = Array(scores.prefix(best)).totals
    return scores.indices.map { index in
      let isAbove = index < best ? 1.0 : 0
      return ScoreWeight(
        positives: (isAbove - above.positives / totals.positives) / totals.positives,
        negatives: (above.negatives / totals.negatives - isAbove) / totals.negatives)
    }
  }
}
