/// Every metric that a policy can name. A family of metrics is a file in `Catalogue/` and a line here.
package enum MetricCatalogue {
  package static let all: [MetricDefinition] = listed + GroupMetrics.definitions(of: plain)

  /// Those that are worth a line each: the others are these, of groups.
  package static let listed: [MetricDefinition] = plain + Fairness.definitions

  /// By name: several may share one and differ in task or parameters.
  static let named = Dictionary(grouping: all, by: \.name)

  private static let plain: [MetricDefinition] =
    RowCount.definitions
    + BinaryShares.definitions
    + RowMeans.definitions
    + ClassScores.definitions
    + Agreements.definitions
    + ProbabilityScores.definitions
    + DecisionScores.definitions
    + Curves.definitions
    + CurveAverages.definitions
    + LabelOrders.definitions
    + QueryOrders.definitions
    + RegressionMeans.definitions
    + TweedieDeviances.definitions
    + ExplainedShares.definitions
    + ErrorQuantiles.definitions
    + Correlations.definitions
    + Thresholds.definitions
    + Calibration.definitions
    + Fraud.definitions
    + ExpectedCost.definitions
    + ItemStatistics.definitions
    + Successes.definitions
    + WinRate.definitions
}
