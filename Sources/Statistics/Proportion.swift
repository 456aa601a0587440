/// A share of trials that succeeded.
package enum Proportion {
  /// Wilson's score interval, within [0, 1]; [0, 1] for no trials. It keeps a width where all trials or none
  /// succeed, unlike the textbook interval.
  ///
  /// Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927).
  ///
  /// - Parameters:
  ///   - successes: of the trials, at most their number.
  ///   - confidence: of the two-sided interval, in (0, 1).
  package static func wilson(_ successes: Int, of trials: Int, confidence: Double) -> Interval {
    guard trials > 0 else { return Interval(lower: 0, upper: 1) }
    return wilson(successes, of: trials, z: Normal.critical(confidence: confidence))
  }

  /// - Parameter z: the normal quantile; below 0 the limits change places.
  static func wilson(_ successes: Int, of trials: Int, z: Double) -> Interval {
    let n = Double(trials)
    let p = Double(successes) / n
    let centre = p + z * z / (2 * n)
    let half = z * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
    let scale = 1 + z * z / n
    // At the ends the formula's 0 and 1 are exact in theory but not after rounding.
    return Interval(
      lower: successes == 0 ? 0 : max((centre - half) / scale, 0),
      upper: successes == trials ? 1 : min((centre + half) / scale, 1))
  }
}
