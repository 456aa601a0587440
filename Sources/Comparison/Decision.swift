import Core
import Metrics
import Statistics

/// A rule's verdict from an estimate.
struct Decision {
  let verdict: Verdict
  let reason: String
  var neededRows: Int?

  /// - Parameter shortage: why there are too few rows to decide anything.
  init(_ rule: ComparisonRule, _ estimate: MetricEstimate, rows: Int, shortage: (reason: String, needed: Int?)?) {
    if let problem = estimate.problem ?? shortage?.reason {
      verdict = .hold
      reason = problem
      neededRows = estimate.problem == nil ? shortage?.needed : nil
      return
    }
    guard let interval = estimate.interval,
      let value = rule.limit.isRelative ? estimate.improvement : estimate.candidate
    else {
      verdict = .hold
      reason = "it is undefined"
      return
    }
    let (passes, fails) = Self.sides(rule.limit, interval)
    let limit = rule.limit.bound
    let shown = "\(Self.describe(rule, value)), \(Self.text(interval))"
    if passes || fails {
      verdict = passes ? .pass : .fail
      let gap = Self.digits((value - limit).magnitude)
      reason = passes ? "\(shown), meets the limit" : "\(shown), misses the limit by \(gap)"
      return
    }
    verdict = .hold
    neededRows = Self.neededRows(rows, value: value, limit: limit, interval)
    let more = neededRows.map { "; about \($0) rows would settle it" } ?? ""
    reason = "\(shown), reaches both sides of the limit\(more)"
  }

  /// Whether the whole interval lies on the good or on the bad side; limits themselves are good, but for `better_by`,
  /// where being no better than the amount is not enough.
  private static func sides(
    _ limit: ComparisonRule.Limit, _ interval: Interval
  ) -> (passes: Bool, fails: Bool) {
    let bound = limit.bound
    return switch limit {
    case .atLeast, .noWorseThan: (interval.lower >= bound, interval.upper < bound)
    case .atMost: (interval.upper <= bound, interval.lower > bound)
    case .betterBy: (interval.lower > bound, interval.upper <= bound)
    }
  }

  /// An interval narrows with the square root of the rows: it has to shrink from its reach towards the limit to the
  /// distance that the estimate has from it.
  private static func neededRows(_ rows: Int, value: Double, limit: Double, _ interval: Interval) -> Int? {
    let distance = (value - limit).magnitude
    let reach = value >= limit ? value - interval.lower : interval.upper - value
    guard distance > 0, reach > 0 else { return nil }
    let needed = Double(rows) * (reach / distance) * (reach / distance)
    guard needed < 1e9 else { return nil }
    // Two digits: it is a forecast.
    var scale = 1.0
    while needed / scale >= 100 { scale *= 10 }
    return Int((needed / scale).rounded(.up) * scale)
  }

  private static func describe(_ rule: ComparisonRule, _ value: Double) -> String {
    guard rule.limit.isRelative else { return "\(rule.metric.rawValue) is \(digits(value))" }
    if value == 0 { return "\(rule.metric.rawValue) is the same" }
    return "\(rule.metric.rawValue) is \(digits(value.magnitude)) \(value > 0 ? "better" : "worse")"
  }

  private static func text(_ interval: Interval) -> String {
    "interval \(digits(interval.lower)) to \(digits(interval.upper))"
  }

  /// Four digits behind the point.
  private static func digits(_ value: Double) -> String {
    let rounded = JSON.ecmaScript((value * 10_000).rounded() / 10_000)
    return rounded.hasPrefix("-") ? "−\(rounded.dropFirst())" : rounded
  }
}
