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

  /// Other tables that rules refer to, by name: the name of each one's file, where the contract gives it, else empty.
  package let tables: [String: String]
  /// What the contract asks for and nobody checks, where its reader was told to let that pass.
  package let unsupported: [Diagnostic]

  package init(
    name: String, file: String, columns: [Column], rules: [ContractRule], tables: [String: String] = [:],
    unsupported: [Diagnostic] = []
  ) {
    self.name = name
    self.file = file
    self.columns = columns
    self.rules = rules
    self.tables = tables
    self.unsupported = unsupported
  }

  package struct Column: Sendable, Equatable {
    /// The column's name in the data: `physicalName` where the contract gives one, else `name`.
    package let name: String
    package let type: LogicalType?
    package let isUnique: Bool
    /// Whether its values must not be shown: the contract classifies them as something that is not for everyone.
    package let isPrivate: Bool

    package init(name: String, type: LogicalType?, isUnique: Bool = false, isPrivate: Bool = false) {
      self.name = name
      self.type = type
      self.isUnique = isUnique
      self.isPrivate = isPrivate
    }
  }

  /// The columns whose values are shown nowhere.
  package var privateColumns: Set<String> { Set(columns.filter(\.isPrivate).map(\.name)) }

  /// Whether any rule measures drift.
  package var measuresDrift: Bool {
    rules.contains { if case .drift? = $0.test.measure { true } else { false } }
  }

  /// Whether the column is unique or the whole primary key: it identifies rows.
  package func identifiesRows(_ column: String) -> Bool {
    columns.contains { $0.name == column && $0.isUnique }
      || rules.contains { $0.kind == "primaryKey" && $0.columns == [column] }
  }
}
