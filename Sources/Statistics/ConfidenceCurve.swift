/// What data say about a value, at every level of confidence: its intervals, and by inverting them one-sided p-values
/// against any limit. A decision by interval and one by p-value are therefore the same decision.
package struct ConfidenceCurve: Sendable {
  /// How it was found, for instance "DeLong, paired".
  package let method: String
  package let estimate: Double
  /// Nil where the method has none.
  package let standardError: Double?
  /// The limit that the value lies above, but for a probability of `tail`; rises with it from 0 to 1.
  private let lower: @Sendable (_ tail: Double) -> Double
  /// The limit that the value lies below, but for a probability of `tail`; falls with it.
  private let upper: @Sendable (_ tail: Double) -> Double
  /// The tail at which the lower limit, or the upper one, meets a value, where it has a closed form.
  private let tails: Tails?
  /// No p-value is smaller: B resamples cannot tell 1 / (B + 1) from 0.
  private let smallestP: Double

  typealias Tails = (below: @Sendable (_ limit: Double) -> Double, above: @Sendable (_ limit: Double) -> Double)

  init(
    method: String, estimate: Double, standardError: Double?, smallestP: Double = 0,
    tails: Tails? = nil,
    lower: @escaping @Sendable (_ tail: Double) -> Double, upper: @escaping @Sendable (_ tail: Double) -> Double
  ) {
    self.method = method
    self.estimate = estimate
    self.standardError = standardError
    self.smallestP = smallestP
    self.tails = tails
    self.lower = lower
    self.upper = upper
  }

  /// The two-sided interval, with equal tails; `confidence` in (0, 1).
  package func interval(confidence: Double) -> Interval {
    let tail = (1 - confidence) / 2
    let (low, high) = (lower(tail), upper(tail))
    return Interval(lower: min(low, high), upper: max(low, high))
  }

  /// Of the value being `limit` or less: the smallest tail whose lower limit lies above it.
  package func pValue(below limit: Double) -> Double {
    let p = tails?.below(limit) ?? Self.crossing { lower($0) > limit }
    return min(max(p, smallestP), 1)
  }

  /// Of the value being `limit` or more.
  package func pValue(above limit: Double) -> Double {
    let p = tails?.above(limit) ?? Self.crossing { upper($0) < limit }
    return min(max(p, smallestP), 1)
  }

  /// Of the value being `limit`, two-sided.
  package func pValue(equal limit: Double) -> Double {
    min(2 * min(pValue(below: limit), pValue(above: limit)), 1)
  }

  /// The curve of the negated value: an increase of a loss as the decrease of a merit.
  package var turned: ConfidenceCurve {
    let (lower, upper) = (lower, upper)
    return ConfidenceCurve(
      method: method, estimate: -estimate, standardError: standardError, smallestP: smallestP,
      tails: tails.map { tails in (below: { tails.above(-$0) }, above: { tails.below(-$0) }) },
      lower: { -upper($0) }, upper: { -lower($0) })
  }

  /// The curve of a rising function of the value.
  ///
  /// - Parameters:
  ///   - estimate: the function of the estimate, as it was known before it was turned back.
  ///   - inverse: of the function, for every real number.
  func mapped(
    estimate: Double, standardError: Double?, by function: @escaping @Sendable (Double) -> Double,
    inverse: @escaping @Sendable (Double) -> Double
  ) -> ConfidenceCurve {
    let (lower, upper) = (lower, upper)
    return ConfidenceCurve(
      method: method, estimate: estimate, standardError: standardError, smallestP: smallestP,
      tails: tails.map { tails in (below: { tails.below(inverse($0)) }, above: { tails.above(inverse($0)) }) },
      lower: { function(lower($0)) }, upper: { function(upper($0)) })
  }

  /// The smallest tail that holds, by halving on the scale of the normal quantile, where small tails have room; 0 when
  /// all do, 1 when none does.
  private static func crossing(_ holds: (_ tail: Double) -> Bool) -> Double {
    var (low, high) = (-37.0, 8.0)
    if holds(Normal.cumulative(low)) { return 0 }
    if !holds(Normal.cumulative(high)) { return 1 }
    while true {
      let middle = (low + high) / 2
      if middle <= low || middle >= high { return Normal.cumulative(high) }
      if holds(Normal.cumulative(middle)) { high = middle } else { low = middle }
    }
  }
}
