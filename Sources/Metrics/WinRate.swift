/// How often one model's score of an item beats another's, ties counting half.
package enum WinRate {
  /// - Parameters:
  ///   - candidate: its scores, an item each; with `baseline`, in the same order.
  ///   - higherIsBetter: whether the higher score wins.
  package static func prepare(
    candidate: [Double], baseline: [Double], weights: [Double]? = nil, higherIsBetter: Bool = true
  ) -> RatioMetric {
    precondition(candidate.count == baseline.count)
    let wins = zip(candidate, baseline).map { candidate, baseline in
      candidate == baseline ? 0.5 : (candidate > baseline) == higherIsBetter ? 1 : 0
    }
    return RatioMetric(meanOf: wins, weights: weights)
  }
}
