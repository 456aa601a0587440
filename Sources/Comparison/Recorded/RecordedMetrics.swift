package import Metrics

/// Metrics of one model that somebody computed before, without its rows: of a document, or of the evidence of an earlier
/// release.
package struct RecordedMetrics: Sendable {
  package struct Entry: Sendable {
    package let value: MetricValue
    /// Nil where nobody recorded it.
    package let standardError: Double?
    /// Nil where nobody says it.
    package let higherIsBetter: Bool?
    package let rows: Int?

    package init(value: MetricValue, standardError: Double?, higherIsBetter: Bool?, rows: Int?) {
      self.value = value
      self.standardError = standardError
      self.higherIsBetter = higherIsBetter
      self.rows = rows
    }
  }

  /// Where they are from, for messages.
  package let name: String
  private let find: @Sendable (String) -> Entry?

  /// - Parameter find: a metric by its name; nil where there is none.
  package init(name: String, _ find: @escaping @Sendable (String) -> Entry?) {
    self.name = name
    self.find = find
  }

  package subscript(_ metric: String) -> Entry? { find(metric) }

  /// What the rows of a model say now, beside what was recorded of another.
  package init(
    name: String, of metrics: [Metric], on rows: PairedPredictions, _ settings: ComparisonSettings
  ) {
    let readings = MeasuredMetric.all(metrics, of: rows, settings, resampling: true)
    let entries = Dictionary(readings.map { ($0.metric.text, $0) }) { first, _ in first }
    self.init(name: name) { metric in
      entries[metric].map {
        Entry(
          value: $0.value, standardError: $0.standardError,
          higherIsBetter: $0.metric.definition.direction.higherIsBetter, rows: rows.count)
      }
    }
  }
}
