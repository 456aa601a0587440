import Glibc

/// The beta function's incomplete integral.
package enum IncompleteBeta {
  /// I(x; a, b), the probability that a beta variable is at most x; 0 at x ≤ 0, 1 at x ≥ 1, NaN unless a and b are above 0.
  package static func regularized(_ x: Double, _ a: Double, _ b: Double) -> Double { regularized(x, 1 - x, a, b) }

  /// The same where 1 − x is known to more digits than the subtraction would leave.
  ///
  /// A continued fraction on the side of the mean where it converges fast, by Lentz's method.
  /// Source: NIST Digital Library of Mathematical Functions, 8.17.4 and 8.17.22.
  static func regularized(_ x: Double, _ complement: Double, _ a: Double, _ b: Double) -> Double {
    guard a > 0, b > 0, !x.isNaN else { return .nan }
    if x <= 0 { return 0 }
    if complement <= 0 { return 1 }
    if x * (a + b + 2) < a + 1 { return density(x, complement, a, b) * fraction(x, a, b) / a }
    return 1 - density(complement, x, b, a) * fraction(complement, b, a) / b
  }

  /// The x with I(x; a, b) = p; NaN for p outside [0, 1], or unless a and b are above 0.
  package static func quantile(_ p: Double, _ a: Double, _ b: Double) -> Double {
    guard a > 0, b > 0, p >= 0, p <= 1 else { return .nan }
    if p == 0 || p == 1 { return p }
    // Halving finds 53 digits wherever the value lies, also near 0, since small numbers are dense.
    var (low, high) = (0.0, 1.0)
    while true {
      let middle = low > 0 && high / low > 4 ? (low * high).squareRoot() : low + (high - low) / 2
      if middle <= low || middle >= high || high < 1e-300 { return high }
      if regularized(middle, a, b) < p { low = middle } else { high = middle }
    }
  }

  private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    var c = 1.0
    var d = 1 / (1 - (a + b) * x / (a + 1))
    var value = d
    for step in 1...100_000 {
      let m = Double(step)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      d = 1 / (1 + even * d)
      c = 1 + even / c
      value *= c * d
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 / (1 + odd * d)
      c = 1 + odd / c
      value *= c * d
      if (c * d - 1).magnitude <= 0x1p-52 { break }
    }
    return value
  }

  /// x^a (1 − x)^b / B(a, b), arranged so that large parts do not cancel (C. Loader, "Fast and accurate computation of
  /// binomial probabilities", 2000).
  private static func density(_ x: Double, _ complement: Double, _ a: Double, _ b: Double) -> Double {
    if a < b { return density(complement, x, b, a) }
    let logX = x < 0.5 ? log(x) : log1p(-complement)
    let logComplement = complement < 0.5 ? log(complement) : log1p(-x)
    guard a >= Gamma.smallest else {
      return exp(a * logX + b * logComplement + Gamma.logarithm(a + b) - Gamma.logarithm(a) - Gamma.logarithm(b))
    }
    let correction = Gamma.stirlingCorrection(a + b) - Gamma.stirlingCorrection(a)
    guard b >= Gamma.smallest else {
      // ln Γ(a + b) − ln Γ(a) by Stirling's series, without its large parts.
      let ratio = (a - 0.5) * log1p(b / a) + b * (log(a + b) - 1) + correction
      return exp(a * logX + b * logComplement + ratio - Gamma.logarithm(b))
    }
    let mean = a / (a + b)
    // x may be known by its complement only.
    let distance = x < 0.5 ? x - mean : b / (a + b) - complement
    let (up, down) = (distance / mean, -distance * (a + b) / b)
    // Far below its mean a number is known to more digits than its distance from it.
    let logUp = up < -0.5 ? log(x / mean) : log1p(up)
    let logDown = down < -0.5 ? log(complement * (a + b) / b) : log1p(down)
    let exponent = a * (logUp - up) + b * (logDown - down)
    return exp(exponent + correction - Gamma.stirlingCorrection(b)) * (a * b / (2 * .pi * (a + b))).squareRoot()
  }
}
