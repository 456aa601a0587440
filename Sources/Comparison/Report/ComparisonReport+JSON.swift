package import Core
import Metrics
import Statistics

extension ComparisonReport {
  /// The documented shape of `--report json` and of the evidence's report: docs/comparison.md.
  package var json: JSON {
    .members([
      "verdict": .string(verdict.rawValue), "reason": .string(reason), "rows": .integer(rows),
      "task": task.map { .string($0.rawValue) }, "positives": positives.map { .integer($0) },
      "clusters": clusters.map { .integer($0) },
      "settings": [
        "threshold": .measured(settings.threshold), "confidence": .number(settings.confidence),
        "power": .number(settings.power), "resamples": .integer(settings.resamples),
        "seed": .integer(Int(settings.seed)), "intervals": .string(settings.intervals.rawValue),
        "multiplicity": .string(settings.multiplicity.rawValue),
      ],
      "metrics": .array(outcomes.map(\.json)),
      "overview": .array(overview.map(\.json)),
      "flips": flips?.json,
      "search": search.map {
        ["comparisons": .integer($0.comparisons), "columns": .array($0.columns.map(JSON.string))]
      },
    ])
  }
}

extension ComparisonReport.Outcome {
  fileprivate var json: JSON {
    .members([
      "rule": .string(id), "name": .string(rule.metric.text), "limit": .string(rule.limit.text),
      "against": rule.limit.isRelative ? .string(rule.opponent.rawValue) : nil,
      "slice": slice.map { slice in
        .object(Dictionary(slice.parts.map { ($0.column, JSON.string($0.value)) }) { first, _ in first })
      } ?? .null,
      "discovered": isDiscovered ? true : nil,
      "rows": .integer(rows), "candidate": .measured(candidate), "baseline": .measured(opponent),
      "difference": .measured(difference),
      "interval": interval.map { [.measured($0.lower), .measured($0.upper)] } ?? .null,
      "method": .string(method), "p": .measured(p), "miss_p": .measured(missP), "adjusted_p": .measured(adjustedP),
      "detectable": .measured(detectable), "verdict": .string(verdict.rawValue), "reason": .string(reason),
      "needed_rows": neededRows.map { .integer($0) } ?? .null,
    ])
  }
}

extension ComparisonReport.Values {
  fileprivate var json: JSON {
    .members([
      "name": .string(metric.text), "candidate": .measured(candidate.defined), "undefined": undefined,
      "standard_error": standardError.map { .measured($0) },
      "baseline": .measured(baseline?.defined),
    ])
  }

  private var undefined: JSON? {
    if case .failure(let why) = candidate { .string(why.reason) } else { nil }
  }
}

extension FlipTable {
  fileprivate var json: JSON {
    [
      "both_right": .integer(bothRight), "only_candidate_right": .integer(onlyCandidateRight),
      "only_baseline_right": .integer(onlyBaselineRight), "both_wrong": .integer(bothWrong),
      "changed": .integer(changed),
    ]
  }
}
