import Statistics

/// Pearson's correlation of two numbers a row.
package struct Correlation: PreparedMetric {
  private let first: [Double]
  private let second: [Double]
  private let weights: [Double]?

  package init(_ first: [Double], _ second: [Double], weights: [Double]?) {
    self.first = first
    self.second = second
    self.weights = weights
  }

  package var value: MetricValue { valueOfEachOnce(first.count) }

  package func value(counts: Span<UInt8>) -> MetricValue { moments(counts)?.correlation ?? Self.noWeight }

  static let noWeight = MetricValue.undefined("no row has any weight")

  package var influences: [Double]? {
    let once = [UInt8](repeating: 1, count: first.count)
    guard let moments = moments(once.span), let value = moments.correlation.defined else { return nil }
    return first.indices.map { row in
      let slope = moments.influence(first[row] - moments.firstMean, second[row] - moments.secondMean, value)
      return (weights?[row] ?? 1) * slope
    }
  }

  private func moments(_ counts: Span<UInt8>) -> Moments? {
    Moments(counts, weights, first: { first[$0] }, second: { second[$0] })
  }

  /// Sums of squares and products about the means.
  struct Moments {
    let firstMean: Double
    let secondMean: Double
    let firstSquares: Double
    let secondSquares: Double
    let products: Double

    /// Nil where no row has any weight.
    @inline(__always)
    init?(_ counts: Span<UInt8>, _ weights: [Double]?, first: (Int) -> Double, second: (Int) -> Double) {
      // From the first row on, so that no rounding makes equal values differ from their mean.
      var origin: Int?
      var total = 0.0
      var sums = (CompensatedSum(), CompensatedSum())
      for row in counts.indices {
        let weight = Double(counts[row]) * (weights?[row] ?? 1)
        guard weight > 0 else { continue }
        let start = origin ?? row
        origin = start
        total += weight
        sums.0.add(weight * (first(row) - first(start)))
        sums.1.add(weight * (second(row) - second(start)))
      }
      guard let origin else { return nil }
      firstMean = first(origin) + sums.0.value / total
      secondMean = second(origin) + sums.1.value / total
      var squares = (CompensatedSum(), CompensatedSum(), CompensatedSum())
      for row in counts.indices where counts[row] > 0 {
        let weight = Double(counts[row]) * (weights?[row] ?? 1)
        let (x, y) = (first(row) - firstMean, second(row) - secondMean)
        squares.0.add(weight * x * x)
        squares.1.add(weight * y * y)
        squares.2.add(weight * x * y)
      }
      firstSquares = squares.0.value
      secondSquares = squares.1.value
      products = squares.2.value
    }

    var correlation: MetricValue {
      if firstSquares == 0 { return .undefined("all labels are equal") }
      if secondSquares == 0 { return .undefined("all predictions are equal") }
      // Rounding can carry it past the ends.
      return .success(min(1, max(-1, products / (firstSquares.squareRoot() * secondSquares.squareRoot()))))
    }

    /// The slope of the correlation in the weight of a row that is so far from the means.
    func influence(_ x: Double, _ y: Double, _ correlation: Double) -> Double {
      x * y / (firstSquares.squareRoot() * secondSquares.squareRoot())
        - correlation / 2 * (x * x / firstSquares + y * y / secondSquares)
    }
  }
}
