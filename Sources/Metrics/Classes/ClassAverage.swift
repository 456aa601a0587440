/// A score of one class, or averaged over classes as scikit-learn averages.
package struct ClassAverage: ClassFormula {
  enum Over: Sendable {
    case one(Int)
    /// The score of all classes' totals together.
    case micro
    /// The mean over classes.
    case macro
    /// The mean over classes, each as heavy as its rows.
    case weighted
  }

  let score: ClassScore
  let over: Over
  /// What a class without a denominator is worth; nil leaves the metric undefined.
  let zeroDivision: Double?
  /// What to call each class in a message.
  let names: [String]
  /// Whether a class counts that no row has and none is predicted to have: labels of which a row has several do.
  let everyClass: Bool

  package func value(_ totals: ClassTotals) -> MetricValue {
    guard totals.rows > 0 else { return .undefined("no row has a weight") }
    switch over {
    case .one(let index): return value(totals.triple(index), names[index])
    case .micro: return value(totals.together, "every class")
    case .macro, .weighted: return mean(totals)
    }
  }

  private func value(_ class: ClassScore.Triple, _ name: String) -> MetricValue {
    let denominator = score.denominator(`class`)
    if denominator > 0 { return .success(score.scale * `class`.hits / denominator) }
    return zeroDivision.map(MetricValue.success) ?? .undefined("\(name) \(score.whenEmpty)")
  }

  private func mean(_ totals: ClassTotals) -> MetricValue {
    var sum = 0.0
    let shares = shares(totals)
    guard shares.contains(where: { $0 > 0 }) else { return .undefined("no row has any of the classes") }
    for index in names.indices where shares[index] > 0 {
      switch value(totals.triple(index), names[index]) {
      case .success(let value): sum += shares[index] * value
      case .failure(let undefined): return .failure(undefined)
      }
    }
    return .success(sum)
  }

  /// What share each class has in the mean.
  private func shares(_ totals: ClassTotals) -> [Double] {
    let heavy = totals.actual.reduce(0, +)
    // scikit-learn falls back to the plain mean where no class weighs anything.
    if case .weighted = over, heavy > 0 || zeroDivision == nil {
      return totals.actual.map { heavy > 0 ? $0 / heavy : 0 }
    }
    let counts = names.indices.map { everyClass || totals.actual[$0] > 0 || totals.predicted[$0] > 0 }
    let count = counts.count { $0 }
    return counts.map { $0 ? 1 / Double(count) : 0 }
  }

  package func gradient(_ totals: ClassTotals) -> ClassTotals {
    var gradient = ClassTotals(classCount: totals.classCount)
    func add(_ class: ClassScore.Triple, share: Double, to targets: some Sequence<Int>) {
      let denominator = score.denominator(`class`)
      // A stand-in for an undefined score does not move.
      guard denominator > 0 else { return }
      let slope = score.gradient(`class`, value: score.scale * `class`.hits / denominator)
      for index in targets {
        gradient.hits[index] += share * slope.hits
        gradient.predicted[index] += share * slope.predicted
        gradient.actual[index] += share * slope.actual
      }
    }
    switch over {
    case .one(let index): add(totals.triple(index), share: 1, to: CollectionOfOne(index))
    case .micro: add(totals.together, share: 1, to: names.indices)
    case .macro, .weighted:
      let shares = shares(totals)
      for index in names.indices { add(totals.triple(index), share: shares[index], to: CollectionOfOne(index)) }
      if case .weighted = over { addShift(of: totals, to: &gradient) }
    }
    return gradient
  }

  /// A row more of a class also makes that class heavier in the mean.
  private func addShift(of totals: ClassTotals, to gradient: inout ClassTotals) {
    let heavy = totals.actual.reduce(0, +)
    guard heavy > 0, let mean = mean(totals).defined else { return }
    for index in names.indices {
      guard let value = value(totals.triple(index), names[index]).defined else { continue }
      gradient.actual[index] += (value - mean) / heavy
    }
  }
}
