/// Two one-sided tests: a value lies between two limits when it is shown to be above the one and below the other.
///
/// Source: D. J. Schuirmann, "A comparison of the two one-sided tests procedure and the power approach for assessing the
/// equivalence of average bioavailability", J. Pharmacokinet. Biopharm. 15 (1987).
package struct Equivalence: Sendable, Equatable {
  /// Of the value being no higher than the lower limit.
  package let lowerP: Double
  /// Of the value being no lower than the upper limit.
  package let upperP: Double

  package init(_ curve: ConfidenceCurve, within limits: ClosedRange<Double>) {
    lowerP = curve.pValue(below: limits.lowerBound)
    upperP = curve.pValue(above: limits.upperBound)
  }

  /// The larger of the two: at most α exactly when the interval with confidence 1 − 2α lies within the limits.
  package var p: Double { max(lowerP, upperP) }
}
