/// What deepchecks 0.18 does beside the plain formulas (`deepchecks/utils/distribution/`), with the defaults of its
/// feature drift check. It drops nulls, and asks for ten values on each side.
enum Deepchecks {
  static let fewest = 10
  /// Categories below this share of the reference are one together.
  static let smallestCategory = 0.01

  /// Each share of at least 0.01, after the rare categories are one.
  static func populationStabilityIndex(_ counts: BinCounts) throws(Undefined) -> Double {
    try PopulationStabilityIndex.value(withoutRare(counts), floor: 0.01)
  }

  /// The larger side's counts scaled down to the smaller one's total and rounded, then Cramér's V with Yates's
  /// correction where two categories are left.
  ///
  /// - Throws: `singleValue` for one category, where deepchecks returns 0.
  static func cramersV(_ counts: BinCounts) throws(Undefined) -> Double {
    let merged = try withoutRare(counts)
    let totals = try merged.totals()
    func scaled(_ side: [Double], _ total: Double, _ other: Double) -> [Double] {
      side.map { (total > other ? $0 * (other / total) : $0).rounded(.toNearestOrEven) }
    }
    let balanced = zip(
      scaled(merged.reference, totals.reference, totals.current),
      scaled(merged.current, totals.current, totals.reference))
    return try CramersV.value(BinCounts(masses: balanced.map { (reference: $0, current: $1) }), yates: true)
  }

  /// The two-sample statistic.
  static func kolmogorovSmirnov(_ reference: NumberSample, _ current: NumberSample) throws(Undefined) -> Double {
    let distance = try KolmogorovSmirnov.distance(reference, current)
    try requireEnough(Double(reference.total), Double(current.total))
    return distance
  }

  /// The Wasserstein distance in widths of the range, of what lies between each side's quantiles 0.025 and 0.975.
  static func wasserstein(_ reference: NumberSample, _ current: NumberSample) throws(Undefined) -> Double {
    let pair = try NumberPair(reference, current)
    try requireEnough(Double(reference.total), Double(current.total))
    return try Wasserstein.perRange(withoutMargins(pair.reference), withoutMargins(pair.current))
  }

  private static func withoutMargins(_ sample: NumberSample) -> NumberSample {
    let ends = sample.quantiles([0.025, 1 - 0.025])
    return NumberSample(
      weighted: zip(sample.values, sample.counts).filter { ends[0] <= $0.0 && $0.0 <= ends[1] }.map {
        (value: $0, count: $1)
      })
  }

  /// The categories that are rare in the reference become one, which is dropped when it is rare on both sides.
  private static func withoutRare(_ counts: BinCounts) throws(Undefined) -> BinCounts {
    let totals = try counts.totals()
    try requireEnough(totals.reference, totals.current)
    let smallest = (reference: totals.reference * smallestCategory, current: totals.current * smallestCategory)
    var kept: [(reference: Double, current: Double)] = []
    var other = (reference: 0.0, current: 0.0)
    for (reference, current) in counts.bins {
      if reference < smallest.reference {
        other.reference += reference
        other.current += current
      } else {
        kept.append((reference, current))
      }
    }
    if other.reference > smallest.reference || other.current > smallest.current { kept.append(other) }
    return BinCounts(masses: kept)
  }

  private static func requireEnough(_ reference: Double, _ current: Double) throws(Undefined) {
    if min(reference, current) < Double(fewest) { throw .tooFew(minimum: fewest) }
  }
}
