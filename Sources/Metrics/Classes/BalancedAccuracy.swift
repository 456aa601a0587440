/// The mean recall over the classes that have rows; adjusted, 0 is what chance gives.
package struct BalancedAccuracy: ClassFormula {
  let adjusted: Bool

  package func value(_ totals: ClassTotals) -> MetricValue {
    let present = totals.actual.indices.filter { totals.actual[$0] > 0 }
    guard !present.isEmpty else { return .undefined("no row has a weight") }
    if adjusted && present.count == 1 { return .undefined("all rows are of one class") }
    let mean = present.reduce(0) { $0 + totals.hits[$1] / totals.actual[$1] } / Double(present.count)
    let chance = 1 / Double(present.count)
    return .success(adjusted ? (mean - chance) / (1 - chance) : mean)
  }

  package func gradient(_ totals: ClassTotals) -> ClassTotals {
    var gradient = ClassTotals(classCount: totals.classCount)
    let present = totals.actual.indices.filter { totals.actual[$0] > 0 }
    let count = Double(present.count)
    let scale = 1 / (adjusted ? count - 1 : count)
    for index in present {
      let actual = totals.actual[index]
      gradient.hits[index] = scale / actual
      gradient.actual[index] = -scale * totals.hits[index] / (actual * actual)
    }
    return gradient
  }
}
