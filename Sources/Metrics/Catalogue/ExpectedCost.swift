/// What decisions cost, a row each.
enum ExpectedCost {
  static let definitions: [MetricDefinition] = [
    MetricDefinition(
      "expected_cost", [.binary], .lowerIsBetter, range: -.greatestFiniteMagnitude ... .greatestFiniteMagnitude,
      parameters: [
        .init("fp", cost, "what a false positive costs"),
        .init("fn", cost, "what a false negative costs"),
        .init("tp", cost, default: "0", "what a true positive costs, below 0 for a gain"),
        .init("tn", cost, default: "0", "what a true negative costs"),
      ],
      summary:
        "the mean cost of a row, by its label and prediction; of a cost given as the word amount, each row's own "
        + "(Elkan 2001)"
    ) { rows, arguments in
      rows.binary.flatMap { answers in
        Costs.read(arguments, rows).map { $0.metric(answers, weights: rows.weights) }
      }
    }
  ]

  private static let amount = "amount"
  private static let cost = MetricDefinition.Parameter.Kind.numberOr([amount])

  /// By label and prediction: a number, or nil for the row's amount.
  private struct Costs: Sendable {
    let names = ["tn", "fp", "fn", "tp"]
    var costs: [Double?] = []
    var amounts: [Double] = []

    static func read(_ arguments: MetricArguments, _ rows: EvaluationRows) -> Result<Self, UndefinedMetric> {
      var result = Self()
      result.costs = result.names.map { name in arguments.text(name).flatMap(Double.init) }
      if result.costs.contains(nil) {
        guard let amounts = rows.amounts else { return .failure(UndefinedMetric("the rows have no amounts")) }
        result.amounts = amounts
      }
      return .success(result)
    }

    func metric(_ answers: BinaryAnswers, weights: [Double]?) -> any PreparedMetric {
      let codes = zip(answers.labels, answers.predictions).map { Int32(($0 ? 2 : 0) + ($1 ? 1 : 0)) }
      let mean = RatioMetric(
        meanOf: codes.indices.map { costs[Int(codes[$0])] ?? amounts[$0] }, weights: weights)
      let known = costs.compactMap(\.self)
      guard weights == nil, known.count == costs.count else { return mean }
      let cells = RowCells(codes: codes, cellCount: known.count) { counts in
        MetricValue(
          zip(known, counts).reduce(0) { $0 + $1.0 * Double($1.1) }, over: Double(counts.reduce(0, +)),
          orBecause: "there are no rows")
      }
      return WithCells(mean, cells)
    }
  }
}
