/// Exponential smoothing of a series with an additive trend and an additive season, whose three parameters are those of the
/// least sum of squared one-step forecast errors on the series itself.
///
/// With level l, trend b, season s of period p and smoothing parameters α, β, γ from 0 to 1, the forecast of y(t) is
/// l(t) + b(t) + s(t), and
///
///     l(t + 1) = α (y(t) − s(t)) + (1 − α) (l(t) + b(t))
///     b(t + 1) = β (l(t + 1) − l(t)) + (1 − β) b(t)
///     s(t + p) = γ (y(t) − l(t) − b(t)) + (1 − γ) s(t)
///
/// It begins with the mean of the first period as l(0), the difference of the means of the first two periods by p as b(0),
/// and y(t) − l(0) of the first period as s(t).
///
/// Sources: P. R. Winters, "Forecasting Sales by Exponentially Weighted Moving Averages", Management Science 6 (1960), in the
/// form of R. J. Hyndman and G. Athanasopoulos, "Forecasting: Principles and Practice", 2nd edition, section 7.3; its
/// beginning is that of Deequ 2 (`anomalydetection/seasonal/HoltWinters.scala`).
package struct HoltWinters: Sendable, Equatable {
  /// α, β, γ.
  package let smoothing: [Double]
  /// y(t) less its forecast, in the order of the series.
  package let residuals: [Double]
  /// Of what comes after the series.
  package let forecast: Double

  package var sumOfSquares: Double { residuals.reduce(0) { $0 + $1 * $1 } }

  /// - Parameters:
  ///   - series: finite numbers, the oldest first.
  ///   - period: how many of them make a season, above 0.
  /// - Returns: nil for a series of less than two periods, and where the numbers are too large.
  package init?(fitting series: [Double], period: Int) {
    guard period > 0, series.count >= 2 * period else { return nil }
    let start = Self.start(series, period)
    let best = BoundedLeastSquares.minimum(parameters: 3) { Self.residuals(series, start, $0) }
    guard let best else { return nil }
    let state = Self.run(series, start, best.point)
    smoothing = best.point
    residuals = state.residuals.map { $0[0] }
    forecast = state.forecast
    if !forecast.isFinite { return nil }
  }

  private struct Start {
    let level: Double
    let trend: Double
    let season: [Double]
  }

  private static func start(_ series: [Double], _ period: Int) -> Start {
    let first = series[..<period].reduce(0, +)
    let second = series[period..<(2 * period)].reduce(0, +)
    let level = first / Double(period)
    return Start(
      level: level, trend: (second - first) / (Double(period) * Double(period)),
      season: series[..<period].map { $0 - level })
  }

  /// Each residual with its derivatives by the parameters.
  private static func residuals(
    _ series: [Double], _ start: Start, _ point: [Double]
  ) -> [(value: Double, slope: [Double])] {
    run(series, start, point).residuals.map { ($0[0], [$0[1], $0[2], $0[3]]) }
  }

  /// A value and its derivatives by the three parameters.
  private typealias Dual = SIMD4<Double>

  private static func product(_ a: Dual, _ b: Dual) -> Dual {
    var product = a * b[0] + b * a[0]
    product[0] = a[0] * b[0]
    return product
  }

  private static func run(
    _ series: [Double], _ start: Start, _ point: [Double]
  ) -> (residuals: [Dual], forecast: Double) {
    let one = Dual(1, 0, 0, 0)
    let (alpha, beta, gamma) = (
      Dual(point[0], 1, 0, 0), Dual(point[1], 0, 1, 0), Dual(point[2], 0, 0, 1)
    )
    var level = Dual(start.level, 0, 0, 0)
    var trend = Dual(start.trend, 0, 0, 0)
    var season = start.season.map { Dual($0, 0, 0, 0) }
    var residuals: [Dual] = []
    residuals.reserveCapacity(series.count)
    for (index, value) in series.enumerated() {
      let place = index % season.count
      let observed = Dual(value, 0, 0, 0)
      let expected = level + trend
      residuals.append(observed - expected - season[place])
      let next = product(alpha, observed - season[place]) + product(one - alpha, expected)
      season[place] = product(gamma, observed - expected) + product(one - gamma, season[place])
      trend = product(beta, next - level) + product(one - beta, trend)
      level = next
    }
    return (residuals, level[0] + trend[0] + season[series.count % season.count][0])
  }
}
