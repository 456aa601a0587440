/// A metric of each class against the others, averaged over classes.
package struct OneVersusRest<Formula: RankedFormula>: PreparedMetric {
  /// By class.
  let rankings: [RankedRows]
  let formula: Formula
  /// Whether a class is as heavy in the mean as its rows; else all are the same.
  let isWeighted: Bool
  /// Takes the place of the mean where it is weighted and no row is of any class.
  let zeroDivision: Double?
  /// What to call each class in a message.
  let names: [String]
  let rowCount: Int

  package var value: MetricValue {
    mean(
      rankings.map { $0.computed(formula, counts: nil).value },
      sizes: { rankings.map { $0.computed(PositiveWeight(), counts: nil).positives } }
    ).map(\.mean)
  }

  package func value(counts: Span<UInt8>) -> MetricValue {
    var values: [MetricValue] = []
    var sizes: [Double] = []
    for ranking in rankings {
      values.append(ranking.computed(formula, counts: counts).value)
      if isWeighted { sizes.append(ranking.computed(PositiveWeight(), counts: counts).positives) }
    }
    return mean(values, sizes: { sizes }).map(\.mean)
  }

  /// The mean, and each class's share in it with its own value.
  private func mean(
    _ values: [MetricValue], sizes: () -> [Double]
  ) -> Result<(mean: Double, shares: [Double], values: [Double], total: Double), UndefinedMetric> {
    let sizes = isWeighted ? sizes() : Array(repeating: 1, count: values.count)
    let total = sizes.reduce(0, +)
    var mean = 0.0
    var defined = Array(repeating: 0.0, count: values.count)
    guard total > 0 else {
      return zeroDivision.map { .success(($0, defined, defined, 1)) } ?? .failure(UndefinedMetric("no row is positive"))
    }
    for index in values.indices where sizes[index] > 0 {
      switch values[index] {
      case .success(let value):
        defined[index] = value
        mean += sizes[index] / total * value
      case .failure(let undefined): return .failure(UndefinedMetric("of \(names[index]), \(undefined.reason)"))
      }
    }
    return .success((mean, sizes.map { $0 / total }, defined, total))
  }

  package var influences: [Double]? {
    let values = rankings.map { $0.computed(formula, counts: nil).value }
    let sizes = { rankings.map { $0.computed(PositiveWeight(), counts: nil).positives } }
    guard let (mean, shares, defined, total) = try? mean(values, sizes: sizes).get() else { return nil }
    var result = Array(repeating: 0.0, count: rowCount)
    for (index, ranking) in rankings.enumerated() where shares[index] > 0 {
      for (row, influence) in (ranking.influences(formula, rowCount) ?? []).enumerated() {
        result[row] += shares[index] * influence
      }
      guard isWeighted else { continue }
      // A row more of a class also makes that class heavier in the mean.
      ranking.forEachEntry(counts: nil) { entry in
        if entry.isPositive { result[entry.row] += entry.weight * (defined[index] - mean) / total }
      }
    }
    return result
  }
}

/// How much positives weigh.
private struct PositiveWeight: RankedFormula {
  var positives = 0.0
  mutating func add(positives: Double, negatives: Double) { self.positives += positives }
  var value: MetricValue { .success(positives) }
  func slopes(_ scores: [ScoreWeight]) -> [ScoreWeight] { scores }
}
