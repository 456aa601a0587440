import Metrics
import Statistics

/// Estimates metrics on one set of rows, each by the best method that is known for it.
struct MetricEstimator {
  let rows: PairedPredictions
  let settings: ComparisonSettings
  private let progress: ResamplingProgress?

  init(_ rows: PairedPredictions, _ settings: ComparisonSettings, progress: ResamplingProgress? = nil) {
    self.rows = rows
    self.settings = settings
    self.progress = progress
  }

  /// - Parameters:
  ///   - withIntervals: false for the values only.
  ///   - resampling: false to leave out what only the bootstrap can tell.
  /// - Returns: one for each rule.
  func estimates(_ rules: [ComparisonRule], withIntervals: Bool, resampling: Bool = true) -> [MetricEstimate] {
    var prepared = PreparedMetrics(rows)
    var estimates: [MetricEstimate] = []
    // What is left for the bootstrap: all of it is computed on the same draws.
    var waiting: [(index: Int, quantity: Quantity)] = []
    for rule in rules {
      var estimate = MetricEstimate()
      let quantity = Quantity(rule, &prepared, &estimate)
      if let quantity, withIntervals {
        if let curve = settings.intervals == .automatic ? ClosedForm.curve(of: quantity, rows) : nil {
          estimate.p = ClosedForm.equalityP(of: quantity, rows)
          estimate.finish(curve, quantity, rows)
        } else if resampling {
          waiting.append((estimates.count, quantity))
        }
      }
      estimates.append(estimate)
    }
    let curves = Resampling(rows, settings, progress).curves(of: waiting.map(\.quantity))
    for ((index, quantity), curve) in zip(waiting, curves) {
      switch curve {
      case .success(let curve): estimates[index].finish(curve, quantity, rows)
      case .failure(let problem): estimates[index].problem = problem.reason
      }
    }
    return estimates
  }
}

extension MetricEstimate {
  fileprivate mutating func finish(_ found: ConfidenceCurve, _ quantity: Quantity, _ rows: PairedPredictions) {
    let curve = Unvarying.widened(found, quantity, rows)
    self.curve = curve
    method = curve.method
    if quantity.opponent != nil, !method.hasSuffix("paired") { method += ", paired" }
    if rows.clusters != nil { method += ", by clusters" }
    if p == nil, quantity.opponent != nil, quantity.factor == 1 { p = curve.pValue(equal: 0) }
  }
}

/// Each metric is prepared once for each side.
struct PreparedMetrics {
  private let rows: PairedPredictions
  private var known: [String: Result<any PreparedMetric, UndefinedMetric>] = [:]

  init(_ rows: PairedPredictions) { self.rows = rows }

  mutating func candidate(_ rule: ComparisonRule) -> Result<any PreparedMetric, UndefinedMetric> {
    // The one metric that is of two models at once.
    if rule.metric.definition.name == WinRate.name { return wins(rule) }
    return prepare(rule.metric, rows.candidate, "candidate")
  }

  private func wins(_ rule: ComparisonRule) -> Result<any PreparedMetric, UndefinedMetric> {
    guard case .items(let ours) = rows.candidate.answers else { return rule.metric.prepare(rows.candidate) }
    guard case .items(let theirs) = rows.opponent(rule)?.answers else {
      return .failure(UndefinedMetric("there is no \(rule.opponent.rawValue) to win against"))
    }
    return .success(
      WinRate.prepare(
        candidate: ours.scores, baseline: theirs.scores, weights: rows.candidate.weights,
        higherIsBetter: rule.metric.arguments.text("score") != "lower"))
  }

  /// Nil where there is nothing to compare with.
  mutating func opponent(_ rule: ComparisonRule) -> Result<any PreparedMetric, UndefinedMetric>? {
    rows.opponent(rule).map { prepare(rule.metric, $0, rule.opponent.rawValue) }
  }

  private mutating func prepare(
    _ metric: Metric, _ rows: EvaluationRows, _ side: String
  ) -> Result<any PreparedMetric, UndefinedMetric> {
    let key = "\(side) \(metric.text)"
    if let prepared = known[key] { return prepared }
    let prepared = metric.prepare(rows)
    known[key] = prepared
    return prepared
  }
}

/// What a rule is decided by: the candidate's value, or ±(candidate − factor · opponent), turned so that more is better.
struct Quantity: Sendable {
  let rule: ComparisonRule
  let candidate: any PreparedMetric
  /// Nil for a limit on the candidate's own value.
  let opponent: (any PreparedMetric)?
  /// 1 but for margins that are shares of the opponent's value.
  let factor: Double
  /// +1 or −1.
  let sign: Double
  let value: Double
  let range: ClosedRange<Double>

  /// Nil when a value is undefined, or there is nothing to compare with: then the estimate says so.
  init?(_ rule: ComparisonRule, _ prepared: inout PreparedMetrics, _ estimate: inout MetricEstimate) {
    self.rule = rule
    let opponentMetric = rule.limit.isRelative ? prepared.opponent(rule) : nil
    // Shown beside the candidate's even where the limit does not ask for it.
    let shown = opponentMetric ?? prepared.opponent(rule)
    estimate.opponent = shown.flatMap { $0.flatMap(\.value).defined }
    let first = prepared.candidate(rule)
    switch first.flatMap(\.value) {
    case .failure(let undefined):
      estimate.problem = "the candidate's \(rule.metric.text) is undefined: \(undefined.reason)"
      estimate.isUndefined = true
      return nil
    case .success(let value): estimate.candidate = value
    }
    guard case .success(let candidate) = first, let value = estimate.candidate else { return nil }
    self.candidate = candidate
    let bounds = rule.metric.definition.range
    guard rule.limit.isRelative else {
      (opponent, factor, sign, self.value, range) = (nil, 0, 1, value, bounds)
      return
    }
    guard let opponentMetric else { return nil }
    guard case .success(let opponent) = opponentMetric, let other = estimate.opponent else {
      if case .failure(let undefined) = opponentMetric.flatMap(\.value) {
        estimate.problem = "the \(rule.opponent.rawValue)'s \(rule.metric.text) is undefined: \(undefined.reason)"
        estimate.isUndefined = true
      }
      return nil
    }
    self.opponent = opponent
    sign = rule.higherIsBetter ? 1 : -1
    factor = rule.factor(other)
    self.value = sign * (value - factor * other)
    let width = bounds.upperBound - bounds.lowerBound
    range = factor == 1 && width.isFinite ? -width...width : -.infinity ... .infinity
  }

  /// See `PreparedMetric`.
  var isSmooth: Bool { candidate.isSmooth && (opponent?.isSmooth ?? true) }

  func combine(_ candidate: Double, _ opponent: Double) -> Double { sign * (candidate - factor * opponent) }
}

extension ComparisonRule {
  /// What the opponent's value is multiplied by, so that a relative margin becomes a limit of 0.
  func factor(_ opponent: Double) -> Double {
    let share: Double
    switch limit {
    case .noWorseThan(.relative(let size)): share = -size
    case .betterBy(.relative(let size)): share = size
    default: return 1
    }
    let direction: Double = (opponent < 0 ? -1 : 1) * (higherIsBetter ? 1 : -1)
    return 1 + direction * share
  }
}
