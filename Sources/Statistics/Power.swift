import Glibc

/// What data of this size can tell, by the normal approximation: an estimate with the standard error s is found to
/// differ from a limit d away, one-sided at level α, with the power Φ(d / s − z₁₋α); and s shrinks with the square root
/// of the rows.
///
/// Source: J. M. Lachin, "Introduction to sample size determination and power analysis for clinical trials", Controlled
/// Clinical Trials 2 (1981).
package struct Power: Sendable {
  /// Of the one-sided test: half of what a two-sided interval leaves out.
  package let level: Double
  /// The chance to find what is there, for instance 0.8.
  package let power: Double

  package init(level: Double, power: Double) {
    self.level = level
    self.power = power
  }

  /// That of a rule which is decided by an interval.
  package init(confidence: Double, power: Double) { self.init(level: (1 - confidence) / 2, power: power) }

  /// z₁₋α + z_power: how many standard errors the truth has to lie from a limit.
  package var standardErrors: Double { Normal.quantile(power) - Normal.quantile(level) }

  /// The smallest distance from a limit that is found with this power; nil for an unknown standard error.
  package func smallestDifference(standardError: Double) -> Double? {
    standardError.isFinite ? standardErrors * standardError : nil
  }

  /// How many rows find a distance from a limit with this power: a distance of the truth, planned for; or that of the
  /// present estimate, should it stay, for which a power of ½ is what an interval as long as the distance has.
  ///
  /// - Parameters:
  ///   - standardError: what it is on `rows` rows.
  /// - Returns: nil when no number of rows is enough, or more than 2^53 are.
  package func rows(toFind distance: Double, standardError: Double, rows: Int) -> Int? {
    let ratio = standardErrors * standardError / distance.magnitude
    let needed = (Double(rows) * ratio * ratio).rounded(.up)
    return needed.isFinite && needed <= 0x1p53 ? max(Int(needed), 1) : nil
  }

  /// The chance to find a distance from a limit.
  package func power(toFind distance: Double, standardError: Double) -> Double {
    Normal.cumulative(distance.magnitude / standardError + Normal.quantile(level))
  }
}
