package import Drift

/// How far a column's distribution lies from that of the column of the same name elsewhere.
package struct DriftMeasure: Sendable, Hashable {
  /// What a column's values are compared as.
  package enum Values: String, Sendable {
    case numbers
    /// Texts, each a category by itself.
    case categories
  }

  package let method: DriftMethod
  /// The table that it is compared with; nil for the reference.
  package let table: String?
  /// Nil where the other table's values say it: as numbers if all of them are some.
  package let values: Values?

  package init(_ method: DriftMethod, against table: String? = nil, as values: Values? = nil) {
    self.method = method
    self.table = table
    self.values = values
  }

  /// What it is compared with, for people.
  var other: String { table.map { "the table '\($0)'" } ?? "the reference" }
}

extension DriftMethod {
  /// Whether it is defined for such values.
  package func takes(_ values: DriftMeasure.Values) -> Bool {
    switch values {
    case .numbers: definition.input.contains(.numbers)
    case .categories: definition.input.contains(.categories)
    }
  }

  /// The condition on what is measured that `value` is the limit of.
  package func condition(_ value: Double) -> CountLimit.Condition {
    switch definition.comparison {
    case .above: .lessOrEqual(value)
    case .atOrAbove: .less(value)
    case .below: .greaterOrEqual(value)
    case .atOrBelow: .greater(value)
    }
  }
}
