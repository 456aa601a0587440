import Glibc

extension ConfidenceCurve {
  /// Estimate and standard error: Student's t distribution with some degrees of freedom, or the normal one.
  ///
  /// A standard error of 0 gives a point: whether that is certainty (equal predictions) or too few rows, the caller has
  /// to know.
  ///
  /// - Parameters:
  ///   - degreesOfFreedom: infinitely many for a normal distribution.
  ///   - range: the values that are possible; limits are kept within it.
  package static func wald(
    _ estimate: Double, standardError: Double, degreesOfFreedom: Double = .infinity, in range: ClosedRange<Double>,
    method: String
  ) -> ConfidenceCurve {
    ratio(estimate, standardError, degreesOfFreedom, range, method, transform: { $0 }, inverse: { $0 })
  }

  /// Student's t distribution, transformed so that the skewness of the rows is taken out of it.
  ///
  /// Source: P. Hall, "On the removal of skewness by transformation", JRSS B 54 (1992), the cubic transformation, with t
  /// quantiles where he has normal ones.
  ///
  /// - Parameter acceleration: skewness of the rows / (6 √n), as for the BCa bootstrap.
  package static func skewed(
    _ estimate: Double, standardError: Double, degreesOfFreedom: Double, acceleration a: Double,
    in range: ClosedRange<Double>, method: String
  ) -> ConfidenceCurve {
    if a == 0 {
      return wald(estimate, standardError: standardError, degreesOfFreedom: degreesOfFreedom, in: range, method: method)
    }
    // (1 + 2 a t)³ = 1 + 6 a (g(t) − a), both ways without the difference from 1.
    return ratio(
      estimate, standardError, degreesOfFreedom, range, method,
      transform: { t in t.isInfinite ? t : a + t * (1 + a * t * (2 + 4 * a * t / 3)) },
      inverse: {
        let cube = 6 * a * ($0 - a)
        return (cube > -0.5 ? expm1(log1p(cube) / 3) : cbrt(1 + cube) - 1) / (2 * a)
      })
  }

  /// A share or an area within (0, 1), normal on the scale of log odds, where its standard error is divided by p (1 − p).
  package static func logit(_ estimate: Double, standardError: Double, method: String) -> ConfidenceCurve {
    let everything = -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude
    return wald(
      log(estimate / (1 - estimate)), standardError: standardError / (estimate * (1 - estimate)), in: everything,
      method: method
    ).mapped(
      estimate: estimate, standardError: standardError, by: { 1 / (1 + exp(-$0)) },
      inverse: { $0 <= 0 ? -.infinity : $0 >= 1 ? .infinity : log($0 / (1 - $0)) })
  }

  /// (estimate − value) / standard error, which a rising transformation turns into a variable with a t distribution.
  private static func ratio(
    _ estimate: Double, _ standardError: Double, _ n: Double, _ range: ClosedRange<Double>, _ method: String,
    transform: @escaping @Sendable (Double) -> Double, inverse: @escaping @Sendable (Double) -> Double
  ) -> ConfidenceCurve {
    @Sendable func limit(_ quantile: Double) -> Double {
      min(max(estimate - standardError * inverse(quantile), range.lowerBound), range.upperBound)
    }
    return ConfidenceCurve(
      method: method, estimate: estimate, standardError: standardError,
      tails: (
        below: { limit in
          if limit < range.lowerBound { return 0 }
          if limit >= range.upperBound { return 1 }
          if standardError == 0 { return estimate > limit ? 0 : 1 }
          return StudentT.cumulative(-transform((estimate - limit) / standardError), degreesOfFreedom: n)
        },
        above: { limit in
          if limit > range.upperBound { return 0 }
          if limit <= range.lowerBound { return 1 }
          if standardError == 0 { return estimate < limit ? 0 : 1 }
          return StudentT.cumulative(transform((estimate - limit) / standardError), degreesOfFreedom: n)
        }
      ),
      lower: { limit(-StudentT.quantile($0, degreesOfFreedom: n)) },
      upper: { limit(StudentT.quantile($0, degreesOfFreedom: n)) })
  }
}
