package import Metrics

/// What a metric of the candidate must satisfy.
package struct ComparisonRule: Sendable, Equatable {
  package enum Limit: Sendable, Equatable {
    /// The candidate's own value is no smaller.
    case atLeast(Double)
    /// The candidate's own value is no larger.
    case atMost(Double)
    /// The candidate may be worse than the baseline by this much, no more (non-inferiority).
    case noWorseThan(Double)
    /// The candidate must be better than the baseline by more than this.
    case betterBy(Double)
  }

  package var metric: MetricName
  package var limit: Limit
  /// Whether it must hold on every slice too.
  package var slices: Bool

  package init(metric: MetricName, limit: Limit, slices: Bool = false) {
    self.metric = metric
    self.limit = limit
    self.slices = slices
  }

  /// `roc_auc at_least 0.8`.
  package var id: String { "\(metric.rawValue) \(limit.text)" }
}

extension ComparisonRule.Limit {
  package var value: Double {
    switch self {
    case .atLeast(let value), .atMost(let value), .noWorseThan(let value), .betterBy(let value): value
    }
  }

  /// Where the value, or for a relative limit the improvement, has to stand.
  package var bound: Double { if case .noWorseThan(let margin) = self { -margin } else { value } }

  /// Whether it speaks of the difference to the baseline.
  package var isRelative: Bool {
    switch self {
    case .atLeast, .atMost: false
    case .noWorseThan, .betterBy: true
    }
  }

  private var word: String {
    switch self {
    case .atLeast: "at_least"
    case .atMost: "at_most"
    case .noWorseThan: "no_worse_than"
    case .betterBy: "better_by"
    }
  }

  package var text: String {
    "\(word) \(value == value.rounded() && value.magnitude < 1e9 ? "\(Int(value))" : "\(value)")"
  }
}
