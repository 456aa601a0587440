/// How many rows there are: as `count_group_min`, whether every group has enough of them.
enum RowCount {
  static let definitions: [MetricDefinition] = [
    MetricDefinition(
      "count", EvaluationTask.allCases, .unknown, range: 0 ... .greatestFiniteMagnitude,
      summary: "the number of rows, whatever their weights; a rule has to say what is better"
    ) { rows, _ in .success(SumMetric(Array(repeating: 1, count: rows.count), weights: nil)) }
  ]
}
