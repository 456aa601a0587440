/// The best that any threshold on the scores attains of one rate, with another held.
struct ThresholdMetric: PreparedMetric {
  enum Goal: Sendable {
    case recallAtPrecision(Double)
    case precisionAtRecall(Double)
    case recallAtFalsePositiveRate(Double)
    case falsePositiveRateAtRecall(Double)
  }

  private let runs: ScoreRuns
  private let goal: Goal
  /// What stands for a value that no threshold gives.
  private let zeroDivision: Double?

  init(_ runs: ScoreRuns, _ goal: Goal, zeroDivision: Double? = nil) {
    self.runs = runs
    self.goal = goal
    self.zeroDivision = zeroDivision
  }

  var value: MetricValue { valueOfEachOnce(runs.rowCount) }

  func value(counts: Span<UInt8>) -> MetricValue {
    let total = runs.total(counts)
    if total.positives == 0 { return undefined("no row is positive") }
    switch goal {
    case .recallAtPrecision(let least):
      var found = 0.0
      runs.forEachRun(counts) { _, above in
        if above.positives / above.all >= least { found = above.positives }
        return true
      }
      return found > 0
        ? .success(found / total.positives) : undefined("no threshold reaches a precision of \(least)")
    case .precisionAtRecall(let least):
      var best = 0.0
      runs.forEachRun(counts) { _, above in
        if above.positives / total.positives >= least { best = max(best, above.positives / above.all) }
        return true
      }
      return .success(best)
    case .recallAtFalsePositiveRate(let most):
      if total.negatives == 0 { return undefined("no row is negative") }
      // Nothing is predicted positive above all scores, where both rates are 0.
      var found = 0.0
      runs.forEachRun(counts) { _, above in
        guard above.negatives / total.negatives <= most else { return false }
        found = above.positives
        return true
      }
      return .success(found / total.positives)
    case .falsePositiveRateAtRecall(let least):
      if total.negatives == 0 { return undefined("no row is negative") }
      var found = 0.0
      runs.forEachRun(counts) { _, above in
        found = above.negatives
        return above.positives / total.positives < least
      }
      return .success(found / total.negatives)
    }
  }

  private func undefined(_ reason: String) -> MetricValue {
    zeroDivision.map { .success($0) } ?? .undefined(reason)
  }
}
