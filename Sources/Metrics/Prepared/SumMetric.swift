import Statistics

/// A sum over rows. It grows with the rows, so that it has no influences that add up to 0.
struct SumMetric: PreparedMetric {
  /// Weights included.
  private let terms: [Double]

  init(_ values: [Double], weights: [Double]?) {
    terms = weights.map { zip(values, $0).map { $0 * $1 } } ?? values
  }

  var value: MetricValue { .success(terms.compensatedSum) }

  func value(counts: Span<UInt8>) -> MetricValue {
    var sum = CompensatedSum()
    for row in counts.indices { sum.add(Double(counts[row]) * terms[row]) }
    return .success(sum.value)
  }
}
