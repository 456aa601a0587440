/// When a value is out of line with those measured before it; Deequ's strategies by its definitions.
package enum HistoryStrategy: Sendable, Equatable {
  /// Outside a fixed range.
  case threshold(lower: Double, upper: Double)
  /// Changed by less or by more than so much since the last one. Of order d it is the d-th difference that is looked at.
  case absoluteChange(maximumDecrease: Double?, maximumIncrease: Double?, order: Int)
  /// Smaller or greater than so many times the last one; of order d, than the one d before.
  case relativeChange(maximumDecrease: Double?, maximumIncrease: Double?, order: Int)
  /// Further than some standard deviations from the mean of all before, of which anomalies are left out.
  case onlineNormal(lower: Double?, upper: Double?)
  /// Further than some standard deviations from the mean of all before.
  case batchNormal(lower: Double?, upper: Double?)
}
