/// Metrics of fraud by account, as Microsoft's fraud detection template for R Server defines them (2016), but with no
/// ten-thousandth in the denominators, and with the last account.
enum Fraud {
  static let definitions: [MetricDefinition] = [
    definition(
      "account_detection_rate",
      "the share of fraudulent accounts that are detected: with any fraudulent row, and any row predicted positive"
    ) { _, _ in .success(.accountDetectionRate) },
    definition(
      "value_detection_rate", needsTimes: true,
      "the share of the fraudulent rows' amounts that comes no earlier than the account's first row predicted positive, "
        + "which is saved by stopping the account there"
    ) { rows, _ in
      guard let amounts = rows.amounts else { return .failure(UndefinedMetric("the rows have no amounts")) }
      return .success(.valueDetectionRate(amounts))
    },
    definition(
      "account_false_positive_ratio", direction: .lowerIsBetter, range: 0 ... .greatestFiniteMagnitude,
      needsTimes: true,
      parameters: [
        .init(
          "contact_period", .number(0 ... .greatestFiniteMagnitude), default: "30",
          "the days for which an account is left alone after it was asked about")
      ],
      "how often accounts without fraud are predicted positive for each fraudulent account detected, those within the "
        + "contact period of the last that counted left out; it can exceed 1"
    ) { _, arguments in
      .success(.accountFalsePositiveRatio(contactPeriod: arguments.number("contact_period") * secondsADay))
    },
  ]

  private static let secondsADay = 86_400.0

  private static func definition(
    _ name: String, direction: MetricDefinition.Direction = .higherIsBetter, range: ClosedRange<Double> = 0...1,
    needsTimes: Bool = false, parameters: [MetricDefinition.Parameter] = [], _ summary: String,
    _ measure: @escaping @Sendable (EvaluationRows, MetricArguments) -> Result<FraudMetric.Measure, UndefinedMetric>
  ) -> MetricDefinition {
    MetricDefinition(
      name, [.binary], direction, range: range, parameters: parameters, summary: "\(summary); refuses weights"
    ) { rows, arguments in
      guard let accounts = rows.accounts else { return .failure(UndefinedMetric("the rows have no accounts")) }
      if needsTimes, rows.times == nil { return .failure(UndefinedMetric("the rows have no times")) }
      guard rows.weights == nil else {
        return .failure(UndefinedMetric("the rows have weights, which say nothing of accounts"))
      }
      return rows.binary.flatMap { answers in
        measure(rows, arguments).map { FraudMetric(answers, accounts: accounts, times: rows.times, $0) }
      }
    }
  }
}
