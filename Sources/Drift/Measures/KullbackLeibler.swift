import Glibc
import Statistics

/// The Kullback–Leibler divergence, D(p ‖ q) = Σ p ln(p / q), in nats: at least 0, not symmetric, infinite where q lacks
/// what p has. What p lacks contributes nothing.
///
/// Source: S. Kullback, R. A. Leibler, Annals of Mathematical Statistics 22 (1951).
package enum KullbackLeibler {
  /// - Parameter pairs: p and q, each adding up to 1.
  package static func divergence(_ pairs: some Sequence<(Double, Double)>) -> Double {
    var sum = CompensatedSum()
    for (p, q) in pairs where p > 0 { sum.add(q > 0 ? p * log(p / q) : .infinity) }
    return sum.value.isNaN ? .infinity : max(sum.value, 0)
  }
}
