import Glibc

/// Student's t distribution.
package enum StudentT {
  /// P(T ≤ t), accurate in both tails; the normal distribution for infinitely many degrees of freedom, NaN for none.
  package static func cumulative(_ t: Double, degreesOfFreedom: Double) -> Double {
    let tail = upperTail(t.magnitude, degreesOfFreedom)
    return t < 0 ? tail : 1 - tail
  }

  /// P(|T| ≥ |t|).
  package static func twoSidedP(_ t: Double, degreesOfFreedom: Double) -> Double {
    2 * upperTail(t.magnitude, degreesOfFreedom)
  }

  /// The t with P(T ≤ t) = p; infinite at 0 and 1, NaN outside [0, 1] or without degrees of freedom.
  ///
  /// Newton's steps on the logarithm of the tail, which is concave, from the normal quantile.
  package static func quantile(_ p: Double, degreesOfFreedom n: Double) -> Double {
    guard n > 0, p > 0, p < 1 else { return n > 0 ? Normal.quantile(p) : .nan }
    let start = Normal.quantile(p)
    if n >= infinite || start == 0 { return start }
    if p > 0.5 { return -quantile(1 - p, degreesOfFreedom: n) }
    var t = -start
    let target = log(p)
    for _ in 0..<200 {
      let tail = upperTail(t, n)
      let density = exp(logDensity(t, n))
      let step = (log(tail) - target) * tail / density
      t += step
      if step.magnitude <= 0x1p-50 * t { break }
    }
    return -t
  }

  /// From here on the two distributions differ by less than the rounding of what is computed from them.
  private static let infinite = 1e15

  /// I(n / (n + t²); n / 2, ½) / 2 (NIST Digital Library of Mathematical Functions, 8.17; Abramowitz and Stegun 26.7.1).
  private static func upperTail(_ t: Double, _ n: Double) -> Double {
    guard n > 0 else { return .nan }
    if n >= infinite { return Normal.cumulative(-t) }
    if t == .infinity { return 0 }
    if n >= large { return Normal.cumulative(-normalised(t, n)) }
    let square = t * t
    return 0.5 * IncompleteBeta.regularized(n / (n + square), square / (n + square), n / 2, 0.5)
  }

  /// From here on the incomplete integral loses digits, 1 per factor of 10, and the transformation has them all.
  private static let large = 1e5

  /// What has about the normal distribution where t has Student's.
  ///
  /// Source: G. W. Hill, "Algorithm 395: Student's t-distribution", Communications of the ACM 13 (1970).
  private static func normalised(_ t: Double, _ n: Double) -> Double {
    let a = n - 0.5
    let b = 48 * a * a
    let y = a * log1p(t / n * t)
    let third = (((-0.4 * y - 3.3) * y - 24) * y - 85.5) / (0.8 * y * y + 100 + b)
    return ((third + y + 3) / b + 1) * y.squareRoot()
  }

  private static func logDensity(_ t: Double, _ n: Double) -> Double {
    let scale: Double
    if n < 2 * Gamma.smallest {
      scale = Gamma.logarithm((n + 1) / 2) - Gamma.logarithm(n / 2) - 0.5 * log(n * .pi)
    } else {
      // Γ(n/2 + ½) / Γ(n/2) without its large parts.
      scale =
        (n - 1) / 2 * log1p(1 / n) + 0.5 * (log((n + 1) / 2) - 1) + Gamma.stirlingCorrection((n + 1) / 2)
        - Gamma.stirlingCorrection(n / 2) - 0.5 * log(n * .pi)
    }
    return scale - (n + 1) / 2 * log1p(t * t / n)
  }
}
