extension PreparedMetric {
  /// The metric when each of so many rows stands once: the value of a metric that has no shorter way to it.
  package func valueOfEachOnce(_ count: Int) -> MetricValue {
    let once = [UInt8](repeating: 1, count: count)
    return value(counts: once.span)
  }
}
