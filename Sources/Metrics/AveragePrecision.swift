import Statistics

/// Average precision: Σ (Rₙ − Rₙ₋₁) · Pₙ over the distinct scores from the highest down, precision P and recall R
/// counting the rows that score at least as much. The step sum of scikit-learn's `average_precision_score`, without
/// interpolation.
package struct AveragePrecision: Sendable {
  /// Rows from the highest score down, and where each run of equal scores ends.
  private let order: [Int]
  private let ends: [Int]
  private let labels: [Bool]

  package init(_ rows: ScoredRows) {
    order = AreaUnderROC.sorted(rows.scores).reversed()
    labels = rows.labels
    var ends: [Int] = []
    for index in order.indices
    where index + 1 == order.count || rows.scores[order[index]] != rows.scores[order[index + 1]] {
      ends.append(index + 1)
    }
    self.ends = ends
  }

  /// Nil without positives.
  package var value: Double? { value { _ in 1 } }

  /// The value when each row counts as often as `weight` says; nil without positives.
  package func value(weight: (Int) -> Int) -> Double? {
    var seen = 0
    var positives = 0
    var sum = CompensatedSum()
    var start = 0
    for end in ends {
      var found = 0
      for index in start..<end {
        let count = weight(order[index])
        seen += count
        if labels[order[index]] { found += count }
      }
      positives += found
      if found > 0 { sum.add(Double(found) * (Double(positives) / Double(seen))) }
      start = end
    }
    return positives == 0 ? nil : sum.value / Double(positives)
  }
}
