/// DeLong's variance of one area under the ROC curve, and his test of two areas on the same rows.
///
/// Source: E. R. DeLong, D. M. DeLong, D. L. Clarke-Pearson, "Comparing the areas under two or more correlated receiver
/// operating characteristic curves: a nonparametric approach", Biometrics 44 (1988).
package enum DeLong {
  /// The variance of an area; nil with fewer than two positives or two negatives.
  package static func variance(_ area: AreaUnderROC) -> Double? { sum(area, area) { a, _ in a * a } }

  /// The covariance of two areas on the same rows; nil with fewer than two positives or two negatives.
  package static func covariance(_ first: AreaUnderROC, _ second: AreaUnderROC) -> Double? {
    sum(first, second) { $0 * $1 }
  }

  /// The curve of one area; nil with fewer than two positives or two negatives.
  ///
  /// On the scale of log odds, which the area's own bounds do not cut: near 1 the interval of the plain scale covers too
  /// rarely (G. Qin, L. Hotilovac, "Comparison of non-parametric confidence intervals for the area under the ROC curve of
  /// a continuous-scale diagnostic test", Stat. Methods Med. Res. 17, 2008). A perfect separation has no variance, which
  /// would claim certainty; it gets Wilson's interval for as many trials as the rarer class has rows.
  package static func curve(_ area: AreaUnderROC) -> ConfidenceCurve? {
    guard let variance = variance(area) else { return nil }
    let a = area.value
    if a == 0 || a == 1 {
      let trials = min(area.positives.count, area.negatives.count)
      return .wilson(a == 1 ? trials : 0, of: trials)
    }
    return ConfidenceCurve.logit(a, standardError: variance.squareRoot(), method: "DeLong, log odds")
  }

  /// The curve of the first area less the second, on the same rows; nil with fewer than two positives or two negatives.
  package static func differenceCurve(_ first: AreaUnderROC, _ second: AreaUnderROC) -> ConfidenceCurve? {
    guard let variance = sum(first, second, { ($0 - $1) * ($0 - $1) }) else { return nil }
    return .wald(
      first.value - second.value, standardError: variance.squareRoot(), in: -1...1, method: "DeLong, paired")
  }

  /// The interval of one area, within [0, 1]; nil with fewer than two positives or two negatives.
  ///
  /// A perfect separation has no variance, which would claim certainty; it gets Wilson's interval for as many trials
  /// as the rarer class has rows, all of them successes.
  package static func interval(_ area: AreaUnderROC, confidence: Double) -> Interval? {
    guard let variance = variance(area) else { return nil }
    if area.value == 0 || area.value == 1 {
      let trials = min(area.positives.count, area.negatives.count)
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
    guard let variance = sum(first, second, { ($0 - $1) * ($0 - $1) }) else { return nil }
    let difference = first.value - second.value
    let z = difference == 0 ? 0 : difference / variance.squareRoot()
    let half = Normal.critical(confidence: confidence) * variance.squareRoot()
    return Difference(
      value: difference, variance: variance, z: z, p: Normal.twoSidedP(z),
      interval: Interval(lower: difference - half, upper: difference + half).clamped(to: -1...1))
  }

  /// Σ f / (m (m − 1)) over the positives plus Σ f / (n (n − 1)) over the negatives, f a product of placements less
  /// their means, which are the areas; with weights, of weighted placements, so that it is the sum of products of
  /// influences. Blocks of rows are added up first, then the blocks.
  @inline(__always)
  private static func sum(
    _ first: AreaUnderROC, _ second: AreaUnderROC, _ product: (SIMD4<Double>, SIMD4<Double>) -> SIMD4<Double>
  ) -> Double? {
    let (m, n) = (Double(first.positives.count), Double(first.negatives.count))
    guard m > 1, n > 1 else { return nil }
    let (a, b, labels) = (first.placements.span, second.placements.span, first.labels.span)
    var positives = CompensatedSum()
    var negatives = CompensatedSum()
    var row = 0
    while row < a.count {
      let end = min(row + 1024, a.count)
      var (positive, negative) = (SIMD4<Double>.zero, SIMD4<Double>.zero)
      while row &+ 3 < end {
        var left = SIMD4(a[row], a[row &+ 1], a[row &+ 2], a[row &+ 3]) - first.value
        var right = SIMD4(b[row], b[row &+ 1], b[row &+ 2], b[row &+ 3]) - second.value
        if let weights = first.weights {
          let weight = SIMD4(weights[row], weights[row + 1], weights[row + 2], weights[row + 3])
          left *= weight
          right *= weight
        }
        let products = product(left, right)
        let own = SIMD4(mask(labels[row]), mask(labels[row &+ 1]), mask(labels[row &+ 2]), mask(labels[row &+ 3]))
        positive += products * own
        negative += products * (1 - own)
        row &+= 4
      }
      while row < end {
        let weight = first.weights?[row] ?? 1
        let value = product(
          SIMD4(repeating: (a[row] - first.value) * weight), SIMD4(repeating: (b[row] - second.value) * weight))[0]
        if labels[row] { positives.add(value) } else { negatives.add(value) }
        row += 1
      }
      positives.add(positive.sum())
      negatives.add(negative.sum())
    }
    return positives.value * m / (m - 1) / (first.positives.weight * first.positives.weight)
      + negatives.value * n / (n - 1) / (first.negatives.weight * first.negatives.weight)
  }

  @inline(__always)
  private static func mask(_ label: Bool) -> Double { label ? 1 : 0 }
}
