/// A metric that has seen its rows, ready to be computed on them again and again as resampling draws them.
package protocol PreparedMetric: Sendable {
  /// The metric of the rows as they are, with their weights.
  var value: MetricValue { get }

  /// The metric when each row stands as often as `counts` says, each time with its weight.
  ///
  /// - Parameter counts: one for each row.
  func value(counts: Span<UInt8>) -> MetricValue

  /// For each row, what the metric gains to first order from that row's presence: wᵢ · ∂θ/∂wᵢ. They add up to 0, and
  /// their squares to the metric's variance, but for n / (n − 1) (Hampel 1974; the infinitesimal jackknife of
  /// Jaeckel 1972). Nil where no closed form is at hand, or where the metric is undefined.
  var influences: [Double]? { get }

  /// Whether the influences tell how the metric varies. Of a maximum, and of a sum of absolute differences, they are its
  /// slope where it stands, and samples go around the corner.
  var isSmooth: Bool { get }

  /// The metric as a share of rows, where it is one and all rows weigh the same.
  var share: RowShare? { get }

  /// The metric as a function of how many rows lie in each of a few cells, where it is one and all rows weigh the same:
  /// resampling then draws counts of cells and not rows.
  var cells: RowCells? { get }
}

extension PreparedMetric {
  package var influences: [Double]? { nil }
  package var isSmooth: Bool { true }
  package var share: RowShare? { nil }
  package var cells: RowCells? { nil }
}

/// The share of some rows that have a property.
package struct RowShare: Sendable, Equatable {
  /// Which rows are looked at; the same for both models where labels decide it, as for recall.
  package let among: [Bool]
  /// Which rows count; only those among them are asked for.
  package let counts: [Bool]

  package init(among: [Bool], counts: [Bool]) {
    self.among = among
    self.counts = counts
  }
}

/// Rows divided into a few cells, such as those of a confusion matrix.
package struct RowCells: Sendable {
  /// Each row's cell, from 0.
  package let codes: [Int32]
  package let cellCount: Int
  /// The metric of so many rows in each cell.
  package let value: @Sendable (_ counts: [Int]) -> MetricValue

  package init(codes: [Int32], cellCount: Int, value: @escaping @Sendable (_ counts: [Int]) -> MetricValue) {
    self.codes = codes
    self.cellCount = cellCount
    self.value = value
  }
}
