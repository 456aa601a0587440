/// How much weight of rows each class has: what predictions are worth depends on no more than this, whatever the number
/// of rows. For several labels at once, a label is a class.
package struct ClassTotals: Sendable {
  /// By class: rows that are of it, that were predicted to be, and both.
  package var actual: [Double]
  package var predicted: [Double]
  package var hits: [Double]
  package var rows = 0.0
  /// How far labels lie from predictions, added up over rows, where the order of classes matters: |i − j| to the power
  /// that `ClassFormula.distancePower` asks for.
  package var distance = 0.0

  package init(classCount: Int) {
    actual = Array(repeating: 0, count: classCount)
    predicted = actual
    hits = actual
  }

  /// From the cells of a confusion matrix, by label and then by prediction.
  init(cells: [Double], classCount: Int, distancePower: Int) {
    self.init(classCount: classCount)
    for (cell, weight) in cells.enumerated() where weight > 0 {
      add(label: cell / classCount, prediction: cell % classCount, weight: weight, distancePower: distancePower)
    }
  }

  package var classCount: Int { actual.count }

  @inline(__always)
  mutating func add(label: Int, prediction: Int, weight: Double, distancePower: Int) {
    actual[label] += weight
    predicted[prediction] += weight
    rows += weight
    if label == prediction {
      hits[label] += weight
    } else {
      distance += weight * Self.distance(label, prediction, power: distancePower)
    }
  }

  /// How far two classes are apart; 0 for any where distances do not count.
  @inline(__always)
  static func distance(_ label: Int, _ prediction: Int, power: Int) -> Double {
    if power == 0 { return 0 }
    let apart = Double((label - prediction).magnitude)
    return power == 1 ? apart : apart * apart
  }
}

/// A metric as a function of such totals.
package protocol ClassFormula: Sendable {
  /// 1 or 2 where distances between classes count, else 0.
  var distancePower: Int { get }
  func value(_ totals: ClassTotals) -> MetricValue
  /// The derivative by each total; asked for only where the value is defined.
  func gradient(_ totals: ClassTotals) -> ClassTotals
}

extension ClassFormula {
  package var distancePower: Int { 0 }
}
