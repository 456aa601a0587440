import Metrics
import Statistics

/// What the data say about one metric, for one rule: values, and what they are decided by.
struct MetricEstimate {
  var candidate: Double?
  /// Of what the candidate is compared with.
  var opponent: Double?
  /// Of the candidate's value for a limit on it; of what it is better by for a relative one, beyond a share of the
  /// opponent's value where the margin is one. Nil when it cannot be computed, and `problem` says why.
  var curve: ConfidenceCurve?
  /// How the curve was found, in words; for numbers without one, that there is none.
  var method = ""
  /// Two-sided, of no difference; nil where there is nothing to compare with.
  var p: Double?
  var problem: String?
  /// Whether the problem is that a metric is undefined, and not that there are too few rows or no baseline.
  var isUndefined = false

  /// Candidate less opponent.
  var difference: Double? { candidate.flatMap { candidate in opponent.map { candidate - $0 } } }
}
