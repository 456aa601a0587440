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
    // While each is counted, it has a hash in any case.
    if counts != nil {
      add(numbers, keys: numbers.map { ($0 + 0).bitPattern }, areIntegers: areIntegers, &distinct)
      return
    }
    if !areIntegers { self.areIntegers = false }
    count += numbers.count
    distinct.add(numbers: numbers.span)
  }

  /// - Parameters:
  ///   - keys: of the numbers, in their order.
  ///   - times: how often each occurs; empty for once each.
  mutating func add(
    _ numbers: [Double], keys: [UInt64], times: [Int] = [], areIntegers: Bool, _ distinct: inout DistinctSketch
  ) {
    if !areIntegers { self.areIntegers = false }
    count += numbers.count
    let hashes = keys.map { NumberCounts.hash($0) }
    distinct.add(hashes.span)
    guard var counted = counts else { return }
    counts = nil
    for index in keys.indices {
      let times = times.isEmpty ? 1 : times[index]
      if times == 0 { continue }
      unsafe counted.add(
        keys.span[unchecked: index], hash: hashes.span[unchecked: index], numbers.span[unchecked: index], times: times)
    }
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
