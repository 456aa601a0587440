package import Metrics
package import Statistics

/// A metric of one model alone, with what the data say about it.
package struct MeasuredMetric: Sendable {
  package let metric: Metric
  package let value: MetricValue
  /// Nil where nobody asked for it, or where it cannot be computed.
  package let interval: Interval?
  package let method: String
  /// Nil where the interval is, or has none.
  package let standardError: Double?

  /// Reads metrics off the candidate's rows.
  ///
  /// - Parameter resampling: whether the bootstrap gives intervals where no closed form does, which takes its time.
  package static func all(
    _ metrics: [Metric], of rows: PairedPredictions, _ settings: ComparisonSettings, resampling: Bool
  ) -> [MeasuredMetric] {
    // A limit on the value itself, whatever it is: the estimate is of the value.
    let rules = metrics.map { ComparisonRule(metric: $0, limit: .atLeast(0)) }
    let estimates = MetricEstimator(rows, settings).estimates(rules, withIntervals: true, resampling: resampling)
    return zip(metrics, estimates).map { metric, estimate in
      MeasuredMetric(
        metric: metric,
        value: estimate.candidate.map { .success($0) } ?? metric.prepare(rows.candidate).flatMap(\.value),
        interval: estimate.curve?.interval(confidence: settings.confidence), method: estimate.method,
        standardError: estimate.curve?.standardError)
    }
  }
}
