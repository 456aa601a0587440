import Glibc

/// The gamma function, Γ.
package enum Gamma {
  /// ln Γ(x) for x above 0, to about 16 digits after the point or 16 digits in all; NaN otherwise.
  ///
  /// Stirling's series from 17 on, and below that Γ(x) = Γ(x + n) / (x (x + 1) … (x + n − 1)). The C library's `lgamma`
  /// would do, but it writes a global variable.
  package static func logarithm(_ x: Double) -> Double {
    guard x > 0 else { return .nan }
    var product = 1.0
    var y = x
    while y < smallest {
      product *= y
      y += 1
    }
    let series = (y - 0.5) * log(y) - y + 0.5 * log(2 * Double.pi) + stirlingCorrection(y)
    return product == 1 ? series : series - log(product)
  }

  /// Q(a, x) = Γ(a, x) / Γ(a), the regularised upper incomplete gamma function, for a above 0: 1 at x ≤ 0, 0 at infinity.
  ///
  /// A power series for the complement below a + 1 and Legendre's continued fraction above, by Lentz's method.
  /// Source: NIST Digital Library of Mathematical Functions, 8.7.1 and 8.9.2.
  package static func regularizedUpper(_ a: Double, _ x: Double) -> Double {
    guard a > 0, !x.isNaN else { return .nan }
    if x <= 0 { return 1 }
    if x == .infinity { return 0 }
    return x < a + 1 ? 1 - lowerSeries(a, x) : upperFraction(a, x)
  }

  /// Σ xⁿ / ((a + 1) … (a + n)) times x^a e^−x / Γ(a + 1).
  private static func lowerSeries(_ a: Double, _ x: Double) -> Double {
    var term = 1.0
    var sum = 1.0
    var n = a
    repeat {
      n += 1
      term *= x / n
      sum += term
    } while term > sum * 0x1p-54
    return min(sum * poisson(a, mean: x), 1)
  }

  /// 1 / (x + 1 − a − 1 (1 − a) / (x + 3 − a − 2 (2 − a) / (x + 5 − a − …))) times x^a e^−x / Γ(a).
  private static func upperFraction(_ a: Double, _ x: Double) -> Double {
    var b = x + 1 - a
    var c = Double.infinity
    var d = 1 / b
    var value = d
    var n = 0.0
    while n < 1_000_000 {
      n += 1
      let numerator = -n * (n - a)
      b += 2
      d = 1 / (numerator * d + b)
      c = b + numerator / c
      let step = c * d
      value *= step
      if (step - 1).magnitude <= 0x1p-52 { break }
    }
    return value * a * poisson(a, mean: x)
  }

  /// x^a e^−x / Γ(a + 1), the probability of a where x is the mean of a Poisson distribution, arranged so that large
  /// parts do not cancel (C. Loader, "Fast and accurate computation of binomial probabilities", 2000).
  static func poisson(_ a: Double, mean x: Double) -> Double {
    guard a >= smallest else { return exp(a * log(x) - x - logarithm(a + 1)) }
    let distance = (x - a) / a
    return exp(-a * (distance - log1p(distance)) - stirlingCorrection(a)) / (2 * Double.pi * a).squareRoot()
  }

  /// From here on the series' first terms are exact to the last digit.
  static let smallest = 17.0

  /// ln Γ(x) − ((x − ½) ln x − x + ½ ln 2π).
  static func stirlingCorrection(_ x: Double) -> Double {
    let y = 1 / (x * x)
    return (1.0 / 12 - y * (1.0 / 360 - y * (1.0 / 1260 - y * (1.0 / 1680 - y / 1188)))) / x
  }
}

/// The chi-squared distribution.
package enum ChiSquare {
  /// P(X ≥ statistic); NaN without degrees of freedom, 0 at infinity.
  package static func upperTail(_ statistic: Double, degreesOfFreedom: Int) -> Double {
    Gamma.regularizedUpper(Double(degreesOfFreedom) / 2, statistic / 2)
  }
}
