import Metrics

extension RecordedMetrics {
  /// What a document says.
  package init(_ document: MetricDocument) {
    self.init(name: document.name) { metric in
      document.entry(metric).map { entry in
        Entry(
          value: entry.value.map { .success($0) } ?? .undefined(entry.problem ?? "it is no number"),
          standardError: entry.standardError, higherIsBetter: entry.higherIsBetter, rows: entry.rows)
      }
    }
  }
}
