import Core

/// The statistics of a data set: what new data is compared with, in a small file instead of the data itself.
package struct DataProfile: Sendable, Equatable {
  package var rows: Int
  package var columns: [Column]

  package init(rows: Int, columns: [Column]) {
    self.rows = rows
    self.columns = columns
  }

  package func column(_ name: String) -> Column? { columns.first { $0.name == name } }

  package struct Column: Sendable, Equatable {
    package var name: String
    package var kind: Kind
    package var nulls: Int
    /// How many different values there are, null not counted.
    package var distinct: Int
    /// Whether that is an estimate.
    package var isDistinctEstimated = false
    /// For numbers.
    package var numbers: Numbers?
    /// Of text: the fewest and the most characters; nil when all cells are null.
    package var minimumLength: Int?
    package var maximumLength: Int?
    package var distribution: Distribution

    /// What all values that are not null are.
    package enum Kind: String, Sendable, CaseIterable {
      case integer
      case number
      case boolean
      case date
      case text
      /// There is no value.
      case empty
      /// Its source could not read it: a nested column of Parquet.
      case unreadable
    }
  }

  /// Statistics of a column of numbers.
  package struct Numbers: Sendable, Equatable {
    package var minimum: Double
    package var maximum: Double
    package var mean: Double
    /// With n − 1 in the denominator; nil for a single value.
    package var standardDeviation: Double?
  }

  /// How a column's values are spread, in the bins that drift is measured in.
  package enum Distribution: Sendable, Equatable {
    /// Numbers by their deciles: bin i holds the values above edge i − 1 and up to edge i, the last bin those above
    /// all edges. `other` counts values that are no numbers.
    case deciles(edges: [Double], counts: [Int], other: Int)
    /// Each value by itself. Of more than `maximumCategories` values the most frequent are kept, `other` counts the
    /// rest.
    case categories([String: Int], other: Int)
  }

  /// Beyond this many values a column says little by single values, and the file should stay small.
  static let maximumCategories = 1000
  /// Numbers with no more than this many different values are treated as categories.
  static let maximumDiscrete = 10
}
