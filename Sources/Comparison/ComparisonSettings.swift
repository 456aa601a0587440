import Core

/// How the comparison is done.
package struct ComparisonSettings: Sendable, Equatable {
  /// A row is predicted positive when its score is at least this; nil for 0.5, and then scores have to be probabilities.
  package var threshold: Double?
  /// Of the two-sided intervals that rules are decided by.
  package var confidence = 0.95
  /// The chance of a verdict that forecasts of rows and of detectable differences are made for.
  package var power = 0.8
  /// Of the bootstrap, at least: a thousand place an interval's ends well enough (Efron and Tibshirani 1993, chapter
  /// 14), and more are drawn where many comparisons have to be adjusted for.
  package var resamples = 2000
  package var seed: UInt64 = 1
  package var intervals = IntervalMethod.automatic
  package var multiplicity = Adjustment.holm
  package var firstRelease = FirstRelease.hold
  package var undefined = UndefinedVerdict.hold
  package var sliceColumns: [String] = []
  /// Up to how many columns are crossed: 2 for every pair of values of two columns.
  package var crossings = 1
  /// Whether slices that nobody named are searched for those where the candidate is worst.
  package var discovery = false
  /// The columns whose groups fairness compares.
  package var groupColumns: [String] = []
  /// With fewer rows nothing is decided: a slice is on hold.
  package var minimumRows = 30
  /// The same for the positive rows and for the others of a binary task.
  package var minimumPositives = 10
  package var minimumNegatives = 10
  /// Changes how long it takes and nothing else.
  package var threads = Parallel.processors

  package init() {}
}

package enum IntervalMethod: String, Sendable, CaseIterable {
  /// The best that is known for each metric.
  case automatic
  /// The bootstrap for all.
  case bootstrap
}

/// How failures of one rule among many are held to the same chance of a false alarm as that of one alone.
package enum Adjustment: String, Sendable, CaseIterable {
  /// The chance that any failure is a false alarm (Holm 1979).
  case holm
  /// The expected share of false alarms among failures (Benjamini and Hochberg 1995).
  case benjaminiHochberg = "benjamini_hochberg"
  case none
}

/// What becomes of rules that need a baseline where there is none yet.
package enum FirstRelease: String, Sendable, CaseIterable {
  case hold
  /// They do not count, and there has to be at least one limit on the candidate's own value.
  case requireLimits = "require_limits"
}

/// What an undefined metric means for its rule.
package enum UndefinedVerdict: String, Sendable, CaseIterable {
  case hold, fail
}
