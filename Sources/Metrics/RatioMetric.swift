import Statistics

/// A metric that is the quotient of two sums over rows: a mean, a share, F-beta.
package struct RatioMetric: PreparedMetric {
  /// What each row adds to the numerator and to the denominator, its weight included.
  private let numerators: [Double]
  private let denominators: [Double]
  private let whenEmpty: String
  private let emptyValue: Double?
  package let share: RowShare?

  /// - Parameters:
  ///   - weights: of the rows; nil when all count the same.
  ///   - whenEmpty: why the denominator can be 0, as the reason for an undefined value.
  ///   - emptyValue: takes the place of the undefined value.
  ///   - share: see `PreparedMetric.share`; dropped where rows have weights.
  package init(
    numerators: [Double], denominators: [Double], weights: [Double]?, whenEmpty: String, emptyValue: Double? = nil,
    share: RowShare? = nil
  ) {
    self.numerators = weights.map { zip(numerators, $0).map { $0 * $1 } } ?? numerators
    self.denominators = weights.map { zip(denominators, $0).map { $0 * $1 } } ?? denominators
    self.whenEmpty = whenEmpty
    self.emptyValue = emptyValue
    self.share = weights == nil ? share : nil
  }

  /// The mean of a number of each row.
  package init(meanOf values: [Double], weights: [Double]?) {
    self.init(
      numerators: values, denominators: values.map { _ in 1 }, weights: weights, whenEmpty: "no row has a weight")
  }

  /// The share of rows that have a property.
  package init(_ share: RowShare, weights: [Double]?, whenEmpty: String, emptyValue: Double? = nil) {
    self.init(
      numerators: zip(share.among, share.counts).map { $0 && $1 ? 1 : 0 },
      denominators: share.among.map { $0 ? 1 : 0 }, weights: weights, whenEmpty: whenEmpty, emptyValue: emptyValue,
      share: share)
  }

  package var value: MetricValue {
    guard let share else { return quotient(numerators.compensatedSum, denominators.compensatedSum) }
    // Whole numbers add up without error.
    var (part, whole) = (0, 0)
    let (among, counts) = (share.among.span, share.counts.span)
    for row in among.indices where among[row] {
      whole += 1
      if counts[row] { part += 1 }
    }
    return quotient(Double(part), Double(whole))
  }

  private func quotient(_ numerator: Double, _ denominator: Double) -> MetricValue {
    if denominator == 0, let emptyValue { return .success(emptyValue) }
    return MetricValue(numerator, over: denominator, orBecause: whenEmpty)
  }

  package func value(counts: Span<UInt8>) -> MetricValue {
    var numerator = 0.0
    var denominator = 0.0
    for row in counts.indices {
      numerator += Double(counts[row]) * numerators[row]
      denominator += Double(counts[row]) * denominators[row]
    }
    return quotient(numerator, denominator)
  }

  /// (aᵢ − θ bᵢ) / Σ b, the linearised quotient (Särndal, Swensson and Wretman 1992, section 5.6).
  package var influences: [Double]? {
    guard let value = value.defined else { return nil }
    let total = denominators.compensatedSum
    guard total != 0 else { return numerators.map { _ in 0 } }
    return zip(numerators, denominators).map { ($0 - value * $1) / total }
  }

  /// Of a share: the rows it does not look at, those that do not count and those that do.
  package var cells: RowCells? {
    guard let share else { return nil }
    let codes = zip(share.among, share.counts).map { Int32($0 ? $1 ? 2 : 1 : 0) }
    return RowCells(codes: codes, cellCount: 3) { counts in
      quotient(Double(counts[2]), Double(counts[1] + counts[2]))
    }
  }
}
