/// A metric of one ranking.
package struct RankedMetric<Formula: RankedFormula>: PreparedMetric {
  let ranking: RankedRows
  let weights: [Double]?
  /// Before it has seen anything.
  let formula: Formula
  /// How many rows there are: fewer than entries where each stands in the ranking several times.
  let rowCount: Int

  package var value: MetricValue { ranking.computed(formula, weights).value }

  package func value(counts: Span<UInt8>) -> MetricValue { ranking.computed(formula, weights, counts: counts).value }

  package var influences: [Double]? { ranking.influences(formula, weights, rowCount) }
}

extension RankedRows {
  /// The formula when it has seen all rows.
  func computed<Formula: RankedFormula>(_ formula: Formula, _ weights: [Double]?) -> Formula {
    guard let weights else { return computed(formula) { _ in 1 } }
    let span = weights.span
    return computed(formula) { span[$0] }
  }

  func computed<Formula: RankedFormula>(
    _ formula: Formula, _ weights: [Double]?, counts: Span<UInt8>
  ) -> Formula {
    guard let weights else { return computed(formula) { Double(counts[$0]) } }
    let span = weights.span
    return computed(formula) { Double(counts[$0]) * span[$0] }
  }

  @inline(__always)
  private func computed<Formula: RankedFormula>(_ formula: Formula, weight: (Int) -> Double) -> Formula {
    var formula = formula
    if Formula.needsTotals {
      var totals = ScoreWeight(positives: 0, negatives: 0)
      forEachScore(weight: weight) { positives, negatives in
        totals.positives += positives
        totals.negatives += negatives
      }
      formula.begin(positives: totals.positives, negatives: totals.negatives)
    }
    forEachScore(weight: weight) { positives, negatives in formula.add(positives: positives, negatives: negatives) }
    return formula
  }

  /// See `PreparedMetric`.
  func influences(_ formula: some RankedFormula, _ weights: [Double]?, _ rowCount: Int) -> [Double]? {
    let done = computed(formula, weights)
    guard done.value.defined != nil else { return nil }
    var scores: [ScoreWeight] = []
    forEachScore(weight: { weights?[$0] ?? 1 }) { positives, negatives in
      scores.append(ScoreWeight(positives: positives, negatives: negatives))
    }
    let slopes = done.slopes(scores)
    var influences = Array(repeating: 0.0, count: rowCount)
    forEachRow { row, isPositive, place in
      influences[row] += (weights?[row] ?? 1) * (isPositive ? slopes[place].positives : slopes[place].negatives)
    }
    return influences
  }
}
