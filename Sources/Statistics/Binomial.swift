import Glibc

/// The binomial distribution.
package enum Binomial {
  /// P(X = k); 0 outside 0...trials, NaN for a chance outside [0, 1].
  package static func probability(of k: Int, trials: Int, success p: Double) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    guard k >= 0, k <= trials else { return 0 }
    if p == 0 { return k == 0 ? 1 : 0 }
    if p == 1 { return k == trials ? 1 : 0 }
    let ways = logFactorial(trials) - logFactorial(k) - logFactorial(trials - k)
    return exp(ways + Double(k) * log(p) + Double(trials - k) * log1p(-p))
  }

  /// One draw, from 0 through `trials`.
  package static func draw(trials: Int, success p: Double, from stream: inout PhiloxStream) -> Int {
    if trials <= 0 || p <= 0 { return 0 }
    if p >= 1 { return trials }
    if p > 0.5 { return trials - draw(trials: trials, success: 1 - p, from: &stream) }
    return Double(trials) * p < 10
      ? drawByInversion(trials, p, from: &stream) : drawByRejection(trials, p, from: &stream)
  }

  /// Walks up the probabilities until they exceed one uniform number: about `trials * p` steps.
  private static func drawByInversion(_ n: Int, _ p: Double, from stream: inout PhiloxStream) -> Int {
    var u = stream.uniform()
    let odds = p / (1 - p)
    var term = exp(Double(n) * log1p(-p))
    var k = 0
    while u > term, k < n {
      u -= term
      k += 1
      term *= odds * Double(n - k + 1) / Double(k)
    }
    return k
  }

  /// Transformed rejection: constant time for any `trials * p` of 10 and more.
  ///
  /// Source: W. Hörmann, "The generation of binomial random variates", J. Stat. Comput. Simul. 46 (1993), BTRS.
  private static func drawByRejection(_ n: Int, _ p: Double, from stream: inout PhiloxStream) -> Int {
    let count = Double(n)
    let deviation = (count * p * (1 - p)).squareRoot()
    let b = 1.15 + 2.53 * deviation
    let a = -0.0873 + 0.0248 * b + 0.01 * p
    let c = count * p + 0.5
    let quick = 0.92 - 4.2 / b
    while true {
      let u = stream.uniform() - 0.5
      let v = stream.uniform()
      let us = 0.5 - u.magnitude
      let value = ((2 * a / us + b) * u + c).rounded(.down)
      guard value >= 0, value <= count else { continue }
      let k = Int(value)
      // Most draws end here, inside the largest box under the curve.
      if us >= 0.07, v <= quick { return k }
      let alpha = (2.83 + 5.1 / b) * deviation
      let mode = Int((count + 1) * p)
      let relative =
        logFactorial(mode) + logFactorial(n - mode) - logFactorial(k) - logFactorial(n - k)
        + Double(k - mode) * log(p / (1 - p))
      if log(v * alpha / (a / (us * us) + b)) <= relative { return k }
    }
  }

  /// ln k!, from a table where it is short.
  static func logFactorial(_ k: Int) -> Double {
    k < smallLogFactorials.count ? smallLogFactorials[max(k, 0)] : Gamma.logarithm(Double(k + 1))
  }

  private static let smallLogFactorials: [Double] = {
    var factorial = 1.0
    return [0]
      + (1..<16).map {
        factorial *= Double($0); return log(factorial)
      }
  }()
}
