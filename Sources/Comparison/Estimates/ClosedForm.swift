import Metrics
import Statistics

/// Intervals that need no resampling.
enum ClosedForm {
  /// Nil where there is none, or a better one by resampling.
  static func curve(of quantity: Quantity, _ rows: PairedPredictions) -> ConfidenceCurve? {
    if rows.clusters == nil {
      if let curve = area(quantity, rows) ?? share(quantity) { return curve }
      // Functions of counts are skewed in small tables, and resampling counts costs next to nothing.
      if Resampling.isByCells(quantity) { return nil }
    }
    return linearised(quantity, rows)
  }

  // MARK: Shares

  private static func share(_ quantity: Quantity) -> ConfidenceCurve? {
    guard let first = quantity.candidate.share else { return nil }
    guard let opponent = quantity.opponent else {
      let trials = first.among.count { $0 }
      let successes = zip(first.among, first.counts).count { $0 && $1 }
      return .midP(successes, of: trials)
    }
    guard let pairs = pairs(first, opponent, quantity) else { return nil }
    let curve = ConfidenceCurve.newcombe(pairs)
    return quantity.sign > 0 ? curve : curve?.turned
  }

  /// The two-sided p-value of two shares on the same rows being equal; nil for anything else.
  static func equalityP(of quantity: Quantity, _ rows: PairedPredictions) -> Double? {
    guard rows.clusters == nil, let first = quantity.candidate.share, let opponent = quantity.opponent,
      let pairs = pairs(first, opponent, quantity)
    else { return nil }
    return McNemar.midP(pairs.onlyFirst, pairs.onlySecond)
  }

  private static func pairs(
    _ first: RowShare, _ opponent: any PreparedMetric, _ quantity: Quantity
  ) -> PairedProportions? {
    guard quantity.factor == 1, let second = opponent.share, first.among == second.among else { return nil }
    var counts = [0, 0, 0, 0]
    for row in first.among.indices where first.among[row] {
      counts[(first.counts[row] ? 0 : 2) + (second.counts[row] ? 0 : 1)] += 1
    }
    return PairedProportions(both: counts[0], onlyFirst: counts[1], onlySecond: counts[2], neither: counts[3])
  }

  // MARK: Areas under ROC curves

  private static func area(_ quantity: Quantity, _ rows: PairedPredictions) -> ConfidenceCurve? {
    guard quantity.rule.metric.text == "roc_auc", quantity.opponent == nil || quantity.factor == 1 else { return nil }
    guard let first = AreaUnderROC(rows.candidate) else { return nil }
    guard quantity.opponent != nil else { return DeLong.curve(first) }
    guard let second = rows.opponent(quantity.rule).flatMap({ AreaUnderROC($0) }) else { return nil }
    let curve = DeLong.differenceCurve(first, second)
    return quantity.sign > 0 ? curve : curve?.turned
  }

  // MARK: Whatever has influences

  private static func linearised(_ quantity: Quantity, _ rows: PairedPredictions) -> ConfidenceCurve? {
    guard quantity.candidate.isSmooth, var influences = quantity.candidate.influences else { return nil }
    if let opponent = quantity.opponent {
      guard let others = opponent.influences else { return nil }
      for row in influences.indices { influences[row] = quantity.combine(influences[row], others[row]) }
    }
    let linearised = Linearised(influences, clusters: rows.clusters)
    // Sums over clusters are less skewed than rows, and too few to tell how much.
    return rows.clusters == nil
      ? linearised?.skewedCurve(quantity.value, in: quantity.range)
      : linearised?.curve(quantity.value, in: quantity.range)
  }
}

extension AreaUnderROC {
  /// Of binary predictions with scores.
  fileprivate init?(_ rows: EvaluationRows) {
    guard case .binary(let answers) = rows.answers, let scores = answers.scores else { return nil }
    self.init(labels: answers.labels, scores: scores, weights: rows.weights)
  }
}
