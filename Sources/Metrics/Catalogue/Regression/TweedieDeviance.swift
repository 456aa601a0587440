import Glibc

/// Twice the difference in log-likelihood between a prediction and the perfect one, in Tweedie's family of
/// distributions, whose variance is the mean to some power.
///
/// Source: B. Jørgensen, "The Theory of Dispersion Models" (1997); the formulas are those of scikit-learn's
/// `mean_tweedie_deviance`.
struct TweedieDeviance: Sendable {
  let power: Double

  /// Why there is no such deviance of these answers, nil when there is one.
  func objection(to answers: RegressionAnswers) -> String? {
    let (labels, predictions) = (answers.labels, answers.predictions)
    if power > 0, power < 1 { return "no distribution has a power between 0 and 1" }
    if power == 0 { return nil }
    if predictions.contains(where: { $0 <= 0 }) { return "a prediction is not above 0, as the power \(power) needs" }
    if power >= 2, labels.contains(where: { $0 <= 0 }) {
      return "a label is not above 0, as the power \(power) needs"
    }
    if power >= 1, labels.contains(where: { $0 < 0 }) { return "a label is below 0, which the power \(power) excludes" }
    return nil
  }

  func callAsFunction(_ label: Double, _ prediction: Double) -> Double { of(prediction)(label) }

  /// Of one prediction for every label.
  func of(_ prediction: Double) -> OfPrediction {
    OfPrediction(
      power: power, prediction: prediction, slope: pow(prediction, 1 - power) / (1 - power),
      constant: pow(prediction, 2 - power) / (2 - power))
  }

  struct OfPrediction {
    fileprivate let power: Double
    fileprivate let prediction: Double
    /// What the general formula needs of the prediction; powers 1 and 2 are its limits and have their own.
    fileprivate let slope: Double
    fileprivate let constant: Double

    func callAsFunction(_ label: Double) -> Double {
      switch power {
      case 0: (label - prediction) * (label - prediction)
      case 1: 2 * ((label == 0 ? 0 : label * log(label / prediction)) - label + prediction)
      case 2: 2 * (log(prediction / label) + label / prediction - 1)
      default: 2 * (pow(max(label, 0), 2 - power) / ((1 - power) * (2 - power)) - label * slope + constant)
      }
    }
  }
}

/// Mean deviances, and the share of deviance explained.
enum TweedieDeviances {
  static let definitions: [MetricDefinition] = [
    mean("mean_tweedie_deviance", parameters: [power], "the mean Tweedie deviance") { $0.number("power") },
    mean("mean_poisson_deviance", "the mean Poisson deviance; labels from 0 up, predictions above 0") { _ in 1 },
    mean("mean_gamma_deviance", "the mean gamma deviance; labels and predictions above 0") { _ in 2 },
    MetricDefinition(
      "d2_tweedie_score", [.regression], range: -.greatestFiniteMagnitude...1, parameters: [power],
      summary: "1 less the mean Tweedie deviance over that of always predicting the labels' mean; undefined with fewer "
        + "than two rows or where all labels are equal"
    ) { rows, arguments in
      let deviance = TweedieDeviance(power: arguments.number("power"))
      return rows.regression(deviance.objection).map { answers in
        SkillScore(
          losses: zip(answers.labels, answers.predictions).map { deviance($0, $1) },
          against: ConstantLoss(answers.labels, weights: rows.weights, .tweedie(deviance)), ofConstant: .undefined)
      }
    },
  ]

  private static let power = MetricDefinition.Parameter(
    "power", .number(-.greatestFiniteMagnitude ... .greatestFiniteMagnitude), default: "0",
    "at most 0 or at least 1: 0 for the normal distribution, 1 Poisson, 2 gamma, 3 inverse Gaussian")

  private static func mean(
    _ name: String, parameters: [MetricDefinition.Parameter] = [], _ summary: String,
    power: @escaping @Sendable (MetricArguments) -> Double
  ) -> MetricDefinition {
    MetricDefinition(
      name, [.regression], .lowerIsBetter, range: 0 ... .greatestFiniteMagnitude, parameters: parameters,
      summary: summary
    ) { rows, arguments in
      let deviance = TweedieDeviance(power: power(arguments))
      return rows.regression(deviance.objection).map { $0.mean(rows.weights) { deviance($0, $1) } }
    }
  }
}
