import Glibc

/// Comparing numbers as people write them: 0.7 + 0.1 meets a limit of 0.8, though its binary sum lies just below.
///
/// Numbers are equal that differ by no more than one part in 10^14 of what they were computed from: rounding errors, and far
/// less than any evaluation can tell apart.
enum Decimal {
  /// - Parameter scale: the size of the numbers that the value was computed from: a small difference of large numbers
  ///   carries their rounding errors.
  static func isAtLeast(_ value: Double, _ limit: Double, scale: Double) -> Bool {
    value > limit || isEqual(value, limit, scale: scale)
  }

  static func isMoreThan(_ value: Double, _ limit: Double, scale: Double) -> Bool {
    value > limit && !isEqual(value, limit, scale: scale)
  }

  static func isEqual(_ a: Double, _ b: Double, scale: Double) -> Bool {
    a == b || (a - b).magnitude <= 1e-14 * max(a.magnitude, b.magnitude, scale)
  }

  /// The nearest number with so many significant digits.
  static func rounded(_ value: Double, digits: Int = 14) -> Double {
    guard value != 0, value.isFinite else { return value }
    let scale = pow(10, Double(digits - 1) - log10(value.magnitude).rounded(.down))
    return scale.isFinite ? (value * scale).rounded() / scale : value
  }
}
