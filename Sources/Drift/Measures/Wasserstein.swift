import Statistics

/// The Wasserstein-1 or earth mover's distance, ∫ |F(x) − G(x)| dx, exact on samples, in the column's unit.
///
/// Source: as scipy's `wasserstein_distance`; A. Ramdas, N. García Trillos, M. Cuturi, Entropy 19 (2017).
package enum Wasserstein {
  package static func distance(_ reference: NumberSample, _ current: NumberSample) throws(Undefined) -> Double {
    let pair = try NumberPair(reference, current)
    var sum = CompensatedSum()
    pair.forEachStep { width, difference in sum.add(width * difference.magnitude) }
    guard sum.value.isFinite else { throw .overflow }
    return sum.value
  }

  /// In standard deviations (n in the denominator) of the reference.
  ///
  /// - Parameter smallestDeviation: a smaller deviation counts as this; nil where there has to be one.
  /// - Throws: `constantReference` for a deviation of 0 without `smallestDeviation`.
  package static func perDeviation(
    _ reference: NumberSample, _ current: NumberSample, smallestDeviation: Double? = nil
  ) throws(Undefined) -> Double {
    let distance = try distance(reference, current)
    if smallestDeviation == nil, reference.values.count < 2 { throw .constantReference }
    let deviation = max(reference.populationDeviation, smallestDeviation ?? 0)
    guard deviation.isFinite else { throw .overflow }
    return distance / deviation
  }

  /// In widths of the range of both samples together, from 0 through 1; 0 where all values are the same.
  package static func perRange(_ reference: NumberSample, _ current: NumberSample) throws(Undefined) -> Double {
    let distance = try distance(reference, current)
    guard distance > 0, let first = reference.values.first, let last = reference.values.last,
      let otherFirst = current.values.first, let otherLast = current.values.last
    else { return 0 }
    let range = max(last, otherLast) - min(first, otherFirst)
    guard range.isFinite else { throw .overflow }
    return distance / range
  }
}
