import Scan

/// How numbers are spread, in a few kilobytes: each different one with its count as long as there are no more than 256;
/// else 256 of them, sorted, each of which stands for an equal share of all.
///
/// The i-th point is one of the numbers at the ranks from ⌊i·n/256⌋ to ⌊(i + 1)·n/256⌋: the middle one when they are first
/// told, so that a rank is off by at most n/512; a drawn one, the same for all points, when points are merged, so that
/// what many merges add to each other does not all point one way. That is off by n/256 at most.
package struct QuantilePoints: Sendable, Equatable {
  /// In ascending order; equal ones only where each stands for a share.
  package let values: [Double]
  /// Of each; nil where all stand for equal shares.
  package let counts: [Int]?
  /// How many numbers there are.
  package let count: Int

  package static let limit = 256

  /// Nil unless they are what the type says.
  package init?(values: [Double], counts: [Int]?, count: Int) {
    guard count > 0, values.allSatisfy(\.isFinite) else { return nil }
    if let counts {
      guard values.count == counts.count, (1...Self.limit).contains(values.count), counts.allSatisfy({ $0 > 0 }),
        zip(values, values.dropFirst()).allSatisfy(<), counts.sumIfItFits == count
      else { return nil }
    } else {
      guard values.count == Self.limit, count >= Self.limit, zip(values, values.dropFirst()).allSatisfy(<=) else {
        return nil
      }
    }
    self.values = values
    self.counts = counts
    self.count = count
  }

  /// Of numbers that were counted one by one, or of a sketch.
  ///
  /// - Parameters:
  ///   - numbers: at least one.
  ///   - isExact: whether each different one is among them, so that few of them can be listed.
  init(_ numbers: CountedNumbers, isExact: Bool) {
    self.init(Self.summed(numbers.entries), isExact: isExact, place: 0.5)
  }

  /// - Parameters:
  ///   - entries: sorted, no two of the same value.
  ///   - place: which of the numbers that a point stands for it is, from 0, the first, to 1.
  private init(_ entries: [CountedNumbers.Entry], isExact: Bool, place: Double) {
    count = entries.reduce(0) { $0 + $1.count }
    if isExact, entries.count <= Self.limit {
      (values, counts) = (entries.map(\.value), entries.map(\.count))
      return
    }
    var points: [Double] = []
    var entry = 0
    var seen = 0
    for index in 0..<Self.limit {
      let (first, end) = (Self.rank(index, of: count), Self.rank(index + 1, of: count))
      let wanted = min(first + Int(place * Double(end - first)), max(first, end - 1))
      while entry + 1 < entries.count, seen + entries[entry].count <= wanted {
        seen += entries[entry].count
        entry += 1
      }
      points.append(entries[entry].value)
    }
    (values, counts) = (points, nil)
  }

  private static func rank(_ index: Int, of count: Int) -> Int {
    let (whole, rest) = count.quotientAndRemainder(dividingBy: limit)
    return index * whole + index * rest / limit
  }

  /// Whether each different number is listed.
  var isExact: Bool { counts != nil }

  /// The numbers, each with how many it stands for; equal ones together.
  var weighted: CountedNumbers {
    let counts = counts ?? (0..<Self.limit).map { Self.rank($0 + 1, of: count) - Self.rank($0, of: count) }
    return CountedNumbers(Self.summed(Array(zip(values, counts))))
  }

  /// Of all that some tell of: the same in any order.
  static func merged(_ all: [QuantilePoints]) -> QuantilePoints {
    let entries = all.flatMap { $0.weighted.entries }.sorted { ($0.value, $0.count) < ($1.value, $1.count) }
    let summed = summed(entries)
    // From 0 to 1, by how many numbers there are: the finaliser of splitmix64 leaves no trace of the steps between them.
    let count = summed.reduce(0) { $0 + $1.count }
    let drawn = Double(NumberCounts.hash(UInt64(count)) >> 11) * 0x1p-53
    return QuantilePoints(summed, isExact: all.allSatisfy(\.isExact), place: drawn)
  }

  private static func summed(_ sorted: [CountedNumbers.Entry]) -> [CountedNumbers.Entry] {
    var entries: [CountedNumbers.Entry] = []
    for (value, count) in sorted {
      if let last = entries.last, last.value == value {
        entries[entries.count - 1].count += count
      } else {
        entries.append((value, count))
      }
    }
    return entries
  }
}

extension Sequence<Int> {
  /// Nil where it is more than an integer can be.
  var sumIfItFits: Int? {
    var sum = 0
    for element in self {
      let (next, overflows) = sum.addingReportingOverflow(element)
      if overflows { return nil }
      sum = next
    }
    return sum
  }
}
