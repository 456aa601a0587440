import Core
import Metrics
import Statistics

/// Decides the rules of a policy on paired predictions, each by a confidence interval: a limit is met when the whole
/// interval meets it, missed when the whole interval misses it, and undecided in between.
package enum ModelComparison {
  package static func run(
    _ rows: PairedPredictions, rules: [ComparisonRule], settings: ComparisonSettings
  ) -> ComparisonReport {
    var outcomes = decide(rules, on: rows, slice: nil, minimumRows: Self.minimumRows, settings)
    let sliced = rules.filter(\.slices)
    if !sliced.isEmpty {
      for (column, values) in rows.slices {
        for value in Set(values).sorted() {
          let part = rows.filtered(values.map { $0 == value })
          let slice = ComparisonReport.Slice(column: column, value: value)
          outcomes += decide(sliced, on: part, slice: slice, minimumRows: settings.minimumRows, settings)
        }
      }
    }
    return ComparisonReport(
      rows: rows.count, positives: rows.labels.count { $0 }, settings: settings, outcomes: outcomes,
      overview: MetricName.allCases.map { metric in
        ComparisonReport.Values(
          metric: metric, candidate: metric.value(rows.candidateRows, threshold: settings.threshold),
          baseline: rows.baselineRows.flatMap { metric.value($0, threshold: settings.threshold) })
      })
  }

  /// With fewer rows the intervals' large-sample theory says little.
  private static let minimumRows = 30

  private static func decide(
    _ rules: [ComparisonRule], on rows: PairedPredictions, slice: ComparisonReport.Slice?, minimumRows: Int,
    _ settings: ComparisonSettings
  ) -> [ComparisonReport.Outcome] {
    let estimator = MetricEstimator(rows, settings, for: rules)
    let shortage = shortage(rows, minimumRows, settings)
    return rules.map { rule in
      let estimate = estimator.estimate(rule.metric, relative: rule.limit.isRelative)
      let decision = Decision(rule, estimate, rows: rows.count, shortage: shortage)
      return ComparisonReport.Outcome(
        rule: rule, slice: slice, rows: rows.count, candidate: estimate.candidate, baseline: estimate.baseline,
        improvement: estimate.improvement, interval: estimate.interval, method: estimate.method, p: estimate.p,
        verdict: decision.verdict, reason: decision.reason, neededRows: decision.neededRows)
    }
  }

  /// Why there are too few rows to decide anything; nil when there are enough.
  private static func shortage(
    _ rows: PairedPredictions, _ minimumRows: Int, _ settings: ComparisonSettings
  ) -> (reason: String, needed: Int?)? {
    if rows.count < minimumRows { return ("it has \(rows.count) rows of the \(minimumRows) needed", minimumRows) }
    let positives = rows.labels.count { $0 }
    let negatives = rows.count - positives
    let minimum = settings.minimumOfEachLabel
    if min(positives, negatives) < minimum {
      let label = positives < negatives ? "1" : "0"
      return ("it has \(min(positives, negatives)) rows with the label \(label) of the \(minimum) needed", nil)
    }
    return nil
  }
}
