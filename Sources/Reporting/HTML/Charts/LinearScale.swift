/// Where a number stands in a drawing; what lies outside is drawn at the edge.
struct LinearScale {
  private let domain: ClosedRange<Double>
  private let start: Double
  private let end: Double

  /// - Parameter domain: finite, and not a single number.
  init(_ domain: ClosedRange<Double>, from start: Double, to end: Double) {
    self.domain = domain
    self.start = start
    self.end = end
  }

  func callAsFunction(_ value: Double) -> Double {
    let share = (value - domain.lowerBound) / (domain.upperBound - domain.lowerBound)
    return start + min(max(share, 0), 1) * (end - start)
  }
}
