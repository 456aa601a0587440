/// The area under the ROC curve: the chance that a positive row scores above a negative one, ties counting half.
package struct AreaUnderROC: Sendable {
  /// In [0, 1].
  package let value: Double
  /// For each positive row, in row order: the share of negatives it stands above.
  package let positivePlacements: [Double]
  /// For each negative row, in row order: the share of positives that stand above it.
  package let negativePlacements: [Double]

  /// Sorts once, then reads every placement off the sorted rows: O(n log n).
  ///
  /// Source: X. Sun, W. Xu, "Fast implementation of DeLong's algorithm for comparing the areas under correlated
  /// receiver operating characteristic curves", IEEE Signal Processing Letters 21 (2014). Their midranks and the
  /// counts here differ by the rank within the own class.
  ///
  /// - Parameters:
  ///   - labels: true for positive rows.
  ///   - scores: as many, none of them NaN.
  /// - Returns: nil unless there are positives and negatives.
  package init?(labels: [Bool], scores: [Double]) {
    let positives = labels.count { $0 }
    let negatives = labels.count - positives
    guard positives > 0, negatives > 0 else { return nil }
    let order = Self.sorted(scores)
    var placements = [Double](repeating: 0, count: labels.count)
    var positivesBelow = 0
    var negativesBelow = 0
    // Twice the number of (positive, negative) pairs in the right order, ties once: a whole number, so the area has
    // one rounding only.
    var pairs = 0
    var start = 0
    while start < order.count {
      let score = scores[order[start]]
      var end = start
      var tiedPositives = 0
      while end < order.count, scores[order[end]] == score {
        tiedPositives += labels[order[end]] ? 1 : 0
        end += 1
      }
      let tiedNegatives = end - start - tiedPositives
      let abovePairs = 2 * negativesBelow + tiedNegatives
      let belowPairs = 2 * (positives - positivesBelow - tiedPositives) + tiedPositives
      pairs += tiedPositives * abovePairs
      for index in start..<end {
        let row = order[index]
        placements[row] =
          labels[row]
          ? Double(abovePairs) / Double(2 * negatives) : Double(belowPairs) / Double(2 * positives)
      }
      positivesBelow += tiedPositives
      negativesBelow += tiedNegatives
      start = end
    }
    value = Double(pairs) / Double(2 * positives * negatives)
    positivePlacements = zip(placements, labels).filter(\.1).map(\.0)
    negativePlacements = zip(placements, labels).filter { !$0.1 }.map(\.0)
  }

  /// The rows in ascending order of their scores.
  package static func sorted(_ scores: [Double]) -> [Int] {
    // Pairs lie side by side in memory, where sorting bare row numbers would look each score up again.
    var pairs = scores.enumerated().map { (score: $0.element, row: $0.offset) }
    pairs.sort { $0.score < $1.score }
    return pairs.map(\.row)
  }
}

/// DeLong's variance of one area under the ROC curve, and his test of two areas on the same rows.
///
/// Source: E. R. DeLong, D. M. DeLong, D. L. Clarke-Pearson, "Comparing the areas under two or more correlated receiver
/// operating characteristic curves: a nonparametric approach", Biometrics 44 (1988).
package enum DeLong {
  /// The variance of an area; nil with fewer than two positives or two negatives.
  package static func variance(_ area: AreaUnderROC) -> Double? { covariance(area, area) }

  /// The covariance of two areas on the same rows; nil with fewer than two positives or two negatives.
  package static func covariance(_ first: AreaUnderROC, _ second: AreaUnderROC) -> Double? {
    guard let positive = sampleCovariance(first.positivePlacements, second.positivePlacements),
      let negative = sampleCovariance(first.negativePlacements, second.negativePlacements)
    else { return nil }
    return positive / Double(first.positivePlacements.count) + negative / Double(first.negativePlacements.count)
  }

  /// The interval of one area, within [0, 1]; nil with fewer than two positives or two negatives.
  ///
  /// A perfect separation has no variance, which would claim certainty; it gets Wilson's interval for as many trials
  /// as the rarer class has rows, all of them successes.
  package static func interval(_ area: AreaUnderROC, confidence: Double) -> Interval? {
    guard let variance = variance(area) else { return nil }
    if area.value == 0 || area.value == 1 {
      let trials = min(area.positivePlacements.count, area.negativePlacements.count)
      return Proportion.wilson(area.value == 1 ? trials : 0, of: trials, confidence: confidence)
    }
    let half = Normal.critical(confidence: confidence) * variance.squareRoot()
    return Interval(lower: area.value - half, upper: area.value + half).clamped(to: 0...1)
  }

  package struct Difference: Sendable {
    /// The first area less the second.
    package let value: Double
    package let variance: Double
    /// The difference in standard errors; 0 for equal areas without variance, infinite for unequal ones.
    package let z: Double
    /// Two-sided.
    package let p: Double
    package let interval: Interval
  }

  /// Compares two areas on the same rows; nil with fewer than two positives or two negatives.
  package static func compare(_ first: AreaUnderROC, _ second: AreaUnderROC, confidence: Double) -> Difference? {
    guard let a = variance(first), let b = variance(second), let ab = covariance(first, second) else { return nil }
    let variance = max(a + b - 2 * ab, 0)
    let difference = first.value - second.value
    let z = difference == 0 ? 0 : difference / variance.squareRoot()
    let half = Normal.critical(confidence: confidence) * variance.squareRoot()
    return Difference(
      value: difference, variance: variance, z: z, p: Normal.twoSidedP(z),
      interval: Interval(lower: difference - half, upper: difference + half).clamped(to: -1...1))
  }

  private static func sampleCovariance(_ a: [Double], _ b: [Double]) -> Double? {
    guard a.count > 1 else { return nil }
    let count = Double(a.count)
    let meanA = a.compensatedSum / count
    let meanB = b.compensatedSum / count
    var sum = CompensatedSum()
    for index in a.indices { sum.add((a[index] - meanA) * (b[index] - meanB)) }
    return sum.value / (count - 1)
  }
}
