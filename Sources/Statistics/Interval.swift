/// A closed interval of real numbers, `lower` never above `upper`.
package struct Interval: Sendable, Equatable {
  package let lower: Double
  package let upper: Double

  package init(lower: Double, upper: Double) {
    self.lower = lower
    self.upper = upper
  }

  /// The interval with both ends moved into `bounds`: a share or an area cannot lie outside [0, 1].
  package func clamped(to bounds: ClosedRange<Double>) -> Interval {
    Interval(
      lower: min(max(lower, bounds.lowerBound), bounds.upperBound),
      upper: min(max(upper, bounds.lowerBound), bounds.upperBound))
  }

  /// The interval of the negated quantity.
  package static prefix func - (interval: Interval) -> Interval {
    Interval(lower: -interval.upper, upper: -interval.lower)
  }
}
