/// A number that is measured of a column or a table, and that a rule sets a limit to.
///
/// Nulls are left out of all but `nullShare` and `presentShare`. Columns of very many different values (beyond 65,536) have their quantiles
/// and their number of distinct values estimated, and the report says "about". What is undefined is no number, and no pass.
package enum Measure: Sendable, Equatable {
  case rowCount
  case columnCount
  /// Rows beyond those of another table; negative where there are fewer.
  case rowCountDifference(from: String)
  /// Rows per row of another table; nil for the reference.
  case rowCountRatio(to: String?)
  /// Of numbers, or of moments in seconds since 1970-01-01T00:00:00Z.
  case minimum(LogicalType)
  case maximum(LogicalType)
  case mean
  case median
  /// The q-quantile, q from 0 to 1, at position (n − 1)·q among the sorted numbers.
  case quantile(Double, Interpolation)
  /// With n − 1 in the denominator.
  case standardDeviation
  case sum
  case distinctCount
  /// Distinct values per value.
  case distinctShare
  /// Nulls per row.
  case nullShare
  /// Values per row.
  case presentShare
  /// How often the most frequent value occurs, per value.
  case mostCommonShare
  /// Characters of the shortest and the longest text.
  case minimumLength
  case maximumLength
  /// Seconds from the latest moment to now.
  case age(LogicalType)
  /// Seconds from the earliest moment to now.
  case reach(LogicalType)
  /// Seconds between two neighbours among the sorted moments, the most there are.
  case largestGap(LogicalType)
  /// How far the values are from an expected distribution.
  case divergence(ExpectedDistribution)
  /// How much of the last column's uncertainty the first one takes away: I(X; Y) / H(Y), from 0 to 1.
  case predictivePower
  /// How far the distribution lies from another's.
  case drift(DriftMeasure)

  /// Whether it is read off moments.
  var isOfMoments: Bool {
    switch self {
    case .minimum(let type), .maximum(let type): type.isMoment
    case .age, .reach, .largestGap: true
    default: false
    }
  }

  /// Whether it is one of the column's own values.
  var showsValue: Bool {
    switch self {
    case .minimum, .maximum, .median, .quantile, .age, .reach: true
    default: false
    }
  }

  /// Whether it is told even of a table without rows.
  var isOfTable: Bool {
    switch self {
    case .rowCount, .columnCount, .rowCountDifference, .rowCountRatio: true
    default: false
    }
  }

  /// What is between two numbers; numpy's names for it.
  package enum Interpolation: String, Sendable, CaseIterable {
    case linear
    case lower
    case higher
    case nearest
    case midpoint
  }
}
