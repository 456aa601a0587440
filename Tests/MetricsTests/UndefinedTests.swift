import Metrics
import Testing

@Suite("What is undefined says why")
struct UndefinedTests {
  private static let binary: EvaluationRows = {
    var rows = EvaluationRows(
      .binary(BinaryAnswers(labels: [true, false, false, false], scores: [0.4, 0.2, 0.9, 0.1])))
    rows.groups = [Grouping(column: "sex", names: ["f", "m", "x"], codes: [0, 0, 1, 1])]
    rows.accounts = [0, 0, 1, 1]
    return rows
  }()
  private static let regression = EvaluationRows(
    .regression(RegressionAnswers(labels: [2, 2, -3], predictions: [1, 2, 0])), weights: [1, 1, 0])
  private static let items = EvaluationRows(.items(ItemAnswers(scores: [1, 2], attempts: [2, 3])))

  @Test(
    "with the group, the parameter or the column that it lacks",
    arguments: [
      (binary, "recall_difference@group=sex", "group 'm': no row is positive"),
      (binary, "equalized_odds_ratio@group=sex", "group 'm': no row is positive"),
      (binary, "accuracy_ratio@group=age", "there are no groups by 'age', only by: 'sex'"),
      (binary, "recall@precision=0.9", "no threshold reaches a precision of 0.9"),
      (binary, "precision@k=5", "there are fewer than 5 rows"),
      (binary, "value_detection_rate", "the rows have no times"),
      (binary, "expected_cost@fp=1,fn=amount", "the rows have no amounts"),
      (regression, "mean_tweedie_deviance@power=0.5", "no distribution has a power between 0 and 1"),
      (regression, "mean_squared_log_error", "a label or a prediction is at most -1, which has no logarithm of 1 + x"),
      (regression, "pearson_correlation", "all labels are equal"),
      (
        regression, "absolute_error_percentile@p=90",
        "the rows have weights, and method=linear goes by places; take method=inverted_cdf"
      ),
      (items, "pass@k=3", "an item has 2 attempts, fewer than 3"),
      (items, "recall", "recall is for binary predictions, and these are items"),
    ])
  func reason(rows: EvaluationRows, metric: String, reason: String) throws {
    #expect(try Metric(metric).prepare(rows).flatMap(\.value) == .undefined(reason))
  }

  @Test("a group without rows is none")
  func emptyGroup() throws {
    #expect(try Metric("accuracy_group_min@group=sex").prepare(Self.binary).flatMap(\.value) == .success(0.5))
  }
}
