/// The square root of a mean, such as the root mean squared error.
package struct RootMetric: PreparedMetric {
  private let mean: RatioMetric

  package init(_ mean: RatioMetric) { self.mean = mean }

  package var value: MetricValue { mean.value.map { $0.squareRoot() } }

  package func value(counts: Span<UInt8>) -> MetricValue { mean.value(counts: counts).map { $0.squareRoot() } }

  /// By the chain rule; nil at 0, where the root has no slope.
  package var influences: [Double]? {
    guard let value = value.defined, value > 0 else { return nil }
    return mean.influences?.map { $0 / (2 * value) }
  }
}
