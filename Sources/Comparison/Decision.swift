import Core
import Metrics
import Statistics

/// A rule's verdict from an estimate: a limit is met when the whole interval meets it, missed when the whole interval
/// misses it, and undecided in between.
struct Decision {
  var verdict: Verdict
  var reason: String
  /// The interval that decided.
  var interval: Interval?
  /// Of the limit being met, one-sided: small when it is certainly missed. What failures are adjusted by.
  var missP: Double?
  /// The distance from the limit that as many rows find with the power asked for.
  var detectable: Double?
  /// How many rows would settle a hold, if what was seen so far is typical.
  var neededRows: Int?

  init(_ verdict: Verdict, _ reason: String) {
    self.verdict = verdict
    self.reason = reason
  }

  init(_ rule: ComparisonRule, _ estimate: MetricEstimate, rows: Int, _ settings: ComparisonSettings) {
    guard let curve = estimate.curve, estimate.problem == nil else {
      let verdict: Verdict = estimate.isUndefined && settings.undefined == .fail ? .fail : .hold
      self.init(verdict, estimate.problem ?? "it is undefined")
      return
    }
    let bounds = Bounds(rule, estimate)
    let interval = curve.interval(confidence: settings.confidence)
    let power = Power(confidence: settings.confidence, power: settings.power)
    let side = bounds.side(of: interval)
    let shown = "\(estimate.shown(rule)), interval \(Digits.text(interval))"
    let gap = bounds.distance(from: curve.estimate)
    let forecast = Forecast(curve, interval, power)
    switch side {
    case .met: self.init(.pass, "\(shown), meets the limit")
    case .missed: self.init(.fail, "\(shown), misses the limit by \(Digits.text(gap))")
    case .neither:
      let rounded = forecast.rows(toFind: gap, rows: rows).flatMap(Self.rounded)
      let more = rounded.map { "; about \($0) rows would settle it" } ?? ""
      self.init(.hold, "\(shown), reaches both sides of the limit\(more)")
      neededRows = rounded
    }
    self.interval = interval
    // What misses its limit by the rounding of a decimal alone misses it without a doubt too.
    missP = side == .missed ? min(bounds.missP(curve), power.level) : bounds.missP(curve)
    detectable = forecast.detectable
  }

  /// Two digits, since it is a forecast; nil for what nobody collects.
  private static func rounded(_ rows: Int) -> Int? {
    guard rows < 1_000_000_000 else { return nil }
    var scale = 1
    while rows / scale >= 100 { scale *= 10 }
    return (rows + scale - 1) / scale * scale
  }

  /// Of a rule that compares with a baseline, where there is none yet.
  static func withoutBaseline(_ rules: [ComparisonRule], _ settings: ComparisonSettings) -> Decision {
    guard settings.firstRelease == .requireLimits else {
      return Decision(.hold, "there is no baseline to compare with")
    }
    if rules.contains(where: { !$0.limit.isRelative }) {
      return Decision(.warn, "it does not apply to a first release, which has no baseline")
    }
    return Decision(
      .hold, "a first release has no baseline, so it needs a limit on its own value: at_least or at_most")
  }
}

extension MetricEstimate {
  /// The value, or the difference, in words.
  func shown(_ rule: ComparisonRule) -> String {
    let name = rule.metric.text
    guard rule.limit.isRelative, let difference else {
      return "\(name) is \(candidate.map { Digits.text($0) } ?? "undefined")"
    }
    let improvement = rule.higherIsBetter ? difference : -difference
    if improvement == 0 { return "\(name) is the same" }
    return "\(name) is \(Digits.text(improvement.magnitude)) \(improvement > 0 ? "better" : "worse")"
  }
}

/// Where a value has to lie.
private struct Bounds {
  /// Inclusive, but where `isStrict`.
  private let lower: Double?
  private let upper: Double?
  /// Whether the limit itself does not meet it: no better than the amount is not enough.
  private let isStrict: Bool
  /// See `Decimal`.
  private let scale: Double

  enum Side { case met, missed, neither }

  /// For a relative margin, the curve is of candidate less the share of the opponent that is asked for.
  init(_ rule: ComparisonRule, _ estimate: MetricEstimate) {
    scale = max(estimate.candidate?.magnitude ?? 0, estimate.opponent?.magnitude ?? 0)
    var strict = false
    switch rule.limit {
    case .atLeast(let value): (lower, upper) = (value, nil)
    case .atMost(let value): (lower, upper) = (nil, value)
    case .noWorseThan(let margin): (lower, upper) = (margin.isRelative ? 0 : -margin.size, nil)
    case .betterBy(let margin):
      (lower, upper) = (margin.isRelative ? 0 : margin.size, nil)
      strict = true
    case .equivalentWithin(let margin):
      let size = margin.isRelative ? margin.size * (estimate.opponent ?? 0).magnitude : margin.size
      (lower, upper) = (-size, size)
    // Decided by what came before it, not here.
    case .withinNoiseOf: (lower, upper) = (nil, nil)
    }
    isStrict = strict
  }

  func side(of interval: Interval) -> Side {
    var isMet = true
    if let lower {
      isMet =
        isStrict
        ? Decimal.isMoreThan(interval.lower, lower, scale: scale)
        : Decimal.isAtLeast(interval.lower, lower, scale: scale)
      let misses =
        isStrict
        ? Decimal.isAtLeast(lower, interval.upper, scale: scale)
        : Decimal.isMoreThan(lower, interval.upper, scale: scale)
      if misses { return .missed }
    }
    if let upper {
      isMet = isMet && Decimal.isAtLeast(upper, interval.upper, scale: scale)
      if Decimal.isMoreThan(interval.lower, upper, scale: scale) { return .missed }
    }
    return isMet ? .met : .neither
  }

  /// Of a value on the good side.
  func missP(_ curve: ConfidenceCurve) -> Double {
    let low = lower.map { curve.pValue(above: $0) }
    let high = upper.map { curve.pValue(below: $0) }
    if let low, let high { return min(1, 2 * min(low, high)) }
    return low ?? high ?? 1
  }

  /// From the nearest limit.
  func distance(from value: Double) -> Double {
    [lower, upper].compactMap { $0 }.map { (value - $0).magnitude }.min() ?? 0
  }
}

extension ComparisonRule.Margin {
  var isRelative: Bool { if case .relative = self { true } else { false } }
}

/// Numbers in sentences: four digits behind the point, or four in all where the number is small.
enum Digits {
  static func text(_ value: Double) -> String {
    let small = value != 0 && value.magnitude < 0.001
    let rounded = small ? Decimal.rounded(value, digits: 3) : (value * 10_000).rounded() / 10_000
    let text = JSON.ecmaScript(rounded)
    return text.hasPrefix("-") ? "−\(text.dropFirst())" : text
  }

  static func text(_ interval: Interval) -> String { "\(text(interval.lower)) to \(text(interval.upper))" }
}
