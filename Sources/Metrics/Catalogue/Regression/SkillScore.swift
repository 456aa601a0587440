import Statistics

/// 1 − L / L₀: how much less a model loses than the best constant prediction.
struct SkillScore: PreparedMetric {
  /// What the score is where every constant is perfect, as the labels are all equal.
  enum OfConstant: Sendable {
    case undefined
    /// 1 for a model that is perfect too and else 0: scikit-learn's `force_finite`.
    case finite
  }

  private enum Model: Sendable {
    case losses([Double])
    /// Its errors after the best constant is taken from them.
    case errors(ConstantLoss)
  }

  private let model: Model
  private let constant: ConstantLoss
  private let ofConstant: OfConstant

  /// - Parameter losses: what each row loses by the model's prediction, without its weight.
  init(losses: [Double], against constant: ConstantLoss, ofConstant: OfConstant) {
    model = .losses(losses)
    self.constant = constant
    self.ofConstant = ofConstant
  }

  /// - Parameter errors: label less prediction, whose own constant part does not count.
  init(errors: ConstantLoss, against constant: ConstantLoss) {
    model = .errors(errors)
    self.constant = constant
    ofConstant = .finite
  }

  var value: MetricValue { valueOfEachOnce(constant.values.count) }

  func value(counts: Span<UInt8>) -> MetricValue { fit(counts).flatMap(score) }

  private struct Fit {
    let loss: Double
    let constantLoss: Double
    let constant: Double
    /// The constant part of the errors.
    let shift: Double
  }

  private func fit(_ counts: Span<UInt8>) -> Result<Fit, UndefinedMetric> {
    var rows = 0
    for row in counts.indices where constant.weight(row, counts) > 0 { rows += Int(counts[row]) }
    guard rows > 1, let best = constant.best(counts) else {
      return .failure(UndefinedMetric("there are fewer than two rows with any weight"))
    }
    var loss = CompensatedSum()
    var shift = 0.0
    switch model {
    case .losses(let losses):
      for row in counts.indices where counts[row] > 0 { loss.add(constant.weight(row, counts) * losses[row]) }
    case .errors(let errors):
      shift = errors.best(counts) ?? 0
      loss.add(errors.sum(counts, of: shift))
    }
    return .success(
      Fit(loss: loss.value, constantLoss: constant.sum(counts, of: best), constant: best, shift: shift))
  }

  private func score(_ fit: Fit) -> MetricValue {
    if fit.constantLoss > 0 { return .success(1 - fit.loss / fit.constantLoss) }
    return switch ofConstant {
    case .undefined: .undefined("all labels are equal")
    case .finite: .success(fit.loss == 0 ? 1 : 0)
    }
  }

  /// Each constant is the best, so that moving it changes no loss to first order, and only the losses remain.
  var influences: [Double]? {
    let once = [UInt8](repeating: 1, count: constant.values.count)
    guard case .success(let fit) = fit(once.span), fit.constantLoss > 0 else { return nil }
    let ratio = fit.loss / fit.constantLoss
    return constant.values.indices.map { row in
      let loss =
        switch model {
        case .losses(let losses): losses[row]
        case .errors(let errors): errors.loss(errors.values[row], fit.shift)
        }
      let baseline = constant.loss(constant.values[row], fit.constant)
      return (constant.weights?[row] ?? 1) * (ratio * baseline - loss) / fit.constantLoss
    }
  }
}
