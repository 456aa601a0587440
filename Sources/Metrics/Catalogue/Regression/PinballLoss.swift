/// What predicting a quantile costs: alpha for each unit too low, 1 − alpha for each unit too high.
struct PinballLoss: Sendable {
  let alpha: Double

  func callAsFunction(_ label: Double, _ prediction: Double) -> Double {
    let difference = label - prediction
    return difference >= 0 ? alpha * difference : (alpha - 1) * difference
  }
}
