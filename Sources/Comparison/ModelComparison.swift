import Core
import Metrics
import Statistics

/// Decides the rules of a policy on paired predictions, each by a confidence interval: a limit is met when the whole
/// interval meets it, missed when the whole interval misses it, and undecided in between.
///
/// All rules have to pass, so that a release with one bad property passes with no more than that one rule's chance of
/// error: passing needs no adjustment (the intersection–union principle; R. L. Berger, "Multiparameter hypothesis testing
/// and acceptance sampling", Technometrics 24, 1982). One failure among many is enough to fail, so failures are adjusted
/// for the number of comparisons, and one that does not survive it is a hold.
package struct ModelComparison {
  private let rows: PairedPredictions
  private let rules: [ComparisonRule]
  private let settings: ComparisonSettings
  private let history: MetricHistory
  private let progress: ResamplingProgress?

  private init(
    _ rows: PairedPredictions, _ rules: [ComparisonRule], _ settings: ComparisonSettings, _ history: MetricHistory,
    _ progress: ResamplingProgress?
  ) {
    self.rows = rows
    self.rules = rules
    self.settings = settings
    self.history = history
    self.progress = progress
  }

  /// - Parameters:
  ///   - history: of earlier releases, for rules that ask for it.
  ///   - progress: called when rows are drawn again and again, which takes its time.
  package static func run(
    _ rows: PairedPredictions, rules: [ComparisonRule], settings: ComparisonSettings,
    history: MetricHistory = MetricHistory(), progress: ResamplingProgress? = nil
  ) -> ComparisonReport {
    ModelComparison(rows, rules, settings, history, progress).report()
  }

  private func report() -> ComparisonReport {
    let sliced = rules.filter(\.slices)
    let named =
      sliced.isEmpty
      ? [] : SliceList(rows.slices, crossings: settings.crossings, minimumRows: settings.minimumRows).slices
    var settings = settings
    settings.resamples = resamples(comparisons: rules.count + named.count * sliced.count)
    var outcomes = decide(rules, on: rows, slice: nil, settings)
    for (slice, part) in named { outcomes += decide(sliced, on: rows.selecting(part), slice: slice, settings) }
    var search: SliceSearch?
    if settings.discovery {
      let found = SliceDiscovery(rows, rules.filter(\.limit.isRelative), besides: named.map(\.slice), settings).run()
      search = found.search
      outcomes += found.outcomes
    }
    outcomes = Adjusted.outcomes(outcomes, settings).filter { !$0.isDiscovered || $0.verdict == .fail }
    return ComparisonReport(
      rows: rows.count, task: rows.candidate.task, positives: positives, clusters: rows.clusters.map { Set($0).count },
      settings: settings, outcomes: outcomes, overview: overview,
      flips: rows.baseline.flatMap { FlipTable(candidate: rows.candidate.answers, baseline: $0.answers) },
      search: search)
  }

  private var positives: Int? {
    guard case .binary(let answers) = rows.candidate.answers else { return nil }
    return answers.labels.count { $0 }
  }

  /// The task's usual metrics and those of the rules, with standard errors for whoever compares with them later.
  private var overview: [ComparisonReport.Values] {
    var metrics = MetricCatalogue.usual(rows.candidate.task)
    for rule in rules where !metrics.contains(rule.metric) { metrics.append(rule.metric) }
    return metrics.map { metric in
      let prepared = metric.prepare(rows.candidate)
      let smooth = (try? prepared.get()).flatMap { $0.isSmooth ? $0 : nil }
      let influences = smooth?.influences
      return ComparisonReport.Values(
        metric: metric, candidate: prepared.flatMap(\.value),
        standardError: influences.flatMap { Linearised($0, clusters: rows.clusters)?.standardError },
        baseline: rows.baseline.map { metric.prepare($0).flatMap(\.value) })
    }
  }

  /// A bootstrap's smallest p-value is one in its resamples: enough of them that an adjusted one can still fail.
  private func resamples(comparisons: Int) -> Int {
    let level = (1 - settings.confidence) / 2
    return max(settings.resamples, min(Int((2 * Double(comparisons) / level).rounded(.up)), 20_000))
  }

  // MARK: Deciding

  private func decide(
    _ rules: [ComparisonRule], on part: PairedPredictions, slice: Slice?, _ settings: ComparisonSettings
  ) -> [ComparisonReport.Outcome] {
    let shortage = Shortage(part, settings, isSlice: slice != nil)
    let estimates = MetricEstimator(part, settings, progress: progress).estimates(rules, withIntervals: shortage == nil)
    return zip(rules, estimates).map { rule, estimate in
      ComparisonReport.Outcome(
        rule, slice, rows: part.count, estimate, decision(rule, estimate, part, shortage, settings))
    }
  }

  private func decision(
    _ rule: ComparisonRule, _ estimate: MetricEstimate, _ part: PairedPredictions, _ shortage: Shortage?,
    _ settings: ComparisonSettings
  ) -> Decision {
    if rule.limit.isRelative, part.opponent(rule) == nil {
      return rule.opponent == .baseline
        ? .withoutBaseline(rules, settings)
        : Decision(.hold, "there are no predictions of a simpler model to compare with")
    }
    if let problem = estimate.problem, estimate.isUndefined {
      return Decision(settings.undefined == .fail ? .fail : .hold, problem)
    }
    if let shortage {
      var decision = Decision(.hold, shortage.reason)
      decision.neededRows = shortage.neededRows
      return decision
    }
    if case .withinNoiseOf(let deviations) = rule.limit { return history.decision(rule, estimate, deviations) }
    return Decision(rule, estimate, rows: part.count, settings)
  }
}

extension PairedPredictions {
  /// What a relative rule compares with.
  func opponent(_ rule: ComparisonRule) -> EvaluationRows? {
    switch rule.opponent {
    case .baseline: baseline
    case .simpler: simpler
    }
  }
}

extension ComparisonReport.Outcome {
  init(_ rule: ComparisonRule, _ slice: Slice?, rows: Int, _ estimate: MetricEstimate, _ decision: Decision) {
    self.init(
      rule: rule, slice: slice, rows: rows, candidate: estimate.candidate, opponent: estimate.opponent,
      interval: decision.interval, method: estimate.method, p: estimate.p, missP: decision.missP, adjustedP: nil,
      detectable: decision.detectable, verdict: decision.verdict, reason: decision.reason,
      neededRows: decision.neededRows)
  }
}

/// Why there are too few rows to decide anything.
private struct Shortage {
  let reason: String
  let neededRows: Int?

  /// With fewer rows the intervals' large-sample theory says little.
  private static let fewestRows = 30

  /// Nil when there are enough.
  init?(_ rows: PairedPredictions, _ settings: ComparisonSettings, isSlice: Bool) {
    let minimum = isSlice ? settings.minimumRows : Self.fewestRows
    if rows.count < minimum {
      (reason, neededRows) = ("it has \(rows.count) rows of the \(minimum) needed", minimum)
      return
    }
    guard case .binary(let answers) = rows.candidate.answers else { return nil }
    let positives = answers.labels.count { $0 }
    let counts = [
      (positives, settings.minimumPositives, "positive"),
      (rows.count - positives, settings.minimumNegatives, "negative"),
    ]
    guard let short = counts.first(where: { $0.0 < $0.1 }) else { return nil }
    (reason, neededRows) = ("it has \(short.0) \(short.2) rows of the \(short.1) needed", nil)
  }
}
