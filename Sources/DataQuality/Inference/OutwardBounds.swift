import Core

/// A smallest and a largest value with few digits, as decimal text; every number it was made of lies between them.
package struct OutwardBounds: Sendable, Equatable {
  package let minimum: String
  package let maximum: String

  /// Rounds the range of some numbers outward to a step of 1, 10, 100… or 0.1, 0.01…: the largest that is no larger
  /// than the range.
  ///
  /// - Parameter whole: the step is at least 1.
  /// - Returns: nil when there is no number, one is not finite, or all are the same: that says nothing about a range.
  init?(of numbers: [Double], whole: Bool) {
    guard let low = numbers.min(), let high = numbers.max(), low < high, (high - low).isFinite else { return nil }
    var exponent = Self.exponent(of: high - low)
    if whole { exponent = max(0, exponent) }
    minimum = Self.text(low, exponent, up: false)
    maximum = Self.text(high, exponent, up: true)
  }

  /// The largest e with 10^e ≤ value.
  private static func exponent(of value: Double) -> Int {
    var exponent = 0
    while power(exponent + 1) <= value { exponent += 1 }
    while power(exponent) > value { exponent -= 1 }
    return exponent
  }

  /// 10^exponent, correctly rounded.
  private static func power(_ exponent: Int) -> Double { Double("1e\(exponent)") ?? .infinity }

  private static func text(_ value: Double, _ exponent: Int, up: Bool) -> String {
    let exact = JSON.ecmaScript(value)
    let steps = (value / power(exponent)).rounded(up ? .up : .down)
    // Beyond 2^53 steps cannot be counted one by one.
    guard steps.magnitude < 0x1p53, let nearest = Int(exactly: steps) else { return exact }
    // The division is rounded: a step too far inward is taken back.
    for count in [nearest, up ? nearest + 1 : nearest - 1] {
      guard let bound = Double("\(count)e\(exponent)") else { return exact }
      if up ? bound >= value : bound <= value { return JSON.ecmaScript(bound) }
    }
    return exact
  }
}
