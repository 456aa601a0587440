import Core
import Glibc

/// Round numbers along an axis: multiples of 1, 2 or 5 times a power of ten.
package struct RoundTicks {
  package let values: [Double]

  /// - Parameter count: how many at most, two at least.
  package init(_ domain: ClosedRange<Double>, atMost count: Int) {
    let width = domain.upperBound - domain.lowerBound
    guard width > 0, width.isFinite else {
      values = [domain.lowerBound]
      return
    }
    let rough = width / Double(max(count, 2))
    let power = Int(log10(rough).rounded(.down))
    // The first that gives no more than are wanted; one power further is always enough.
    for (factor, exponent) in [(1, power), (2, power), (5, power), (1, power + 1), (2, power + 1)] {
      let found = Self.multiples(of: factor, exponent, in: domain)
      if let found, found.count <= max(count, 2) {
        values = found
        return
      }
    }
    values = []
  }

  /// Nil for very many. By dividing where the step is a fraction: 3 / 10 is 0.3, 3 × 0.1 is not.
  private static func multiples(of factor: Int, _ exponent: Int, in domain: ClosedRange<Double>) -> [Double]? {
    let power = pow(10, Double(exponent.magnitude))
    guard power.isFinite else { return nil }
    func value(_ index: Double) -> Double {
      let mantissa = index * Double(factor)
      return exponent < 0 ? mantissa / power : mantissa * power
    }
    let step = value(1)
    // Checked by what they come to: 0.3 / 0.1 is a little less than 3.
    var first = (domain.lowerBound / step).rounded()
    var last = (domain.upperBound / step).rounded()
    guard last - first < 100, last.magnitude < 0x1p50, first.magnitude < 0x1p50 else { return nil }
    if value(first) < domain.lowerBound { first += 1 }
    if value(last) > domain.upperBound { last -= 1 }
    guard first <= last else { return [] }
    return (0...Int(last - first)).map { value(first + Double($0)) }
  }

  /// As many as have room beside each other.
  ///
  /// - Parameter width: of the axis, in the unit that a digit takes 7 of.
  package static func fitting(_ domain: ClosedRange<Double>, width: Double) -> RoundTicks {
    for count in stride(from: 8, to: 2, by: -1) {
      let ticks = RoundTicks(domain, atMost: count)
      let longest = ticks.values.map { Figures.exact($0).count }.max() ?? 0
      if Double(ticks.values.count * (7 * longest + 16)) <= width { return ticks }
    }
    return RoundTicks(domain, atMost: 2)
  }
}
