import Scan

/// Number, mean and spread of numbers, from parts: Chan, Golub and LeVeque, "Updating Formulae and a Pairwise Algorithm
/// for Computing Sample Variances", 1979.
struct Moments: Sendable {
  private(set) var count = 0.0
  private(set) var mean = 0.0
  private(set) var minimum = Double.infinity
  private(set) var maximum = -Double.infinity
  private(set) var squares = 0.0

  init() {}

  init(of values: [Double]) {
    if values.isEmpty { return }
    let found = NumberSummary(values)
    (count, mean) = (Double(values.count), found.mean)
    (minimum, maximum, squares) = (found.minimum, found.maximum, found.squares)
  }

  init(count: Double, mean: Double, minimum: Double, maximum: Double, squares: Double) {
    (self.count, self.mean, self.minimum, self.maximum, self.squares) = (count, mean, minimum, maximum, squares)
  }

  mutating func merge(_ next: Moments) {
    if next.count == 0 { return }
    let total = count + next.count
    let difference = next.mean - mean
    mean += difference * next.count / total
    squares += next.squares + difference * difference * count * next.count / total
    count = total
    minimum = min(minimum, next.minimum)
    maximum = max(maximum, next.maximum)
  }

  /// From the least to the greatest, where they are integers that a Double has exactly; nil where they are not, or none.
  var integers: ClosedRange<Int>? {
    guard count > 0, minimum > -0x1p53, maximum < 0x1p53 else { return nil }
    return Int(minimum)...Int(maximum)
  }

  /// With n − 1 in the denominator; nil for fewer than two values.
  var standardDeviation: Double? { count > 1 ? (squares / (count - 1)).squareRoot() : nil }
}
