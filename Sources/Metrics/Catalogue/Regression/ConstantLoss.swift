import Statistics

/// What always predicting the one best constant costs: what a model's loss is measured against.
struct ConstantLoss: Sendable {
  enum Kind: Sendable {
    case squared
    case pinball(PinballLoss)
    case tweedie(TweedieDeviance)
  }

  let values: [Double]
  let weights: [Double]?
  private let kind: Kind
  private let quantile: WeightedQuantile?

  init(_ values: [Double], weights: [Double]?, _ kind: Kind) {
    self.values = values
    self.weights = weights
    self.kind = kind
    if case .pinball(let loss) = kind {
      quantile = WeightedQuantile(values, weights: weights, level: loss.alpha)
    } else {
      quantile = nil
    }
  }

  /// The constant with the least loss: the mean, or the quantile. Equal values give exactly that value.
  ///
  /// - Returns: nil where no row has any weight.
  func best(_ counts: Span<UInt8>) -> Double? {
    if let quantile { return quantile.value(counts: counts, averaging: true) }
    // From the first value on, so that no rounding makes equal values differ from their mean.
    guard let first = counts.indices.first(where: { weight($0, counts) > 0 }) else { return nil }
    let origin = values[first]
    var total = 0.0
    var sum = CompensatedSum()
    forEach(counts) { weight, value in
      total += weight
      sum.add(weight * (value - origin))
    }
    return origin + sum.value / total
  }

  /// The loss of a constant, added up over the rows.
  func sum(_ counts: Span<UInt8>, of constant: Double) -> Double {
    var sum = CompensatedSum()
    switch kind {
    case .squared: forEach(counts) { sum.add($0 * ($1 - constant) * ($1 - constant)) }
    case .pinball(let loss): forEach(counts) { sum.add($0 * loss($1, constant)) }
    case .tweedie(let deviance):
      let deviance = deviance.of(constant)
      forEach(counts) { if $1 != constant { sum.add($0 * deviance($1)) } }
    }
    return sum.value
  }

  func loss(_ value: Double, _ constant: Double) -> Double {
    switch kind {
    case .squared: (value - constant) * (value - constant)
    case .pinball(let loss): loss(value, constant)
    case .tweedie(let deviance): value == constant ? 0 : deviance(value, constant)
    }
  }

  @inline(__always)
  private func forEach(_ counts: Span<UInt8>, _ body: (_ weight: Double, _ value: Double) -> Void) {
    let values = values.span
    if let weights {
      let weights = weights.span
      for row in counts.indices where counts[row] > 0 { body(Double(counts[row]) * weights[row], values[row]) }
    } else {
      for row in counts.indices where counts[row] > 0 { body(Double(counts[row]), values[row]) }
    }
  }

  func weight(_ row: Int, _ counts: Span<UInt8>) -> Double { Double(counts[row]) * (weights?[row] ?? 1) }
}
