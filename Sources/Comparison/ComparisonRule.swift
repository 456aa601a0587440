package import Metrics

/// What a metric of the candidate must satisfy.
package struct ComparisonRule: Sendable, Equatable {
  package enum Limit: Sendable, Equatable {
    /// The candidate's own value is no smaller.
    case atLeast(Double)
    /// The candidate's own value is no larger.
    case atMost(Double)
    /// The candidate may be worse by this much, no more (non-inferiority).
    case noWorseThan(Margin)
    /// The candidate must be better by more than this.
    case betterBy(Margin)
    /// The candidate differs by no more than this, either way (equivalence, by two one-sided tests).
    case equivalentWithin(Margin)
    /// The candidate is no worse than earlier releases by more than so many of their standard deviations.
    case withinNoiseOf(Double)
  }

  /// A difference: in the metric's own unit, or as a share of what the candidate is compared with.
  package enum Margin: Sendable, Equatable {
    case absolute(Double)
    case relative(Double)

    package var size: Double {
      switch self {
      case .absolute(let size), .relative(let size): size
      }
    }
  }

  /// What a relative limit compares with.
  package enum Opponent: String, Sendable, CaseIterable {
    case baseline
    /// A simpler model: a candidate that is no better is not worth its trouble.
    case simpler
  }

  package var metric: Metric
  package var limit: Limit
  package var opponent: Opponent
  /// Whether a larger value is a better model; nil until the document that has the metric says it.
  package var knownDirection: Bool?
  /// Whether it must hold on every slice too.
  package var slices: Bool

  /// - Parameter higherIsBetter: nil to take what is known of the metric, or what a limit on its value implies.
  package init(
    metric: Metric, limit: Limit, opponent: Opponent = .baseline, higherIsBetter: Bool? = nil, slices: Bool = false
  ) {
    (self.metric, self.limit, self.opponent, self.slices) = (metric, limit, opponent, slices)
    knownDirection = higherIsBetter ?? metric.definition.direction.higherIsBetter
    switch limit {
    case .atLeast: knownDirection = knownDirection ?? true
    case .atMost: knownDirection = knownDirection ?? false
    default: break
    }
  }

  package var higherIsBetter: Bool { knownDirection ?? true }

  /// `roc_auc at_least 0.8`.
  package var id: String {
    "\(metric.text) \(limit.text)\(opponent == .simpler ? " against simpler" : "")"
  }
}

extension ComparisonRule.Limit {
  /// Whether it speaks of the difference to another model.
  package var isRelative: Bool {
    switch self {
    case .atLeast, .atMost, .withinNoiseOf: false
    case .noWorseThan, .betterBy, .equivalentWithin: true
    }
  }

  /// Of a relative limit.
  package var margin: ComparisonRule.Margin? {
    switch self {
    case .noWorseThan(let margin), .betterBy(let margin), .equivalentWithin(let margin): margin
    case .atLeast, .atMost, .withinNoiseOf: nil
    }
  }

  private var word: String {
    switch self {
    case .atLeast: "at_least"
    case .atMost: "at_most"
    case .noWorseThan: "no_worse_than"
    case .betterBy: "better_by"
    case .equivalentWithin: "equivalent_within"
    case .withinNoiseOf: "within_noise_of"
    }
  }

  package var text: String {
    switch self {
    case .atLeast(let value), .atMost(let value), .withinNoiseOf(let value): "\(word) \(Self.number(value))"
    case .noWorseThan(let margin), .betterBy(let margin), .equivalentWithin(let margin):
      switch margin {
      case .absolute(let size): "\(word) \(Self.number(size))"
      case .relative(let size): "\(word) \(Self.number(Decimal.rounded(100 * size))) %"
      }
    }
  }

  private static func number(_ value: Double) -> String {
    value == value.rounded() && value.magnitude < 1e9 ? "\(Int(value))" : "\(value)"
  }
}

extension ComparisonRule.Margin {
  /// `0.01`, or `2 %` of what the candidate is compared with; nil for anything else, and for what is negative.
  package init?(_ text: String) {
    let isShare = text.hasSuffix("%")
    var digits = Substring(text)
    if isShare { digits = digits.dropLast() }
    while digits.last == " " { digits = digits.dropLast() }
    guard let size = Double(digits), size.isFinite, size >= 0,
      digits.utf8.allSatisfy({ (48...57).contains($0) || "+-.eE".utf8.contains($0) })
    else { return nil }
    self = isShare ? .relative(size / 100) : .absolute(size)
  }
}
