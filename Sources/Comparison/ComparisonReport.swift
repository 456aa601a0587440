package import Core
package import Metrics
package import Statistics

/// What comparing a candidate with the baseline found.
package struct ComparisonReport: Sendable {
  package let rows: Int
  package let positives: Int
  package let settings: ComparisonSettings
  /// One for each rule, and one for each rule and slice where the rule asks for it.
  package let outcomes: [Outcome]
  /// Every metric on all rows, whether a rule names it or not.
  package let overview: [Values]

  package struct Slice: Sendable, Equatable {
    package let column: String
    /// Empty for the rows that have none.
    package let value: String

    package var name: String { "\(column)=\(value.isEmpty ? "(missing)" : value)" }
  }

  package struct Values: Sendable {
    package let metric: MetricName
    /// Nil when it is undefined.
    package let candidate: Double?
    package let baseline: Double?
  }

  package struct Outcome: Sendable {
    package let rule: ComparisonRule
    /// Nil for all rows.
    package let slice: Slice?
    package let rows: Int
    package let candidate: Double?
    package let baseline: Double?
    /// Candidate less baseline, turned so that more is better.
    package let improvement: Double?
    /// Of the candidate's value for an absolute limit, of the improvement for a relative one.
    package let interval: Interval?
    package let method: String
    package let p: Double?
    package let verdict: Verdict
    /// Why, in a sentence.
    package let reason: String
    /// How many rows would settle a hold, if what was seen so far is typical; nil where more rows would not, or where
    /// the verdict is none.
    package let neededRows: Int?

    /// How far the estimate is from the limit; nil when it is undefined.
    package var shortfall: Double? {
      (rule.limit.isRelative ? improvement : candidate).map { ($0 - rule.limit.bound).magnitude }
    }

    package var id: String { rule.id + (slice.map { " [\($0.name)]" } ?? "") }
  }

  package var verdict: Verdict { outcomes.map(\.verdict).worst }

  /// What a manager reads.
  package var reason: String {
    let worst = outcomes.filter { $0.verdict == verdict }
    guard let first = worst.first else { return "the policy has no rule to compare by" }
    let rest = worst.count > 1 ? "; \(worst.count - 1) more \(verdict == .fail ? "fail" : "cannot be decided")" : ""
    switch verdict {
    case .pass, .warn: return "the candidate satisfies all \(outcomes.count) rules on \(rows) rows"
    case .hold: return "the data cannot decide \(first.id): \(first.reason)\(rest)"
    case .fail: return "\(first.id) fails: \(first.reason)\(rest)"
    }
  }
}

extension ComparisonReport {
  /// The documented shape of `--report json` and of the evidence's report.
  package var json: JSON {
    [
      "verdict": .string(verdict.rawValue), "reason": .string(reason), "rows": .integer(rows),
      "positives": .integer(positives), "threshold": .number(settings.threshold),
      "confidence": .number(settings.confidence), "resamples": .integer(settings.resamples),
      "seed": .integer(Int(settings.seed)),
      "metrics": .array(outcomes.map(\.json)),
      "overview": .array(
        overview.map {
          [
            "name": .string($0.metric.rawValue), "candidate": .measured($0.candidate),
            "baseline": .measured($0.baseline),
          ]
        }),
    ]
  }
}

extension ComparisonReport.Outcome {
  var json: JSON {
    [
      "rule": .string(id), "name": .string(rule.metric.rawValue), "limit": .string(rule.limit.text),
      "slice": slice.map { ["column": .string($0.column), "value": .string($0.value)] } ?? .null,
      "rows": .integer(rows), "candidate": .measured(candidate), "baseline": .measured(baseline),
      "improvement": .measured(improvement),
      "interval": interval.map { [.measured($0.lower), .measured($0.upper)] } ?? .null,
      "method": .string(method), "p": .measured(p), "verdict": .string(verdict.rawValue), "reason": .string(reason),
      "needed_rows": neededRows.map { .integer($0) } ?? .null,
    ]
  }
}
