import Core
import Metrics

/// What is asked of a metric that has its rows.
enum Question: String {
  case value, counts, cells, share, influences

  /// Null where the metric has no such thing.
  func answer(_ metric: any PreparedMetric, _ counts: [UInt8]) -> JSON {
    switch self {
    case .value: JSON(metric.value)
    case .counts: JSON(metric.value(counts: counts.span))
    case .influences: metric.influences.map { .array($0.map { .number($0) }) } ?? .null
    case .cells: metric.cells.map { JSON($0.value($0.sizes(counts))) } ?? .null
    case .share: metric.share.map { JSON($0.value(counts)) } ?? .null
    }
  }
}

extension JSON {
  fileprivate init(_ value: MetricValue) {
    self =
      switch value {
      case .success(let number): number.isFinite ? .number(number) : .string("\(number)")
      case .failure(let undefined): ["undefined": .string(undefined.reason)]
      }
  }
}

extension RowCells {
  fileprivate func sizes(_ counts: [UInt8]) -> [Int] {
    var sizes = [Int](repeating: 0, count: cellCount)
    for (code, count) in zip(codes, counts) { sizes[Int(code)] += Int(count) }
    return sizes
  }
}

extension RowShare {
  fileprivate func value(_ counts: [UInt8]) -> MetricValue {
    var hits = 0
    var total = 0
    for (row, count) in counts.enumerated() where among[row] {
      total += Int(count)
      if self.counts[row] { hits += Int(count) }
    }
    return MetricValue(Double(hits), over: Double(total), orBecause: "there are none")
  }
}
