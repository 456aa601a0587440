/// Cohen's kappa: 1 − disagreement / what chance gives, disagreements counting 1, |i − j| or (i − j)² (Cohen 1960, 1968).
package struct CohenKappa: ClassFormula {
  package let distancePower: Int

  package func value(_ totals: ClassTotals) -> MetricValue {
    guard totals.rows > 0 else { return .undefined("no row has a weight") }
    return MetricValue(
      observed(totals), over: expected(totals), orBecause: "labels and predictions are all of one class"
    ).map { 1 - $0 }
  }

  private func observed(_ totals: ClassTotals) -> Double {
    distancePower > 0 ? totals.distance : totals.rows - totals.hits.reduce(0, +)
  }

  private func expected(_ totals: ClassTotals) -> Double {
    let far = distances(from: totals.predicted)
    return totals.actual.indices.reduce(0) { $0 + totals.actual[$1] * far[$1] } / totals.rows
  }

  /// For each class i, Σ wᵢⱼ sizeⱼ, in one pass up and one down.
  private func distances(from sizes: [Double]) -> [Double] {
    var result = Array(repeating: 0.0, count: sizes.count)
    func sweep(_ indices: some Sequence<Int>) {
      // What has been passed: its size, and its distance and squared distance from here.
      var (size, near, square) = (0.0, 0.0, 0.0)
      for index in indices {
        square += 2 * near + size
        near += size
        result[index] += distancePower == 0 ? size : distancePower == 1 ? near : square
        size += sizes[index]
      }
    }
    sweep(sizes.indices)
    sweep(sizes.indices.reversed())
    return result
  }

  package func gradient(_ totals: ClassTotals) -> ClassTotals {
    var gradient = ClassTotals(classCount: totals.classCount)
    let expected = expected(totals)
    let ratio = observed(totals) / expected
    let (fromPredicted, fromActual) = (distances(from: totals.predicted), distances(from: totals.actual))
    for index in totals.actual.indices {
      gradient.actual[index] = ratio * fromPredicted[index] / (totals.rows * expected)
      gradient.predicted[index] = ratio * fromActual[index] / (totals.rows * expected)
      if distancePower == 0 { gradient.hits[index] = 1 / expected }
    }
    if distancePower > 0 { gradient.distance = -1 / expected }
    gradient.rows = -(distancePower > 0 ? 0 : 1) / expected - ratio / totals.rows
    return gradient
  }
}
