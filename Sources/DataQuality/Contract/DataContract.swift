package import Core

/// What a data set must satisfy: schema, types and quality rules of one object of an Open Data Contract Standard v3
/// contract (https://bitol-io.github.io/open-data-contract-standard).
package struct DataContract: Sendable {
  /// The object's name in the contract.
  package let name: String
  package let file: String
  /// In the contract's order.
  package let columns: [Column]
  package let rules: [ContractRule]

  package struct Column: Sendable {
    /// The column's name in the data: `physicalName` where the contract gives one, else `name`.
    package let name: String
    package let type: LogicalType?
    package let isUnique: Bool
  }

  /// Whether the column is unique or the whole primary key: it identifies rows.
  package func identifiesRows(_ column: String) -> Bool {
    columns.contains { $0.name == column && $0.isUnique }
      || rules.contains { $0.kind == "primaryKey" && $0.columns == [column] }
  }
}

/// One requirement of a contract, as a test of cells, rows or the whole table and a limit on what was counted.
package struct ContractRule: Sendable {
  package enum Test: Sendable {
    /// Counts the cells that are null: empty, quoted or not.
    case isNull
    /// Counts the cells that hold one of these texts; an empty text stands for null.
    case isMissing(codes: [String])
    /// Counts the cells that are neither null nor of the type.
    case isNotOfType(LogicalType)
    /// Counts the cells that are neither null nor among these texts.
    case isNotAmong([String])
    /// Counts the cells that are not null and in which the pattern is not found.
    case doesNotMatch(String)
    /// Counts the cells of the column's type that lie outside.
    case isOutside(Bound, LogicalType)
    /// Counts the cells that are not null and whose number of characters lies outside.
    case lengthIsOutside(Bound)
    /// Counts the numbers that are not a whole multiple.
    case isNotMultiple(of: Double)
    /// Counts the rows whose values in the columns another row before has too; rows with a null among them do not count.
    case isDuplicate
    /// Counts the rows of the table.
    case rowCount
  }

  /// `minimum`, `required`, `nullValues`…: the contract's own word for it.
  package let kind: String
  package let columns: [String]
  package let test: Test
  /// What the count must satisfy.
  package let limit: CountLimit
  /// What breaking it means: `fail`, or `warn` where the contract says that it is less severe.
  package let severity: Verdict
  /// The contract's words on it.
  package let description: String?

  /// Stable and readable: `tenure.minimum`, or the kind alone for the whole table.
  package var id: String {
    columns.isEmpty || kind == "rowCount" ? kind : "\(columns.joined(separator: "+")).\(kind)"
  }
}

/// One end of a range.
package enum Bound: Sendable, Equatable {
  case atLeast(Double)
  case above(Double)
  case atMost(Double)
  case below(Double)

  package func admits(_ value: Double) -> Bool {
    switch self {
    case .atLeast(let limit): value >= limit
    case .above(let limit): value > limit
    case .atMost(let limit): value <= limit
    case .below(let limit): value < limit
    }
  }

  var limit: Double {
    switch self {
    case .atLeast(let limit), .above(let limit), .atMost(let limit), .below(let limit): limit
    }
  }

  var symbol: String {
    switch self {
    case .atLeast: "≥"
    case .above: ">"
    case .atMost: "≤"
    case .below: "<"
    }
  }
}
