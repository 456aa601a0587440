package import Core
package import Metrics
package import Statistics

/// What comparing a candidate with the baseline found.
package struct ComparisonReport: Sendable {
  package let rows: Int
  /// Nil where numbers were compared, and no rows.
  package let task: EvaluationTask?
  /// Of a binary task.
  package let positives: Int?
  /// Nil when rows do not depend on each other.
  package let clusters: Int?
  package let settings: ComparisonSettings
  /// One for each rule, and one for each rule and slice where the rule asks for it.
  package let outcomes: [Outcome]
  /// The task's usual metrics on all rows, whether a rule names them or not.
  package let overview: [Values]
  /// How the two models' answers differ; nil without a baseline, or where answers are neither right nor wrong.
  package let flips: FlipTable?
  package let search: SliceSearch?

  package init(
    rows: Int, task: EvaluationTask?, positives: Int?, clusters: Int?, settings: ComparisonSettings,
    outcomes: [Outcome],
    overview: [Values], flips: FlipTable?, search: SliceSearch?
  ) {
    self.rows = rows
    self.task = task
    self.positives = positives
    self.clusters = clusters
    self.settings = settings
    self.outcomes = outcomes
    self.overview = overview
    self.flips = flips
    self.search = search
  }

  package struct Values: Sendable {
    package let metric: Metric
    package let candidate: MetricValue
    /// Of the candidate's; nil where only resampling would tell.
    package let standardError: Double?
    /// Nil without a baseline.
    package let baseline: MetricValue?
  }

  package struct Outcome: Sendable {
    package let rule: ComparisonRule
    /// Nil for all rows.
    package let slice: Slice?
    package let rows: Int
    package let candidate: Double?
    /// Of what the candidate is compared with; nil where the limit is on the candidate's own value and there is none.
    package let opponent: Double?
    /// Of the candidate's value for a limit on it; for a relative one of what it is better by.
    package let interval: Interval?
    package let method: String
    /// Of no difference, two-sided.
    package let p: Double?
    /// Of the limit being met, one-sided.
    package let missP: Double?
    /// The same, adjusted for all comparisons that were made.
    package var adjustedP: Double?
    /// The distance from the limit that as many rows find with the power asked for.
    package let detectable: Double?
    package var verdict: Verdict
    /// Why, in a sentence.
    package var reason: String
    /// How many rows would settle a hold, if what was seen so far is typical; nil where more rows would not, or where
    /// the verdict is none.
    package let neededRows: Int?
    /// Whether a search found the slice, and no rule asked for it.
    package var isDiscovered = false

    package var difference: Double? { candidate.flatMap { candidate in opponent.map { candidate - $0 } } }

    /// The difference, turned so that more is better.
    package var improvement: Double? { difference.map { rule.higherIsBetter ? $0 : -$0 } }

    package var id: String { rule.id + (slice.map { " [\($0.name)]" } ?? "") }
  }

  package var verdict: Verdict { outcomes.map(\.verdict).worst }

  /// What a manager reads.
  package var reason: String {
    let worst = outcomes.filter { $0.verdict == verdict }
    guard let first = worst.first else { return "the policy has no rule to compare by" }
    let rest = worst.count > 1 ? "; \(worst.count - 1) more \(verdict == .fail ? "fail" : "cannot be decided")" : ""
    let on = rows > 0 ? " on \(rows) rows" : ""
    switch verdict {
    case .pass: return "the candidate satisfies all \(outcomes.count) rules\(on)"
    case .warn: return "the candidate satisfies all \(outcomes.count) rules\(on), with a warning: \(first.reason)"
    case .hold: return "the data cannot decide \(first.id): \(first.reason)\(rest)"
    case .fail: return "\(first.id) fails: \(first.reason)\(rest)"
    }
  }
}

/// Which answers changed from the baseline to the candidate.
package struct FlipTable: Sendable, Equatable {
  package let bothRight: Int
  /// Mended by the candidate.
  package let onlyCandidateRight: Int
  /// Broken by the candidate.
  package let onlyBaselineRight: Int
  package let bothWrong: Int
  /// Rows whose answer is another, right or wrong.
  package let changed: Int

  package var rows: Int { bothRight + onlyCandidateRight + onlyBaselineRight + bothWrong }

  init?(candidate: EvaluationRows.Answers, baseline: EvaluationRows.Answers) {
    switch (candidate, baseline) {
    case (.binary(let a), .binary(let b)): self.init(a.labels, a.predictions, b.predictions)
    case (.multiclass(let a), .multiclass(let b)): self.init(a.labels, a.predictions, b.predictions)
    default: return nil
    }
  }

  private init<Answer: Equatable>(_ labels: [Answer], _ candidate: [Answer], _ baseline: [Answer]) {
    var counts = [0, 0, 0, 0]
    var changed = 0
    for row in labels.indices {
      let (first, second) = (candidate[row] == labels[row], baseline[row] == labels[row])
      counts[(first ? 0 : 2) + (second ? 0 : 1)] += 1
      if candidate[row] != baseline[row] { changed += 1 }
    }
    (bothRight, onlyCandidateRight, onlyBaselineRight, bothWrong) = (counts[0], counts[1], counts[2], counts[3])
    self.changed = changed
  }
}

/// How slices were searched that nobody named.
package struct SliceSearch: Sendable, Equatable {
  /// How many slices were compared, over all rules.
  package let comparisons: Int
  /// The columns that were crossed.
  package let columns: [String]
}
