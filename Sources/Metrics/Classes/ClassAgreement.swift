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

/// Cohen's kappa: 1 − disagreement / what chance gives, disagreements counting 1, |i − j| or (i − j)² (Cohen 1960, 1968).
package struct CohenKappa: ClassFormula {
  package let distancePower: Int

  package func value(_ totals: ClassTotals) -> MetricValue {
    guard totals.rows > 0 else { return .undefined("no row has a weight") }
    return MetricValue(
      observed(totals), over: expected(totals), orBecause: "labels and predictions are all of one class"
    ).map { 1 - $0 }
  }

  private func observed(_ totals: ClassTotals) -> Double {
    distancePower > 0 ? totals.distance : totals.rows - totals.hits.reduce(0, +)
  }

  private func expected(_ totals: ClassTotals) -> Double {
    let far = distances(from: totals.predicted)
    return totals.actual.indices.reduce(0) { $0 + totals.actual[$1] * far[$1] } / totals.rows
  }

  /// For each class i, Σ wᵢⱼ sizeⱼ, in one pass up and one down.
  private func distances(from sizes: [Double]) -> [Double] {
    var result = Array(repeating: 0.0, count: sizes.count)
    func sweep(_ indices: some Sequence<Int>) {
      // What has been passed: its size, and its distance and squared distance from here.
      var (size, near, square) = (0.0, 0.0, 0.0)
      for index in indices {
        square += 2 * near + size
        near += size
        result[index] += distancePower == 0 ? size : distancePower == 1 ? near : square
        size += sizes[index]
      }
    }
    sweep(sizes.indices)
    sweep(sizes.indices.reversed())
    return result
  }

  package func gradient(_ totals: ClassTotals) -> ClassTotals {
    var gradient = ClassTotals(classCount: totals.classCount)
    let expected = expected(totals)
    let ratio = observed(totals) / expected
    let (fromPredicted, fromActual) = (distances(from: totals.predicted), distances(from: totals.actual))
    for index in totals.actual.indices {
      gradient.actual[index] = ratio * fromPredicted[index] / (totals.rows * expected)
      gradient.predicted[index] = ratio * fromActual[index] / (totals.rows * expected)
      if distancePower == 0 { gradient.hits[index] = 1 / expected }
    }
    if distancePower > 0 { gradient.distance = -1 / expected }
    gradient.rows = -(distancePower > 0 ? 0 : 1) / expected - ratio / totals.rows
    return gradient
  }
}

/// A likelihood ratio of two classes, the second being the positive one: how much likelier a prediction is where the
/// class is positive than where it is not.
package struct LikelihoodRatio: ClassFormula {
  let prediction: Prediction
  let zeroDivision: Double?

  enum Prediction: Sendable { case positive, negative }

  /// How many positives and negatives were predicted so.
  private func found(_ totals: ClassTotals) -> (positives: Double, negatives: Double) {
    switch prediction {
    case .positive: (totals.hits[1], totals.actual[0] - totals.hits[0])
    case .negative: (totals.actual[1] - totals.hits[1], totals.hits[0])
    }
  }

  package func value(_ totals: ClassTotals) -> MetricValue {
    let found = found(totals)
    guard totals.actual[1] > 0 else { return .undefined("no row is positive") }
    guard totals.actual[0] > 0 else { return .undefined("no row is negative") }
    // Not found.negatives == 0: a difference of weights need not come out as 0.
    let none = prediction == .positive ? totals.hits[0] >= totals.actual[0] : totals.hits[0] == 0
    guard !none else {
      return zeroDivision.map(MetricValue.success) ?? .undefined("no negative row is predicted \(prediction)")
    }
    return .success(found.positives * totals.actual[0] / (found.negatives * totals.actual[1]))
  }

  package func gradient(_ totals: ClassTotals) -> ClassTotals {
    var gradient = ClassTotals(classCount: totals.classCount)
    let found = found(totals)
    guard found.negatives > 0 else { return gradient }
    let scale = totals.actual[0] / (found.negatives * totals.actual[1])
    let value = found.positives * scale
    switch prediction {
    case .positive:
      gradient.hits = [value / found.negatives, scale]
      gradient.actual = [value / totals.actual[0] - value / found.negatives, -value / totals.actual[1]]
    case .negative:
      gradient.hits = [-value / found.negatives, -scale]
      gradient.actual = [value / totals.actual[0], scale - value / totals.actual[1]]
    }
    return gradient
  }
}
