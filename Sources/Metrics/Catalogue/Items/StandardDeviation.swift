import Statistics

/// The standard deviation of a sample: the root of the squared distances from the mean over n − 1.
struct StandardDeviation: PreparedMetric {
  private let values: [Double]
  private let constant: ConstantLoss

  init(_ values: [Double]) {
    self.values = values
    constant = ConstantLoss(values, weights: nil, .squared)
  }

  var value: MetricValue { valueOfEachOnce(values.count) }

  func value(counts: Span<UInt8>) -> MetricValue {
    var rows = 0
    for row in counts.indices { rows += Int(counts[row]) }
    guard rows > 1, let mean = constant.best(counts) else { return .undefined("there are fewer than two items") }
    return .success((constant.sum(counts, of: mean) / Double(rows - 1)).squareRoot())
  }
}
