/// Statistics of items that something else has scored: what is better depends on what the scores are.
enum ItemStatistics {
  static let definitions: [MetricDefinition] = [
    definition("mean", "the mean score") { .success(RatioMetric(meanOf: $0, weights: $1)) },
    definition("median", "the median score; of weighted items as median_absolute_error has it") {
      .success(QuantileMetric($0, weights: $1, level: 0.5, rule: .averagedInvertedCDF))
    },
    definition(
      "percentile", parameters: Percentile.parameters,
      "the score that p percent of the items have at most; \(Percentile.conventions)"
    ) { Percentile.prepare($0, weights: $1, $2) },
    definition("min", "the least score of an item that has any weight") {
      .success(ExtremeMetric(.smallest, of: $0, weights: $1))
    },
    definition("max", "the greatest score of an item that has any weight") {
      .success(ExtremeMetric(.largest, of: $0, weights: $1))
    },
    definition("sum", "the sum of all scores, times the items' weights") { .success(SumMetric($0, weights: $1)) },
    definition(
      "stdev", range: 0 ... .greatestFiniteMagnitude,
      "the standard deviation of the scores, with n − 1 below; undefined of one item; refuses weights, which have no n"
    ) { scores, weights, _ in
      guard weights == nil else {
        return .failure(UndefinedMetric("the items have weights, which have no n to take 1 from"))
      }
      return .success(StandardDeviation(scores))
    },
  ]

  private static func definition(
    _ name: String, range: ClosedRange<Double> = -.greatestFiniteMagnitude ... .greatestFiniteMagnitude,
    parameters: [MetricDefinition.Parameter] = [], _ summary: String,
    prepare: @escaping @Sendable ([Double], [Double]?, MetricArguments) -> Result<any PreparedMetric, UndefinedMetric>
  ) -> MetricDefinition {
    MetricDefinition(
      name, [.items], .unknown, range: range, parameters: parameters,
      summary: "\(summary); a rule has to say what is better"
    ) { rows, arguments in
      rows.items.flatMap { prepare($0.scores, rows.weights, arguments) }
    }
  }

  private static func definition(
    _ name: String, _ summary: String,
    prepare: @escaping @Sendable ([Double], [Double]?) -> Result<any PreparedMetric, UndefinedMetric>
  ) -> MetricDefinition {
    definition(name, summary) { scores, weights, _ in prepare(scores, weights) }
  }
}
