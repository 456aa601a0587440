import Statistics

/// The largest distance between the distribution functions of two samples, and the probability of one as large between
/// samples from the same continuous distribution.
///
/// Sources: J. L. Hodges, Arkiv för Matematik 3 (1958); R. Simard and P. L'Ecuyer, Journal of Statistical Software 39
/// (2011).
package enum KolmogorovSmirnov {
  /// max |F(x) − G(x)| over x, from 0 through 1: the two-sample statistic D, and L-infinity between the functions.
  package static func distance(_ reference: NumberSample, _ current: NumberSample) throws(Undefined) -> Double {
    let pair = try NumberPair(reference, current)
    return Double(largest(pair)) / pair.units.whole
  }

  /// The two-sided p-value, as scipy's `ks_2samp(method="auto")`: exact where both samples have at most 10,000 values,
  /// asymptotic otherwise (see `Smirnov`). Conservative where values repeat.
  package static func pValue(_ reference: NumberSample, _ current: NumberSample) throws(Undefined) -> Double {
    let pair = try NumberPair(reference, current)
    return Smirnov.upperTail(largest(pair), reference.total, current.total)
  }

  /// The distance in units of 1 / lcm of the sizes.
  private static func largest(_ pair: NumberPair) -> Int {
    let units = pair.units
    var (difference, largest) = (0, 0)
    pair.forEachValue { _, reference, current in
      difference += reference * units.reference - current * units.current
      largest = max(largest, abs(difference))
    }
    return largest
  }
}
