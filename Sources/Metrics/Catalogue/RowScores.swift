/// A number of each row, and their mean.
enum RowScores {
  /// - Parameters:
  ///   - whenNone: why a row may have none, said of it.
  ///   - emptyValue: takes the place of none.
  ///   - score: of a row that has any weight, by its place.
  static func prepare(
    _ rows: EvaluationRows, _ whenNone: String, _ emptyValue: Double?, score: (Int) -> Double?
  ) -> Result<any PreparedMetric, UndefinedMetric> {
    var values: [Double] = []
    values.reserveCapacity(rows.count)
    for row in 0..<rows.count {
      if rows.weights?[row] == 0 {
        values.append(0)
      } else if let value = score(row) ?? emptyValue {
        values.append(value)
      } else {
        return .failure(UndefinedMetric("row \(row + 1), in the order of ids, \(whenNone)"))
      }
    }
    return .success(RatioMetric(meanOf: values, weights: rows.weights))
  }
}
