package import Core

/// One requirement of a contract, as a test of cells, rows or the whole table and a limit on what was counted or measured.
package struct ContractRule: Sendable, Equatable {
  /// `minimum`, `required`, `nullValues`…: the contract's own word for it.
  package var kind: String
  /// None for the whole table.
  package var columns: [String]
  package var test: Test
  /// What the count, or the value, must satisfy.
  package var limit: CountLimit
  /// What breaking it means: `fail`, or `warn` where the contract says that it is less severe.
  package var severity: Verdict
  /// The rows that it is about; nil for all.
  package var condition: RowExpression?
  package var nulls: Nulls
  /// The outcome where there is nothing to check: the table is empty, or a column is null throughout. A pass only where
  /// the contract says so.
  package var whenEmpty: Verdict
  /// The outcome where the table lacks one of the columns. A pass only where the contract lets the column be absent.
  package var whenAbsent = Verdict.fail
  /// The contract's words on it.
  package var description: String?
  /// What is expected, in the contract's words, where the test's are not what its author wrote.
  package var wording: String?

  package init(
    kind: String, columns: [String], test: Test, limit: CountLimit = .none, severity: Verdict = .fail,
    condition: RowExpression? = nil, nulls: Nulls = .ignored, whenEmpty: Verdict = .hold, description: String? = nil
  ) {
    self.kind = kind
    self.columns = columns
    self.test = test
    self.limit = limit
    self.severity = severity
    self.condition = condition
    self.nulls = nulls
    self.whenEmpty = whenEmpty
    self.description = description
  }

  /// What a null means to a test of values; tests of nulls are not asked.
  package enum Nulls: String, Sendable, CaseIterable {
    /// A null is not checked; a row with one among its columns neither.
    case ignored
    /// Of tests of rows: a row is not checked where all its columns are null. A null among others is a value like others
    /// where values are compared for being the same, and violates all other tests.
    case ignoredWhereAll
    /// A null violates.
    case violating
    /// Of tests of rows that compare values for being the same: a null is a value like others, the same as any other.
    case compared
  }

  /// Every column that it takes.
  var allColumns: [String] { columns + (condition?.columns ?? []) }

  /// The columns whose values samples show.
  func shownColumns(of all: [String]) -> [String] {
    if case .isRepeatedRow = test { all } else { columns }
  }

  /// Stable and readable: `tenure.minimum`, or the kind alone for the whole table.
  package var id: String {
    columns.isEmpty || kind == "rowCount" ? kind : "\(columns.joined(separator: "+")).\(kind)"
  }
}
