/// The area under the ROC curve: how likely a positive scores higher than a negative, ties counting half (Mann and
/// Whitney 1947); or scaled, as for Gini's coefficient.
package struct ROCArea: RankedFormula {
  /// The value is `scale` · area + `offset`.
  let scale: Double
  let offset: Double
  private var positives = 0.0
  private var negatives = 0.0
  private var area = 0.0

  init(scale: Double = 1, offset: Double = 0) {
    self.scale = scale
    self.offset = offset
  }

  @inline(__always)
  package mutating func add(positives: Double, negatives: Double) {
    area += negatives * (self.positives + positives / 2)
    self.positives += positives
    self.negatives += negatives
  }

  package var value: MetricValue {
    if let missing = missingClass(positives: positives, negatives: negatives) { return .failure(missing) }
    return .success(scale * (area / (positives * negatives)) + offset)
  }

  /// A positive gains the share of negatives below it less the area, by weight of positives; so do negatives.
  package func slopes(_ scores: [ScoreWeight]) -> [ScoreWeight] {
    let totals = scores.totals
    let mean = (value.defined ?? 0) - offset
    var seen = ScoreWeight(positives: 0, negatives: 0)
    return scores.map { score in
      let below = totals.negatives - seen.negatives - score.negatives / 2
      let above = seen.positives + score.positives / 2
      seen.positives += score.positives
      seen.negatives += score.negatives
      return ScoreWeight(
        positives: (scale * below / totals.negatives - mean) / totals.positives,
        negatives: (scale * above / totals.positives - mean) / totals.negatives)
    }
  }
}

/// The area under the ROC curve up to a false positive rate, scaled so that chance gives 0.5 and perfection 1
/// (McClish 1989), the curve being straight between thresholds.
package struct PartialROCArea: RankedFormula {
  /// Above 0 and below 1.
  let largest: Double
  private var positives = 0.0
  private var negatives = 0.0
  private var limit = 0.0
  private var area = 0.0

  init(largest: Double) { self.largest = largest }

  package static var needsTotals: Bool { true }

  package mutating func begin(positives: Double, negatives: Double) { limit = largest * negatives }

  @inline(__always)
  package mutating func add(positives: Double, negatives: Double) {
    if self.negatives + negatives <= limit {
      area += negatives * (self.positives + positives / 2)
    } else if self.negatives < limit {
      let within = limit - self.negatives
      area += within * (self.positives + positives * within / negatives / 2)
    }
    self.positives += positives
    self.negatives += negatives
  }

  package var value: MetricValue {
    if let missing = missingClass(positives: positives, negatives: negatives) { return .failure(missing) }
    let smallest = largest * largest / 2
    return .success((1 + (area / (positives * negatives) - smallest) / (largest - smallest)) / 2)
  }

  package func slopes(_ scores: [ScoreWeight]) -> [ScoreWeight] {
    let totals = scores.totals
    let limit = largest * totals.negatives
    let raw = area / (totals.positives * totals.negatives)
    // Each derivative of the area so far, then of its quotient and of the scaling.
    let cut = cut(scores, limit)
    var seen = ScoreWeight(positives: 0, negatives: 0)
    return scores.indices.map { index in
      let score = scores[index]
      var gain = ScoreWeight(positives: 0, negatives: largest * cut.height)
      if index < cut.index {
        gain.positives = limit - seen.negatives - score.negatives / 2
        gain.negatives += seen.positives + score.positives / 2 - cut.height
      } else if index == cut.index {
        gain.positives = cut.within * cut.share / 2
        gain.negatives -= score.positives * cut.share * cut.share / 2
      }
      seen.positives += score.positives
      seen.negatives += score.negatives
      let scale = 1 / (2 * (largest - largest * largest / 2))
      return ScoreWeight(
        positives: scale * (gain.positives / totals.negatives - raw) / totals.positives,
        negatives: scale * (gain.negatives / totals.positives - raw) / totals.negatives)
    }
  }

  /// Where the limit cuts the curve: at which score, how much of its negatives lie within, and how many positives stand
  /// to the left.
  private func cut(
    _ scores: [ScoreWeight], _ limit: Double
  ) -> (index: Int, within: Double, share: Double, height: Double) {
    var seen = ScoreWeight(positives: 0, negatives: 0)
    for (index, score) in scores.enumerated() {
      if seen.negatives + score.negatives > limit {
        let within = limit - seen.negatives
        let share = within / score.negatives
        return (index, within, share, seen.positives + score.positives * share)
      }
      seen.positives += score.positives
      seen.negatives += score.negatives
    }
    return (scores.count, 0, 0, seen.positives)
  }
}
