import Core
import Statistics

/// When a value is out of line with those measured before it: Deequ's strategies, as it applies them to the newest value
/// (`anomalydetection/` of Deequ 2).
package enum HistoryStrategy: Sendable, Equatable {
  /// Outside a fixed range; it takes no history.
  case threshold(lower: Double?, upper: Double?)
  /// The difference to the value before lies outside a range. Of order d it is the d-th difference; of order 0 the value.
  case absoluteChange(minimum: Double?, maximum: Double?, order: Int)
  /// The ratio to the value d before lies outside a range.
  case relativeChange(minimum: Double?, maximum: Double?, order: Int)
  /// Further from the mean of all values, the newest one included, than some standard deviations (with n in the
  /// denominator).
  case onlineNormal(lower: Double?, upper: Double?)
  /// Further from the mean of all values before than some standard deviations (with n − 1 in the denominator).
  case batchNormal(lower: Double?, upper: Double?)
  /// Further than 1.96 standard deviations (n − 1 in the denominator) of the sizes of the forecast errors on all values before
  /// from what they forecast by `HoltWinters`, some values making a season.
  case holtWinters(period: Int)

  /// What is compared with a range.
  struct Finding: Equatable {
    let compared: Double
    let lower: Double?
    let upper: Double?
    /// What it is: `the change`.
    let name: String

    var isAnomalous: Bool { compared < lower ?? -.infinity || compared > upper ?? .infinity }

    var text: String {
      func number(_ value: Double) -> String { RuleOutcome.number(value) }
      let range =
        switch (lower, upper) {
        case (let lower?, let upper?): "from \(number(lower)) to \(number(upper))"
        case (let lower?, nil): "≥ \(number(lower))"
        case (nil, let upper?): "≤ \(number(upper))"
        case (nil, nil): "any"
        }
      return "\(name) \(number(compared)), expected \(range)"
    }
  }

  /// How many earlier values it takes.
  var memory: Int {
    switch self {
    case .threshold: 0
    case .absoluteChange(_, _, let order), .relativeChange(_, _, let order): order
    case .onlineNormal: 1
    case .batchNormal: 2
    case .holtWinters(let period): 2 * period
    }
  }

  /// - Parameter history: the oldest first.
  /// - Returns: nil where there are not enough earlier values, or what is compared is undefined.
  func finding(_ value: Double, after history: [Double]) -> Finding? {
    guard history.count >= memory else { return nil }
    let all = history + [value]
    let finding: Finding
    switch self {
    case .threshold(let lower, let upper):
      finding = Finding(compared: value, lower: lower, upper: upper, name: "the value is")
    case .absoluteChange(let minimum, let maximum, let order):
      var differences = Array(all.suffix(order + 1))
      for _ in 0..<order { differences = zip(differences.dropFirst(), differences).map { $0 - $1 } }
      finding = Finding(
        compared: differences.last ?? value, lower: minimum, upper: maximum, name: "it changed by")
    case .relativeChange(let minimum, let maximum, let order):
      finding = Finding(
        compared: value / all[all.count - 1 - order], lower: minimum, upper: maximum, name: "its ratio to before is")
    case .onlineNormal(let lower, let upper):
      finding = Self.normal(value, all, Double(all.count), lower, upper)
    case .batchNormal(let lower, let upper):
      finding = Self.normal(value, history, Double(history.count - 1), lower, upper)
    case .holtWinters(let period):
      guard let forecast = Self.forecast(value, history, period) else { return nil }
      finding = forecast
    }
    return finding.compared.isFinite ? finding : nil
  }

  /// Nil where the values are too large to forecast from.
  private static func forecast(_ value: Double, _ history: [Double], _ period: Int) -> Finding? {
    guard let model = HoltWinters(fitting: history, period: period) else { return nil }
    let sizes = model.residuals.map(\.magnitude)
    let mean = sizes.reduce(0, +) / Double(sizes.count)
    let deviation = (sizes.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(sizes.count - 1)).squareRoot()
    // A history that is forecast without error has no spread, and its roundings are no anomaly.
    let width = max(1.96 * deviation, 1e-9 * model.forecast.magnitude)
    return Finding(
      compared: value, lower: model.forecast - width, upper: model.forecast + width, name: "the value is")
  }

  private static func normal(
    _ value: Double, _ values: [Double], _ denominator: Double, _ lower: Double?, _ upper: Double?
  ) -> Finding {
    let mean = values.reduce(0, +) / Double(values.count)
    let deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / denominator).squareRoot()
    return Finding(
      compared: value, lower: lower.map { mean - $0 * deviation }, upper: upper.map { mean + $0 * deviation },
      name: "the value is")
  }
}
