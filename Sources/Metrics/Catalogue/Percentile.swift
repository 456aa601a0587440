/// What the metrics that are percentiles share.
enum Percentile {
  static let parameters: [MetricDefinition.Parameter] = [
    .init("p", .number(0...100), "the percentage of rows at or below"),
    .init(
      "method", .oneOf(QuantileMetric.Rule.allCases.map(\.rawValue)), default: QuantileMetric.Rule.linear.rawValue,
      "which value stands for a percentile between two rows, as numpy calls it"),
  ]

  static let conventions =
    "between two rows in proportion (quantile 7 of Hyndman and Fan 1996) unless method says otherwise; weighted rows "
    + "need method=inverted_cdf or averaged_inverted_cdf, as the others go by places"

  static func prepare(
    _ values: [Double], weights: [Double]?, _ arguments: MetricArguments
  ) -> Result<any PreparedMetric, UndefinedMetric> {
    let rule = arguments.text("method").flatMap(QuantileMetric.Rule.init) ?? .linear
    guard weights == nil || rule.takesWeights else {
      return .failure(
        UndefinedMetric("the rows have weights, and method=\(rule.rawValue) goes by places; take method=inverted_cdf"))
    }
    return .success(
      QuantileMetric(values, weights: weights, level: arguments.number("p") / 100, rule: rule))
  }
}
