import Glibc
import Statistics

/// A loss of predicted probabilities against that of always predicting each class's share: 1 is perfect, 0 no better
/// than the shares.
package struct ClassShareSkill: PreparedMetric {
  /// What the shares of classes cost as predictions, added up over rows of those classes.
  enum Kind: Sendable {
    /// Σ over rows of −ln share of its class.
    case log
    /// Σ over rows of the squared distance from the shares.
    case squared
  }

  let kind: Kind
  /// Of each row, without its weight.
  let losses: [Double]
  let labels: [Int32]
  let weights: [Double]?
  let classCount: Int

  package var value: MetricValue { value(totals) }

  private struct Totals {
    var loss = 0.0
    var sizes: [Double]
  }

  private var totals: Totals {
    var loss = CompensatedSum()
    var sizes = Array(repeating: CompensatedSum(), count: classCount)
    for row in labels.indices {
      let weight = weights?[row] ?? 1
      loss.add(weight * losses[row])
      sizes[Int(labels[row])].add(weight)
    }
    return Totals(loss: loss.value, sizes: sizes.map(\.value))
  }

  package func value(counts: Span<UInt8>) -> MetricValue {
    var totals = Totals(sizes: Array(repeating: 0, count: classCount))
    for row in counts.indices where counts[row] > 0 {
      let weight = Double(counts[row]) * (weights?[row] ?? 1)
      totals.loss += weight * losses[row]
      totals.sizes[Int(labels[row])] += weight
    }
    return value(totals)
  }

  private func value(_ totals: Totals) -> MetricValue {
    guard totals.sizes.count(where: { $0 > 0 }) > 1 else {
      return .undefined("all rows are of one class, which its share predicts without loss")
    }
    return .success(1 - totals.loss / shareLoss(totals.sizes))
  }

  private func shareLoss(_ sizes: [Double]) -> Double {
    let slopes = shareSlopes(sizes)
    switch kind {
    case .log: return zip(sizes, slopes).map(*).compensatedSum
    case .squared:
      let rows = sizes.compensatedSum
      return sizes.reduce(0) { $0 + $1 * (rows - $1) / rows }
    }
  }

  /// What a unit more of each class adds to that loss.
  private func shareSlopes(_ sizes: [Double]) -> [Double] {
    let rows = sizes.compensatedSum
    switch kind {
    case .log: return sizes.map { $0 > 0 ? -Glibc.log($0 / rows) : 0 }
    case .squared:
      let squares = sizes.reduce(0) { $0 + ($1 / rows) * ($1 / rows) }
      return sizes.map { 1 - 2 * $0 / rows + squares }
    }
  }

  package var influences: [Double]? {
    guard let value = value.defined else { return nil }
    let sizes = totals.sizes
    let shareLoss = shareLoss(sizes)
    let slopes = shareSlopes(sizes)
    return labels.indices.map { row in
      (weights?[row] ?? 1) * ((1 - value) * slopes[Int(labels[row])] - losses[row]) / shareLoss
    }
  }
}
