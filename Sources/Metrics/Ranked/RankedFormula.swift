/// A metric of rows in the order of their scores: it takes in what has each score, from the highest down.
package protocol RankedFormula: Sendable {
  /// Whether `begin` has to be called first.
  static var needsTotals: Bool { get }
  /// See `PreparedMetric`.
  static var isSmooth: Bool { get }
  /// The weight of all positives and negatives.
  mutating func begin(positives: Double, negatives: Double)
  mutating func add(positives: Double, negatives: Double)
  var value: MetricValue { get }
  /// For each distinct score, what the metric gains from a unit more of positives and of negatives there. Asked for
  /// only where the value is defined.
  func slopes(_ scores: [ScoreWeight]) -> [ScoreWeight]
}

/// Something of the positives and of the negatives that have a score: their weight, or a derivative by it.
package struct ScoreWeight: Sendable {
  package var positives: Double
  package var negatives: Double
}

extension RankedFormula {
  package static var needsTotals: Bool { false }
  package static var isSmooth: Bool { true }
  package mutating func begin(positives: Double, negatives: Double) {}
}

extension [ScoreWeight] {
  var totals: ScoreWeight {
    reduce(into: ScoreWeight(positives: 0, negatives: 0)) {
      $0.positives += $1.positives
      $0.negatives += $1.negatives
    }
  }
}

/// Why a curve over thresholds can be undefined.
func missingClass(positives: Double, negatives: Double) -> UndefinedMetric? {
  if positives <= 0 { return UndefinedMetric("no row is positive") }
  return negatives <= 0 ? UndefinedMetric("no row is negative") : nil
}
