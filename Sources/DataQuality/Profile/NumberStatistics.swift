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
  /// Of a chunk, most of whose numbers are different: those that are counted when it is merged, since to count them here
  /// too would gain nothing.
  private var uncounted: [Double] = []
  private let sampling: Sampling

  init(counting limit: Int?, _ sampling: Sampling) {
    counts = limit.map { NumberCounts(limit: $0) }
    self.sampling = sampling
  }

  /// Adds numbers and their moments.
  ///
  /// - Parameter numbers: without NaN, told apart by themselves.
  mutating func add(_ numbers: [Double], areIntegers: Bool, _ distinct: inout DistinctSketch) {
    let found = Moments(of: numbers)
    moments.merge(found)
    quantiles.add(numbers, oneOf: sampling.numbers)
    if counts != nil, areIntegers, let range = found.integers, range.count <= numbers.count / 2 {
      count += numbers.count
      counts?.add(numbers.span, in: range, &distinct)
      forgetTooMany()
    } else if let known = counts?.count, uncounted.isEmpty, count < 1024 || 2 * known < count {
      // Zero has two signs and is one value.
      add(numbers, keys: numbers.map { ($0 + 0).bitPattern }, areIntegers: areIntegers, &distinct)
    } else {
      if !areIntegers { self.areIntegers = false }
      count += numbers.count
      distinct.add(numbers: numbers.span)
      if counts != nil { uncounted += numbers }
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
    if counts == nil {
      distinct.add(keys: keys.span)
    } else {
      counts?.add(keys.span, numbers.span, times: times.span, &distinct)
      forgetTooMany()
    }
  }

  /// - Parameter numbers: without NaN.
  mutating func addMoments(_ numbers: [Double]) {
    moments.merge(Moments(of: numbers))
    quantiles.add(numbers, oneOf: sampling.numbers)
  }

  mutating func merge(_ next: NumberStatistics) {
    if !next.areIntegers { areIntegers = false }
    moments.merge(next.moments)
    if count == 0 { quantiles = next.quantiles } else { quantiles.merge(next.quantiles) }
    count += next.count
    if let more = next.counts { counts?.merge(more) } else { counts = nil }
    forgetTooMany()
    if counts == nil || next.uncounted.isEmpty { return }
    counts?.add(known: next.uncounted)
    forgetTooMany()
  }

  private mutating func forgetTooMany() { if counts?.isOverflowing ?? false { counts = nil } }
}
