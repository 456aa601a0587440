/// The checks that the standard's library does not have, by the names that contracts write: `type: custom`,
/// `engine: modelgate`, `implementation: {check: …}`.
enum CustomCheck: String, CaseIterable {
  // Cells.
  case notNull
  case notMissing
  case ofType
  case allowedValues
  case forbiddenValues
  case pattern
  case forbiddenPattern
  case range
  case withinRange
  case length
  case withinLengths
  case multipleOf
  case format
  case readableAs
  case integerFormat
  case finite
  case alwaysNull
  case outliers
  case monotonic
  case knownValues

  // Rows.
  case expression
  case unique
  case repeatedRows
  case foundIn
  case absentFrom
  case conflictingLabels

  // The whole table, and sets of values.
  case columns
  case position
  case distinctValues
  case mostCommonValue
  case categoriesKept
  case notConstant

  // Values.
  case rowCount
  case columnCount
  case rowCountDifference
  case rowCountRatio
  case minimum
  case maximum
  case mean
  case median
  case quantile
  case standardDeviation
  case sum
  case distinctCount
  case distinctShare
  case nullShare
  case presentShare
  case mostCommonShare
  case minimumLength
  case maximumLength
  case predictivePower
  case divergence
  case drift
  case freshness
  case updateFrequency
  case retention
}
