import Core

/// What a count must satisfy: one of the standard's operators, on rows or on percent of all rows.
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
    case notBetween(Double, Double)
  }

  package enum Unit: String, Sendable, CaseIterable {
    case rows
    case percent
  }

  package let condition: Condition
  package let unit: Unit

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
    case .notBetween(let low, let high): value < low || value > high
    }
  }

  /// Whether a range's end was hit exactly, where readers of the standard differ.
  func isOnBound(_ value: Double) -> Bool {
    switch condition {
    case .between(let low, let high), .notBetween(let low, let high): value == low || value == high
    default: false
    }
  }

  package var text: String {
    let suffix = unit == .percent ? " %" : ""
    func number(_ value: Double) -> String { JSON.ecmaScript(value) + suffix }
    return switch condition {
    case .equal(let limit): number(limit)
    case .notEqual(let limit): "not \(number(limit))"
    case .greater(let limit): "> \(number(limit))"
    case .greaterOrEqual(let limit): "≥ \(number(limit))"
    case .less(let limit): "< \(number(limit))"
    case .lessOrEqual(let limit): "≤ \(number(limit))"
    case .between(let low, let high): "from \(number(low)) to \(number(high))"
    case .notBetween(let low, let high): "not from \(number(low)) to \(number(high))"
    }
  }
}
