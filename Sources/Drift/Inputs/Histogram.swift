/// A histogram of numbers: buckets in ascending order that do not overlap, with any edges.
package struct Histogram: Sendable, Equatable {
  package struct Bucket: Sendable, Equatable {
    package let low: Double
    /// Not below `low`; equal to it for the mass at one point.
    package let high: Double
    /// A number of rows, or a mass.
    package let count: Double

    package init(low: Double, high: Double, count: Double) {
      self.low = low
      self.high = high
      self.count = count
    }

    var isInfinite: Bool { low.isInfinite || high.isInfinite }
    var isPoint: Bool { low == high }
  }

  package let buckets: [Bucket]
  /// The mass of NaN values.
  package let notANumber: Double

  package init(_ buckets: [Bucket], notANumber: Double = 0) {
    self.buckets = buckets
    self.notANumber = notANumber
  }

  /// Buckets of equal width between the smallest and the largest finite value, each including its lower end, the last
  /// one both; a single point where all values are the same. Infinite values have buckets of their own.
  package init(equalWidth buckets: Int, of sample: NumberSample) {
    var made: [Bucket] = []
    if let first = sample.values.first, let last = sample.values.last {
      if first == last {
        made = [Bucket(low: first, high: last, count: Double(sample.total))]
      } else {
        let edges = Edges.evenly(from: first, to: last, bins: buckets)
        let counts = Edges.count(sample, in: edges)
        made = counts.enumerated().map { Bucket(low: edges[$0], high: edges[$0 + 1], count: $1) }
      }
    }
    func infinite(_ value: Double, _ count: Int) -> [Bucket] {
      count > 0 ? [Bucket(low: value, high: value, count: Double(count))] : []
    }
    self.init(
      infinite(-.infinity, sample.negativeInfinite) + made + infinite(.infinity, sample.positiveInfinite),
      notANumber: Double(sample.notANumber))
  }

  /// - Throws: `invalidCounts` where a bucket has no order or no mass, or begins before the one before it ends,
  ///   `overflow` where it is wider than a number can be.
  func validate() throws(Undefined) {
    guard notANumber >= 0, notANumber.isFinite else { throw .invalidCounts }
    var end = -Double.infinity
    for bucket in buckets {
      guard bucket.low <= bucket.high, bucket.low >= end, bucket.count >= 0, bucket.count.isFinite else {
        throw .invalidCounts
      }
      guard bucket.isInfinite || (bucket.high - bucket.low).isFinite else { throw .overflow }
      end = bucket.high
    }
  }
}

extension Histogram {
  /// The masses of two histograms in common buckets, whose edges are those of both. Within a bucket mass is taken to be
  /// uniform; point masses have bins of their own, apart from the buckets around them.
  ///
  /// Infinite and NaN mass never matches, not even its like: it fills bins that the other side does not have.
  ///
  /// Source: TensorFlow Data Validation 1.21, `anomalies/metrics.cc`, AlignHistograms.
  ///
  /// - Throws: `invalidCounts`, `overflow`.
  package static func aligned(_ reference: Histogram, _ current: Histogram) throws(Undefined) -> BinCounts {
    try reference.validate()
    try current.validate()
    var bins: [(reference: Double, current: Double)] = []
    let edges = Set((reference.wide + current.wide).flatMap { [$0.low, $0.high] }).sorted()
    for (left, right) in zip(reference.spread(over: edges), current.spread(over: edges)) { bins.append((left, right)) }
    let points = (reference.points, current.points)
    for point in Set(points.0.keys).union(points.1.keys).sorted() {
      bins.append((points.0[point] ?? 0, points.1[point] ?? 0))
    }
    bins.append((reference.infiniteMass, 0))
    bins.append((0, current.infiniteMass))
    bins.append((0, current.notANumber))
    bins.append((reference.notANumber, 0))
    return BinCounts(masses: bins)
  }

  private var wide: [Bucket] { buckets.filter { !$0.isInfinite && !$0.isPoint } }
  private var points: [Double: Double] {
    Dictionary(buckets.filter { !$0.isInfinite && $0.isPoint }.map { ($0.low, $0.count) }, uniquingKeysWith: +)
  }
  var infiniteMass: Double { buckets.reduce(0) { $0 + ($1.isInfinite ? $1.count : 0) } }

  /// The mass between each two neighbours of `edges`, which include those of all wide buckets.
  private func spread(over edges: [Double]) -> [Double] {
    guard edges.count > 1 else { return [] }
    var masses = [Double](repeating: 0, count: edges.count - 1)
    var index = 0
    for bucket in wide {
      while edges[index] < bucket.low { index += 1 }
      while index < masses.count, edges[index] < bucket.high {
        masses[index] += (edges[index + 1] - edges[index]) / (bucket.high - bucket.low) * bucket.count
        index += 1
      }
    }
    return masses
  }
}
