import Core

/// What a count or a value must satisfy: one of the standard's operators, and what it is about.
package struct CountLimit: Sendable, Equatable {
  package enum Condition: Sendable, Equatable {
    case equal(Double)
    case notEqual(Double)
    case greater(Double)
    case greaterOrEqual(Double)
    case less(Double)
    case lessOrEqual(Double)
    /// Both ends included. The standard's text excludes them, its reference implementation includes them; here a
    /// value on the bound passes, and the message says that it is on the bound.
    case between(Double, Double)
    /// Both ends excluded.
    case strictlyBetween(Double, Double)
    case notBetween(Double, Double)
    case within(ValueRange)
  }

  package enum Unit: String, Sendable, CaseIterable {
    /// What violates, counted.
    case rows
    /// What violates, in percent of all rows.
    case percent
    /// What violates, in percent of what was checked, nulls left out.
    case percentOfChecked
    /// What does not violate, as a share from 0 to 1 of what was checked: Great Expectations' `mostly`.
    case holding
    /// What was measured, as it is: for `Test.value`.
    case value
  }

  package let condition: Condition
  package let unit: Unit

  package init(condition: Condition, unit: Unit) {
    self.condition = condition
    self.unit = unit
  }

  /// At least this share of what is checked holds.
  package static func mostly(_ share: Double) -> CountLimit {
    CountLimit(condition: .greaterOrEqual(share), unit: .holding)
  }

  package static let none = CountLimit(condition: .equal(0), unit: .rows)

  package func admits(_ value: Double) -> Bool {
    switch condition {
    case .equal(let limit): value == limit
    case .notEqual(let limit): value != limit
    case .greater(let limit): value > limit
    case .greaterOrEqual(let limit): value >= limit
    case .less(let limit): value < limit
    case .lessOrEqual(let limit): value <= limit
    case .between(let low, let high): value >= low && value <= high
    case .strictlyBetween(let low, let high): value > low && value < high
    case .notBetween(let low, let high): value < low || value > high
    case .within(let range): range.admits(value)
    }
  }

  /// Whether a range's end was hit exactly, where readers of the standard differ.
  func isOnBound(_ value: Double) -> Bool {
    switch condition {
    case .between(let low, let high), .notBetween(let low, let high): value == low || value == high
    default: false
    }
  }

  package var text: String { text { JSON.ecmaScript($0) + (isPercent ? " %" : "") } }

  private var isPercent: Bool { unit == .percent || unit == .percentOfChecked }

  /// - Parameter number: writes one, for values that are read as something else than digits.
  func text(_ number: (Double) -> String) -> String {
    switch condition {
    case .equal(let limit): number(limit)
    case .notEqual(let limit): "not \(number(limit))"
    case .greater(let limit): "> \(number(limit))"
    case .greaterOrEqual(let limit): "≥ \(number(limit))"
    case .less(let limit): "< \(number(limit))"
    case .lessOrEqual(let limit): "≤ \(number(limit))"
    case .between(let low, let high): "from \(number(low)) to \(number(high))"
    case .strictlyBetween(let low, let high): "between \(number(low)) and \(number(high))"
    case .notBetween(let low, let high): "not from \(number(low)) to \(number(high))"
    case .within(let range): range.text(number)
    }
  }
}
