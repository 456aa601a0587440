import Scan

extension CellTest {
  /// How many of a column's values break the test, where that can be told without looking at each by itself: nearly always
  /// none does, and then nobody needs to know which.
  ///
  /// - Returns: nil where it cannot.
  func violating(_ numbers: ColumnNumbers, on type: ColumnType) -> Int? {
    switch self {
    case .isNotNumber where numbers.areAllFinite: 0
    // Integers that are told by their text.
    case .isNotInteger where type == .untyped && numbers.areAllFinite && numbers.areIntegers: 0
    case .numberIsOutside(.atLeast(let limit)): Self.count(numbers.values) { $0 < limit }
    case .numberIsOutside(.above(let limit)): Self.count(numbers.values) { $0 <= limit }
    case .numberIsOutside(.atMost(let limit)): Self.count(numbers.values) { $0 > limit }
    case .numberIsOutside(.below(let limit)): Self.count(numbers.values) { $0 >= limit }
    default: nil
    }
  }

  /// Several values at once, since nothing depends on one alone.
  @inline(__always)
  private static func count(_ values: [Double], _ violates: (Double) -> Bool) -> Int {
    var count = 0
    for value in values { count &+= violates(value) ? 1 : 0 }
    return count
  }
}
