import Statistics

/// The energy distance, √(2 ∫ (F(x) − G(x))² dx), exact on samples, in the square root of the column's unit.
///
/// Source: G. J. Székely, M. L. Rizzo, Journal of Statistical Planning and Inference 143 (2013); as scipy's
/// `energy_distance`.
package enum EnergyDistance {
  package static func distance(_ reference: NumberSample, _ current: NumberSample) throws(Undefined) -> Double {
    let pair = try NumberPair(reference, current)
    var sum = CompensatedSum()
    pair.forEachStep { width, difference in sum.add(width * difference * difference) }
    guard sum.value.isFinite else { throw .overflow }
    return (2 * sum.value).squareRoot()
  }
}
