import Scan

/// What a column of numbers is like; of moments too, which are seconds.
struct NumberStatistics: Sendable {
  /// Whether all are written as integers.
  private(set) var areIntegers = true
  private(set) var moments = Moments()
  private(set) var quantiles = QuantileSketch()
  /// Nil where there are too many different ones: their distribution is told by quantiles.
  private(set) var counts: NumberCounts?
  private(set) var count = 0

  init(counting limit: Int?) { counts = limit.map { NumberCounts(limit: $0) } }

  /// - Parameter numbers: told apart by themselves.
  mutating func add(_ numbers: [Double], areIntegers: Bool, _ distinct: inout DistinctSketch) {
    if counts == nil {
      if !areIntegers { self.areIntegers = false }
      count += numbers.count
      distinct.add(numbers: numbers.span)
    } else {
      // Zero has two signs and is one value.
      add(numbers, keys: numbers.map { ($0 + 0).bitPattern }, areIntegers: areIntegers, &distinct)
    }
  }

  /// - Parameters:
  ///   - keys: of the numbers, in their order.
  ///   - times: how often each occurs; empty for once each.
  mutating func add(
    _ numbers: [Double], keys: [UInt64], times: [Int] = [], areIntegers: Bool, _ distinct: inout DistinctSketch
  ) {
    if !areIntegers { self.areIntegers = false }
    count += numbers.count
    guard var counted = counts else {
      distinct.add(keys: keys.span)
      return
    }
    counts = nil
    counted.add(keys.span, numbers.span, times: times.span, &distinct)
    if !counted.isOverflowing { counts = counted }
  }

  /// - Parameter numbers: without NaN.
  mutating func addMoments(_ numbers: [Double]) {
    moments.merge(Moments(of: numbers))
    quantiles.add(numbers)
  }

  mutating func merge(_ next: NumberStatistics) {
    if !next.areIntegers { areIntegers = false }
    moments.merge(next.moments)
    if count == 0 { quantiles = next.quantiles } else { quantiles.merge(next.quantiles) }
    count += next.count
    if let more = next.counts { counts?.merge(more) } else { counts = nil }
    if counts?.isOverflowing ?? false { counts = nil }
  }
}
