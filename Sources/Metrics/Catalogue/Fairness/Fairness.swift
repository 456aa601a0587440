/// Fairlearn's named criteria of fairness.
enum Fairness {
  static let definitions: [MetricDefinition] =
    [(GroupMetrics.Kind.difference, "difference"), (.ratio, "ratio")].flatMap { kind, word in
      [
        criterion(
          "demographic_parity_\(word)", kind, ["selection_rate"],
          "the \(word) between groups of the share of rows predicted positive"),
        criterion(
          "equal_opportunity_\(word)", kind, ["recall"],
          "the \(word) between groups of the share of positives predicted positive"),
        criterion(
          "equalized_odds_\(word)", kind, ["recall", "fpr"],
          "the \(word) between groups of the true positive rate or of the false positive rate, whichever is worse, or "
            + "their mean"),
      ]
    }

  private static let agg = MetricDefinition.Parameter(
    "agg", .oneOf(["worst_case", "mean"]), default: "worst_case", "of the two rates, the worse or their mean")

  private static func criterion(
    _ name: String, _ kind: GroupMetrics.Kind, _ names: [String], _ summary: String
  ) -> MetricDefinition {
    let rates = BinaryShares.definitions.filter { names.contains($0.name) }
    return MetricDefinition(
      name, [.binary], kind == .difference ? .lowerIsBetter : .higherIsBetter,
      parameters: [GroupMetrics.group, GroupMetrics.method, .zeroDivision] + (names.count > 1 ? [agg] : []),
      summary: "\(summary) (Fairlearn); undefined where a group lacks the rows that a rate is of"
    ) { rows, arguments in
      var parts: [CombinedMetric.Part] = []
      for rate in rates {
        switch GroupMetrics.compared(rate, kind.comparison(arguments), rows, arguments) {
        case .success(let metric): parts.append(CombinedMetric.Part(metric: metric, rows: nil))
        case .failure(let undefined): return .failure(undefined)
        }
      }
      let isMean = arguments.text("agg") == "mean"
      return .success(
        CombinedMetric(parts, rowCount: rows.count) { parts in
          combined(parts) { isMean ? nil : kind == .difference ? $0.max() : $0.min() }
        })
    }
  }

  /// - Parameter worst: the value that counts, nil for the mean of all.
  private static func combined(
    _ parts: [MetricValue?], worst: ([Double]) -> Double?
  ) -> Result<CombinedMetric.Combination, UndefinedMetric> {
    var values: [Double] = []
    for part in parts {
      switch part {
      case .success(let value): values.append(value)
      case .failure(let undefined): return .failure(undefined)
      case nil: return .failure(UndefinedMetric("there are no rows"))
      }
    }
    if let worst = worst(values) {
      let place = values.firstIndex(of: worst)
      return .success(.init(value: worst, slopes: values.indices.map { $0 == place ? 1 : 0 }))
    }
    let part = 1 / Double(values.count)
    return .success(.init(value: values.reduce(0, +) * part, slopes: values.map { _ in part }))
  }
}
