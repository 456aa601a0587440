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
    /// Whether there may be any number more: parts were merged that do not tell which values both have.
    package var isDistinctAtLeast = false
    /// For numbers, and for moments, which are seconds.
    package var numbers: Numbers?
    /// What a date's seconds are to be read as.
    package var moment: Moment?
    /// Of text: the fewest and the most characters; nil when all cells are null.
    package var minimumLength: Int?
    package var maximumLength: Int?
    package var distribution: Distribution
    /// Whether it is private: no value of it is told, only how many there are.
    package var isRedacted = false
    /// What merging takes beside all that; nil where it is not known, in files of version 1 and of private columns.
    package var parts: MergeState?

    /// Dates have no time of day, times no day; seconds since 1970-01-01T00:00:00Z, or of the day.
    package enum Moment: String, Sendable, CaseIterable {
      case date
      case time
      case timestamp
    }

    /// Whether its values are listed as ISO 8601 has them, which may be otherwise in the data: a space in place of `T`,
    /// a zone, a fraction.
    var hasOtherTexts: Bool { moment == .timestamp }

    /// Whether its values are told as texts.
    var isText: Bool { kind == .text || kind == .boolean }

    package var isNumeric: Bool { kind == .integer || kind == .number }

    /// What all values that are not null are.
    package enum Kind: String, Sendable, CaseIterable {
      case integer
      case number
      case boolean
      /// A date, or a date and time, or a time of day; see `moment`.
      case date
      case text
      /// There is no value.
      case empty
      /// Its source could not read it: a nested column of Parquet.
      case unreadable
    }
  }

  /// Statistics of a column of numbers; of moments, in seconds.
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
  /// The same for the bytes of their texts together.
  static let maximumText = 1 << 16
  /// Numbers with no more than this many different values are treated as categories.
  static let maximumDiscrete = 10
}
