/// Matthews's correlation coefficient for any number of classes (Gorodkin 2004, as scikit-learn has it):
/// (n Σh − Σ a p) / √((n² − Σp²)(n² − Σa²)).
package struct MatthewsCorrelation: ClassFormula {
  /// Takes the place of a value where all rows are of one class or predicted to be.
  let zeroDivision: Double?

  package func value(_ totals: ClassTotals) -> MetricValue {
    let parts = Parts(totals)
    guard totals.rows > 0 else { return .undefined("no row has a weight") }
    if parts.spread(totals.predicted) && parts.spread(totals.actual) {
      return .success(parts.covariance / (parts.predicted * parts.actual).squareRoot())
    }
    if let zeroDivision { return .success(zeroDivision) }
    return .undefined("all rows are \(parts.spread(totals.actual) ? "predicted to be " : "")of one class")
  }

  package func gradient(_ totals: ClassTotals) -> ClassTotals {
    var gradient = ClassTotals(classCount: totals.classCount)
    let parts = Parts(totals)
    guard parts.spread(totals.predicted) && parts.spread(totals.actual) else { return gradient }
    let root = (parts.predicted * parts.actual).squareRoot()
    let value = parts.covariance / root
    let rows = totals.rows
    for index in totals.actual.indices {
      let (actual, predicted) = (totals.actual[index], totals.predicted[index])
      gradient.hits[index] = rows / root
      gradient.actual[index] = -predicted / root + value * actual / parts.actual
      gradient.predicted[index] = -actual / root + value * predicted / parts.predicted
    }
    gradient.rows = totals.hits.reduce(0, +) / root - value * rows * (1 / parts.actual + 1 / parts.predicted)
    return gradient
  }

  private struct Parts {
    let covariance: Double
    let predicted: Double
    let actual: Double

    init(_ totals: ClassTotals) {
      let rows = totals.rows
      covariance = totals.actual.indices.reduce(0) {
        $0 + (totals.hits[$1] * rows - totals.actual[$1] * totals.predicted[$1])
      }
      // n² − Σx² without taking one large number from another.
      func variance(_ sizes: [Double]) -> Double { sizes.reduce(0) { $0 + $1 * (rows - $1) } }
      predicted = variance(totals.predicted)
      actual = variance(totals.actual)
    }

    func spread(_ sizes: [Double]) -> Bool { sizes.count { $0 > 0 } > 1 }
  }
}
