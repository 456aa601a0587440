extension ConfidenceCurve {
  /// What rows tell among which nothing varied, so that a standard error would be 0 and claim certainty: none of so many
  /// trials moved the value, and Wilson's interval says how many of all may. Each moves it by the width of its range at
  /// most; nil for no trials.
  ///
  /// Of a share that is 0 or 1 it is Wilson's interval itself.
  ///
  /// - Parameters:
  ///   - width: of the metric's range.
  ///   - range: the values that are possible; limits are kept within it.
  package static func unvarying(
    _ estimate: Double, width: Double, trials: Int, in range: ClosedRange<Double>
  ) -> ConfidenceCurve? {
    guard trials > 0 else { return nil }
    @Sendable func reach(_ tail: Double) -> Double {
      tail < 0.5 ? width * Proportion.wilson(0, of: trials, z: -Normal.quantile(tail)).upper : 0
    }
    return ConfidenceCurve(
      method: "none of \(trials) varies, Wilson", estimate: estimate, standardError: 0,
      lower: { max(estimate - reach($0), range.lowerBound) }, upper: { min(estimate + reach($0), range.upperBound) })
  }
}
