/// The smallest or largest of one number a row. Rows of no weight do not count; other weights do not matter.
package struct ExtremeMetric: PreparedMetric {
  /// The rows that count, the extreme one first.
  private let rows: [UInt32]
  private let values: [Double]

  package enum Side: Sendable { case smallest, largest }

  package init(_ side: Side, of values: [Double], weights: [Double]?) {
    let rows = Ordering(values).rows.filter { weights?[Int($0)] != 0 }
    self.rows = side == .smallest ? rows : rows.reversed()
    self.values = values
  }

  package var isSmooth: Bool { false }

  package var value: MetricValue { valueOfEachOnce(values.count) }

  package func value(counts: Span<UInt8>) -> MetricValue {
    for row in rows where counts[Int(row)] > 0 { return .success(values[Int(row)]) }
    return .undefined("no row has any weight")
  }
}
