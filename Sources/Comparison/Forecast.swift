import Statistics

/// What as many rows find, and how many rows would find more.
struct Forecast {
  private let curve: ConfidenceCurve
  private let interval: Interval
  private let power: Power

  init(_ curve: ConfidenceCurve, _ interval: Interval, _ power: Power) {
    self.curve = curve
    self.interval = interval
    self.power = power
  }

  /// How far the interval reaches from a value of which nothing varied; nil where something did.
  private var reach: Double? {
    guard let error = curve.standardError, error == 0 else { return nil }
    return max(interval.upper - curve.estimate, curve.estimate - interval.lower)
  }

  /// The distance from a limit that is found with the power asked for; where nothing varied, that the interval shows.
  var detectable: Double? {
    reach ?? curve.standardError.flatMap { power.smallestDifference(standardError: $0) }
  }

  /// The rows that find a distance from a limit. An interval of which nothing varied shrinks as their number grows, and not
  /// as its root does.
  func rows(toFind distance: Double, rows: Int) -> Int? {
    guard let reach else {
      return curve.standardError.flatMap { power.rows(toFind: distance, standardError: $0, rows: rows) }
    }
    let needed = (Double(rows) * reach / distance).rounded(.up)
    return needed.isFinite && needed <= 0x1p53 ? max(Int(needed), 1) : nil
  }
}
