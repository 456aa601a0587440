/// Spearman's correlation of two numbers a row: Pearson's of their ranks.
package struct RankCorrelation: PreparedMetric {
  private let first: Ranks
  private let second: Ranks
  private let weights: [Double]?

  package init(_ first: [Double], _ second: [Double], weights: [Double]?) {
    self.first = Ranks(first)
    self.second = Ranks(second)
    self.weights = weights
  }

  /// Which values are equal, in ascending order; what their rank is depends on how often each row stands.
  private struct Ranks: Sendable {
    /// For each row, which run of equal values it is in.
    let runs: [UInt32]
    let runCount: Int

    init(_ values: [Double]) {
      let ordering = Ordering(values)
      runs = ordering.runs
      runCount = ordering.ends.count
    }

    /// By run: the weight below it and half of its own, which is the mean rank less a half.
    func ranks(_ counts: Span<UInt8>, _ weights: [Double]?) -> [Double] {
      var ranks = [Double](repeating: 0, count: runCount)
      for row in counts.indices { ranks[Int(runs[row])] += Double(counts[row]) * (weights?[row] ?? 1) }
      var below = 0.0
      for run in ranks.indices {
        let own = ranks[run]
        ranks[run] = below + own / 2
        below += own
      }
      return ranks
    }
  }

  package var value: MetricValue { valueOfEachOnce(first.runs.count) }

  package func value(counts: Span<UInt8>) -> MetricValue {
    let (firstRanks, secondRanks) = (first.ranks(counts, weights), second.ranks(counts, weights))
    return moments(counts, firstRanks, secondRanks)?.correlation ?? Correlation.noWeight
  }

  private func moments(
    _ counts: Span<UInt8>, _ firstRanks: [Double], _ secondRanks: [Double]
  ) -> Correlation.Moments? {
    Correlation.Moments(
      counts, weights, first: { firstRanks[Int(first.runs[$0])] }, second: { secondRanks[Int(second.runs[$0])] })
  }

  /// A row matters by its own ranks, and by lifting the ranks of all rows above it.
  package var influences: [Double]? {
    let once = [UInt8](repeating: 1, count: first.runs.count)
    let (firstRanks, secondRanks) = (first.ranks(once.span, weights), second.ranks(once.span, weights))
    guard let moments = moments(once.span, firstRanks, secondRanks), let value = moments.correlation.defined else {
      return nil
    }
    let scale = moments.firstSquares.squareRoot() * moments.secondSquares.squareRoot()
    // By run: the slope of the correlation in the ranks of its rows, added up.
    var firstSlopes = [Double](repeating: 0, count: first.runCount)
    var secondSlopes = [Double](repeating: 0, count: second.runCount)
    var influences: [Double] = []
    influences.reserveCapacity(once.count)
    for row in once.indices {
      let weight = weights?[row] ?? 1
      let x = firstRanks[Int(first.runs[row])] - moments.firstMean
      let y = secondRanks[Int(second.runs[row])] - moments.secondMean
      influences.append(weight * moments.influence(x, y, value))
      firstSlopes[Int(first.runs[row])] += weight * (y / scale - value * x / moments.firstSquares)
      secondSlopes[Int(second.runs[row])] += weight * (x / scale - value * y / moments.secondSquares)
    }
    let firstLift = Self.lift(firstSlopes)
    let secondLift = Self.lift(secondSlopes)
    for row in influences.indices {
      influences[row] += (weights?[row] ?? 1) * (firstLift[Int(first.runs[row])] + secondLift[Int(second.runs[row])])
    }
    return influences
  }

  /// By run: the slopes of all runs above it, and half of its own.
  private static func lift(_ slopes: [Double]) -> [Double] {
    var lift = slopes
    var above = 0.0
    for run in slopes.indices.reversed() {
      lift[run] = above + slopes[run] / 2
      above += slopes[run]
    }
    return lift
  }
}
