/// A metric of which it is known from elsewhere that it depends on few cells.
struct WithCells: PreparedMetric {
  private let metric: any PreparedMetric
  let cells: RowCells?

  init(_ metric: any PreparedMetric, _ cells: RowCells) {
    self.metric = metric
    self.cells = cells
  }

  var value: MetricValue { metric.value }
  func value(counts: Span<UInt8>) -> MetricValue { metric.value(counts: counts) }
  var influences: [Double]? { metric.influences }
  var isSmooth: Bool { metric.isSmooth }
  var share: RowShare? { metric.share }
}
