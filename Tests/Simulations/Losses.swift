import Glibc
import Statistics

/// The log-losses of one row: of a calibrated prediction, most of which are close to 0, and of the same with its log odds
/// stretched, which is too sure of itself.
struct Losses {
  let first: Double
  let second: Double

  /// - Parameters:
  ///   - p: the chance of a positive.
  ///   - isPositive: whether the row is one.
  private init(p: Double, isPositive: Bool) {
    let odds = log(p / (1 - p))
    let sure = 1 / (1 + exp(-1.3 * odds))
    first = -log(isPositive ? p : 1 - p)
    second = -log(isPositive ? sure : 1 - sure)
  }

  init(_ stream: inout PhiloxStream) {
    let p = Self.chance(stream.uniform())
    self.init(p: p, isPositive: stream.uniform() < p)
  }

  private static func chance(_ u: Double) -> Double { 1 / (1 + exp(2 - 1.5 * Normal.quantile(u))) }

  /// The mean of a value over all rows there could be, by the midpoint rule.
  static func mean(_ value: (Losses) -> Double) -> Double {
    let steps = 1_000_000
    var sum = CompensatedSum()
    for step in 0..<steps {
      let p = chance((Double(step) + 0.5) / Double(steps))
      sum.add(p * value(Losses(p: p, isPositive: true)) + (1 - p) * value(Losses(p: p, isPositive: false)))
    }
    return sum.value / Double(steps)
  }
}
