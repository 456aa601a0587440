/// Numbers, sorted, each with how many values it stands for.
struct CountedNumbers: Sendable {
  typealias Entry = (value: Double, count: Int)

  let entries: [Entry]

  /// - Parameter entries: sorted by their values.
  init(_ entries: [Entry]) { self.entries = entries }

  var isEmpty: Bool { entries.isEmpty }
  /// How many different numbers there are.
  var distinct: Int { entries.count }
  /// How many values there are.
  var total: Int { entries.reduce(0) { $0 + $1.count } }
  var minimum: Double? { entries.first?.value }
  var maximum: Double? { entries.last?.value }
  var sum: Double { entries.reduce(0) { $0 + $1.value * Double($1.count) } }

  /// Of equal numbers it is that number, which a sum of them may miss by a rounding; NaN for none.
  var mean: Double {
    if entries.count == 1 { return entries[0].value }
    let (sum, total) = (sum, Double(total))
    // The sum of very large ones is beyond all numbers, their mean is not.
    return sum.isFinite ? sum / total : entries.reduce(0) { $0 + $1.value * (Double($1.count) / total) }
  }

  /// The sum of the squares of their differences from the mean. In two passes: the sum of squares alone loses all digits
  /// when the spread is small beside the mean.
  var squares: Double {
    let mean = mean
    return entries.reduce(0) { $0 + ($1.value - mean) * ($1.value - mean) * Double($1.count) }
  }

  /// With n − 1 in the denominator; nil for fewer than two values.
  var standardDeviation: Double? {
    let total = total
    return total > 1 ? (squares / Double(total - 1)).squareRoot() : nil
  }

  /// The q-quantile, by the position (n − 1)·q among the sorted numbers (Hyndman and Fan, "Sample Quantiles in Statistical
  /// Packages", 1996, definition 7); `nearest` rounds a position halfway between two to the even one, as numpy does.
  func quantile(_ q: Double, _ interpolation: Measure.Interpolation = .linear) -> Double? {
    value(at: Double(total - 1) * q, interpolation)
  }

  /// The different inner deciles.
  var deciles: [Double] {
    let last = Double(total - 1)
    var deciles: [Double] = []
    for decile in 1...9 {
      guard let value = value(at: last * Double(decile) / 10, .linear) else { break }
      if deciles.last != value { deciles.append(value) }
    }
    return deciles
  }

  /// - Parameter position: from 0 to n − 1.
  /// - Returns: nil when there are no numbers.
  private func value(at position: Double, _ interpolation: Measure.Interpolation) -> Double? {
    if isEmpty { return nil }
    let below = Int(position.rounded(.down))
    let above = Int(position.rounded(.up))
    let (low, high) = (order(below), order(above))
    switch interpolation {
    case .linear:
      let share = position - Double(below)
      return (high - low).isFinite ? low + (high - low) * share : low * (1 - share) + high * share
    case .lower: return low
    case .higher: return high
    case .midpoint: return (low + high) / 2
    case .nearest: return Int(position.rounded(.toNearestOrEven)) == below ? low : high
    }
  }

  /// The number at a place among all values, counted from 0.
  private func order(_ place: Int) -> Double {
    var seen = 0
    for (value, count) in entries {
      seen += count
      if place < seen { return value }
    }
    return entries[entries.count - 1].value
  }
}
