import Statistics

/// A metric that is the quotient of two sums over rows: a mean, a share, F-beta.
package struct RatioMetric: PreparedMetric {
  /// What each row adds to the numerator and to the denominator, its weight included.
  private let numerators: [Double]
  private let denominators: [Double]
  private let whenEmpty: String
  package let share: RowShare?

  /// - Parameters:
  ///   - weights: of the rows; nil when all count the same.
  ///   - whenEmpty: why the denominator can be 0, as the reason for an undefined value.
  ///   - share: see `PreparedMetric.share`; dropped where rows have weights.
  package init(
    numerators: [Double], denominators: [Double], weights: [Double]?, whenEmpty: String, share: RowShare? = nil
  ) {
    self.numerators = weights.map { zip(numerators, $0).map { $0 * $1 } } ?? numerators
    self.denominators = weights.map { zip(denominators, $0).map { $0 * $1 } } ?? denominators
    self.whenEmpty = whenEmpty
    self.share = weights == nil ? share : nil
  }

  package var value: MetricValue {
    MetricValue(numerators.compensatedSum, over: denominators.compensatedSum, orBecause: whenEmpty)
  }

  package func value(counts: Span<UInt8>) -> MetricValue {
    var numerator = 0.0
    var denominator = 0.0
    for row in counts.indices where counts[row] > 0 {
      numerator += Double(counts[row]) * numerators[row]
      denominator += Double(counts[row]) * denominators[row]
    }
    return MetricValue(numerator, over: denominator, orBecause: whenEmpty)
  }

  /// (aᵢ − θ bᵢ) / Σ b, the linearised quotient (Särndal, Swensson and Wretman 1992, section 5.6).
  package var influences: [Double]? {
    guard let value = value.defined else { return nil }
    let total = denominators.compensatedSum
    return zip(numerators, denominators).map { ($0 - value * $1) / total }
  }
}
