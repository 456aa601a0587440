import Core

/// A range of numbers, open at either end or not.
package struct ValueRange: Sendable, Equatable {
  package let lower: Bound?
  package let upper: Bound?

  /// - Parameter lower: nil for none, as for `upper`.
  package init(lower: Double?, isLowerIncluded: Bool = true, upper: Double?, isUpperIncluded: Bool = true) {
    self.lower = lower.map { isLowerIncluded ? .atLeast($0) : .above($0) }
    self.upper = upper.map { isUpperIncluded ? .atMost($0) : .below($0) }
  }

  /// The least and the greatest number of the range: between neighbouring numbers there is none.
  var ends: (low: Double, high: Double) {
    let low =
      switch lower {
      case .atLeast(let limit): limit
      case .some(let bound): bound.limit.nextUp
      case nil: -Double.infinity
      }
    let high =
      switch upper {
      case .atMost(let limit): limit
      case .some(let bound): bound.limit.nextDown
      case nil: Double.infinity
      }
    return (low, high)
  }

  /// NaN is in no range.
  package func admits(_ value: Double) -> Bool {
    let (low, high) = ends
    return value >= low && value <= high
  }

  /// - Parameter number: writes one, for values that are read as something else than digits.
  func text(_ number: (Double) -> String = JSON.ecmaScript) -> String {
    if case .atLeast(let low)? = lower, case .atMost(low)? = upper { return number(low) }
    let parts = [lower, upper].compactMap { $0.map { "\($0.symbol) \(number($0.limit))" } }
    return parts.isEmpty ? "any" : parts.joined(separator: " and ")
  }
}

/// A range of texts, ordered as `TextBound` has it.
package struct TextRange: Sendable, Equatable {
  package let bounds: [TextBound]

  package init(_ bounds: [TextBound]) { self.bounds = bounds }

  /// The same range of moments, in seconds since 1970-01-01T00:00:00Z: for columns whose source knows moments. Nil where
  /// a bound is no date or timestamp of ISO 8601.
  var moments: (low: Double, high: Double)? {
    var (low, high) = (-Double.infinity, Double.infinity)
    for bound in bounds {
      guard let value = Self.moment(bound.text) else { return nil }
      switch bound.kind {
      case .atLeast: low = value
      case .above: low = value.nextUp
      case .atMost: high = value
      case .below: high = value.nextDown
      }
    }
    return (low, high)
  }

  private static func moment(_ text: String) -> Double? {
    let bytes = Array(text.utf8)
    for pattern in [DatePattern.date, .timestamp] {
      if let value = pattern.parse(bytes[...]) { return value }
    }
    return nil
  }

  var text: String { bounds.map { "\($0.symbol) \($0.text)" }.joined(separator: " and ") }
}
