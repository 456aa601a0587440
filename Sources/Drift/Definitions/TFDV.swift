/// What TensorFlow Data Validation 1.21 does beside the plain formulas (`anomalies/metrics.cc`).
enum TFDV {
  /// Its standard histogram's number of buckets.
  static let buckets = 10

  /// Each side's ten buckets of equal width over its own range, with their edges merged (see `Histogram.aligned`).
  ///
  /// TFDV interpolates its buckets from a sketch of quantiles, here they are counted. Give its own histograms to have
  /// its own numbers.
  static func counts(_ reference: NumberSample, _ current: NumberSample) throws(Undefined) -> BinCounts {
    for (side, sample) in [(Undefined.Side.reference, reference), (.current, current)]
    where sample.rows == sample.nulls {
      throw sample.nulls > 0 ? .allNull(side) : .empty(side)
    }
    return try Histogram.aligned(
      Histogram(equalWidth: buckets, of: reference), Histogram(equalWidth: buckets, of: current))
  }
}
