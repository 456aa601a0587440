/// How often one model's score of an item beats another's, ties counting half.
package enum WinRate {
  package static let name = "win_rate"

  /// Of one model alone there is none: who compares two prepares it with both.
  static let definitions: [MetricDefinition] = [
    MetricDefinition(
      name, [.items],
      parameters: [
        .init("score", .oneOf(["higher", "lower"]), default: "higher", "which score of an item wins")
      ],
      summary:
        "the share of items whose score beats the baseline's, ties counting half; only limits on the value itself "
        + "make sense, such as at_least 0.5"
    ) { _, _ in .failure(UndefinedMetric("it takes two models")) }
  ]

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
