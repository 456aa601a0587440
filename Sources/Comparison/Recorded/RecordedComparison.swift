package import Core
import Metrics
import Statistics

/// Decides rules where there are numbers and no rows: the candidate's, and perhaps the baseline's.
///
/// Two numbers with standard errors are compared as from independent samples, which is less than their rows would tell
/// (a pair of models on the same rows errs together). A number without one says nothing of noise: it can miss a limit,
/// but meets it with a warning only.
package struct RecordedComparison {
  private let candidate: RecordedMetrics
  private let baseline: RecordedMetrics?
  private let settings: ComparisonSettings
  private let history: MetricHistory

  package init(
    candidate: RecordedMetrics, baseline: RecordedMetrics?, settings: ComparisonSettings,
    history: MetricHistory = MetricHistory()
  ) {
    self.candidate = candidate
    self.baseline = baseline
    self.settings = settings
    self.history = history
  }

  /// - Parameters:
  ///   - rows: of the candidate's evaluation; nil where only a document is known.
  /// - Throws: `malformedData` for a metric of which nobody knows which way is better.
  package func run(_ rules: [ComparisonRule], rows: PairedPredictions? = nil) throws(Failure) -> ComparisonReport {
    var outcomes: [ComparisonReport.Outcome] = []
    for rule in rules { outcomes.append(outcome(try directed(rule), rules)) }
    return ComparisonReport(
      rows: rows?.count ?? 0, task: rows?.candidate.task, positives: nil, clusters: nil, settings: settings,
      outcomes: Adjusted.outcomes(outcomes, settings), overview: [], flips: nil, search: nil)
  }

  private func directed(_ rule: ComparisonRule) throws(Failure) -> ComparisonRule {
    var rule = rule
    rule.knownDirection =
      rule.knownDirection ?? candidate[rule.metric.text]?.higherIsBetter ?? baseline?[rule.metric.text]?.higherIsBetter
    if rule.knownDirection != nil || candidate[rule.metric.text] == nil { return rule }
    throw Failure(
      .malformedData, "nobody knows whether a higher '\(rule.metric.text)' is better", at: Place(file: candidate.name),
      hint: "say it in the rule: 'better: higher' or 'better: lower', or at the end of --rule")
  }

  private func outcome(_ rule: ComparisonRule, _ rules: [ComparisonRule]) -> ComparisonReport.Outcome {
    let entry = candidate[rule.metric.text]
    var estimate = MetricEstimate()
    estimate.candidate = entry?.value.defined
    let other = rule.opponent == .baseline ? baseline?[rule.metric.text] : nil
    estimate.opponent = other?.value.defined
    let decision = decision(rule, entry, other, rules, &estimate)
    return ComparisonReport.Outcome(rule, nil, rows: entry?.rows ?? 0, estimate, decision)
  }

  private func decision(
    _ rule: ComparisonRule, _ entry: RecordedMetrics.Entry?, _ other: RecordedMetrics.Entry?, _ rules: [ComparisonRule],
    _ estimate: inout MetricEstimate
  ) -> Decision {
    guard let entry else { return missing("\(candidate.name) has no '\(rule.metric.text)'") }
    guard case .success(let value) = entry.value else {
      return undefined("the candidate's \(rule.metric.text)", entry)
    }
    if case .withinNoiseOf(let deviations) = rule.limit { return history.decision(rule, estimate, deviations) }
    guard rule.limit.isRelative else {
      return decide(rule, value, entry.standardError, in: rule.metric.definition.range, rows: entry.rows, &estimate)
    }
    if rule.opponent == .simpler {
      return Decision(.hold, "a simpler model is compared by its predictions, and there are numbers only")
    }
    guard let baseline else { return .withoutBaseline(rules, settings) }
    guard let other else { return missing("\(baseline.name) has no '\(rule.metric.text)'") }
    guard case .success(let reference) = other.value else {
      return undefined("the baseline's \(rule.metric.text)", other)
    }
    let factor = rule.factor(reference)
    let sign: Double = rule.higherIsBetter ? 1 : -1
    let errors = entry.standardError.flatMap { ours in
      other.standardError.map { (ours * ours + factor * factor * $0 * $0).squareRoot() }
    }
    return decide(
      rule, sign * (value - factor * reference), errors, in: -.infinity ... .infinity, rows: entry.rows, &estimate)
  }

  private func decide(
    _ rule: ComparisonRule, _ value: Double, _ standardError: Double?, in range: ClosedRange<Double>, rows: Int?,
    _ estimate: inout MetricEstimate
  ) -> Decision {
    let method =
      standardError == nil ? "the value alone" : rule.limit.isRelative ? "standard errors, unpaired" : "standard error"
    estimate.method = method
    // Without a standard error the interval is the value itself.
    estimate.curve = .wald(value, standardError: standardError ?? 0, in: range, method: method)
    var decision = Decision(rule, estimate, rows: rows ?? 0, settings)
    if rows == nil { decision.neededRows = nil }
    if standardError != nil {
      if rule.limit.isRelative, let curve = estimate.curve { estimate.p = curve.pValue(equal: 0) }
      return decision
    }
    decision.interval = nil
    decision.missP = nil
    decision.detectable = nil
    decision.reason = "\(estimate.shown(rule)), on the value alone: nobody recorded its standard error"
    if decision.verdict == .pass { decision.verdict = .warn }
    return decision
  }

  private func missing(_ reason: String) -> Decision {
    Decision(settings.undefined == .fail ? .fail : .hold, reason)
  }

  private func undefined(_ what: String, _ entry: RecordedMetrics.Entry) -> Decision {
    guard case .failure(let why) = entry.value else { return missing("\(what) is missing") }
    return missing("\(what) is undefined: \(why.reason)")
  }
}
