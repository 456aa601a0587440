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

  init(_ recalibration: Recalibration, _ part: Part) {
    self.recalibration = recalibration
    self.part = part
  }

  var value: MetricValue { valueOfEachOnce(recalibration.labels.count) }

  func value(counts: Span<UInt8>) -> MetricValue {
    recalibration.fit(counts, slopeToo: part != .interceptAlone).map { part == .slope ? $0.slope : $0.intercept }
  }

  /// Each row's slope of the likelihood, through the inverse of the curvature.
  var influences: [Double]? {
    let slopeToo = part != .interceptAlone
    let once = [UInt8](repeating: 1, count: recalibration.labels.count)
    guard case .success(let line) = recalibration.fit(once.span, slopeToo: slopeToo) else { return nil }
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
