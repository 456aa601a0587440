/// The largest difference of the counts of one category by the total of both sides, max |r − c| / (Σ r + Σ c), from 0
/// through 1. Unlike L-infinity it also sees that one side grew as a whole.
///
/// Source: TensorFlow Data Validation 1.21, `anomalies/metrics.cc`.
package enum NormalizedAbsoluteDifference {
  package static func value(_ counts: BinCounts) throws(Undefined) -> Double {
    let totals = try counts.totals()
    return counts.bins.reduce(0) { max($0, ($1.0 - $1.1).magnitude) } / (totals.reference + totals.current)
  }
}
