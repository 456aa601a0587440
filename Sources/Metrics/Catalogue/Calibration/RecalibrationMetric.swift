import Glibc

/// The intercept or the slope of a recalibration.
struct RecalibrationMetric: PreparedMetric {
  enum Part: Sendable {
    case slope, intercept
    /// With a slope of 1.
    case interceptAlone
  }

  private let recalibration: Recalibration
  private let part: Part
  /// Of each row once, from where resamples begin.
  private let line: Result<Recalibration.Line, UndefinedMetric>

  init(_ recalibration: Recalibration, _ part: Part) {
    self.recalibration = recalibration
    self.part = part
    let once = [UInt8](repeating: 1, count: recalibration.labels.count)
    line = recalibration.fit(once.span, slopeToo: part != .interceptAlone)
  }

  var value: MetricValue { line.map(chosen) }

  func value(counts: Span<UInt8>) -> MetricValue {
    var start = Recalibration.Line()
    if case .success(let line) = line { start = line }
    return recalibration.fit(counts, slopeToo: part != .interceptAlone, from: start).map(chosen)
  }

  private func chosen(_ line: Recalibration.Line) -> Double { part == .slope ? line.slope : line.intercept }

  /// Each row's slope of the likelihood, through the inverse of the curvature.
  var influences: [Double]? {
    guard case .success(let line) = line else { return nil }
    let slopeToo = part != .interceptAlone
    let once = [UInt8](repeating: 1, count: recalibration.labels.count)
    let slopes = recalibration.slopes(once.span, at: line)
    return recalibration.labels.indices.map { row in
      let x = recalibration.logOdds[row]
      let share = 1 / (1 + exp(-(line.intercept + line.slope * x)))
      let surprise = (recalibration.weights?[row] ?? 1) * ((recalibration.labels[row] ? 1 : 0) - share)
      let step = slopes.solve((surprise, surprise * x), slopeToo: slopeToo)
      return part == .slope ? step.1 : step.0
    }
  }
}
