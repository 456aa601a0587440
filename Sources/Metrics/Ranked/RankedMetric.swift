/// A metric of one ranking.
package struct RankedMetric<Formula: RankedFormula>: PreparedMetric {
  let ranking: RankedRows
  /// Before it has seen anything.
  let formula: Formula
  /// How many rows there are: fewer than entries where each stands in the ranking several times.
  let rowCount: Int

  package var value: MetricValue { ranking.computed(formula, counts: nil).value }

  package func value(counts: Span<UInt8>) -> MetricValue { ranking.computed(formula, counts: counts).value }

  package var influences: [Double]? { ranking.influences(formula, rowCount) }

  package var isSmooth: Bool { Formula.isSmooth }
}

extension RankedRows {
  /// The formula when it has seen all rows.
  func computed<Formula: RankedFormula>(_ formula: Formula, counts: Span<UInt8>?) -> Formula {
    var formula = formula
    if Formula.needsTotals {
      var totals = ScoreWeight(positives: 0, negatives: 0)
      forEachScore(counts: counts) { positives, negatives in
        totals.positives += positives
        totals.negatives += negatives
      }
      formula.begin(positives: totals.positives, negatives: totals.negatives)
    }
    forEachScore(counts: counts) { positives, negatives in formula.add(positives: positives, negatives: negatives) }
    return formula
  }

  /// See `PreparedMetric`.
  func influences(_ formula: some RankedFormula, _ rowCount: Int) -> [Double]? {
    let done = computed(formula, counts: nil)
    guard done.value.defined != nil else { return nil }
    var scores: [ScoreWeight] = []
    forEachScore(counts: nil) { positives, negatives in
      scores.append(ScoreWeight(positives: positives, negatives: negatives))
    }
    let slopes = done.slopes(scores)
    var influences = Array(repeating: 0.0, count: rowCount)
    var place = 0
    forEachEntry(counts: nil) { entry in
      let slope = slopes[place]
      influences[entry.row] += entry.weight * (entry.isPositive ? slope.positives : slope.negatives)
      if entry.isLast { place += 1 }
    }
    return influences
  }
}
