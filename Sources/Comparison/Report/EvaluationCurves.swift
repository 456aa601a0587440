package import Metrics
package import Statistics

/// What scores of a binary classifier look like, drawn: few enough points for a page.
package struct EvaluationCurves: Sendable, Equatable {
  package struct Point: Sendable, Equatable {
    package let x: Double
    package let y: Double
    /// What the rows leave open for `y`, at 95 %.
    package var interval: Interval?
  }

  /// The share of negatives predicted positive, and of positives, for every threshold.
  package let roc: [Point]
  /// Recall and precision, for every threshold.
  package let precisionRecall: [Point]
  /// The mean score and the share of positives, of ten groups of rows by score, as large as ties allow.
  package let calibration: [Point]

  /// More cannot be seen.
  private static let mostPoints = 400

  /// Nil for other tasks, without scores, and where all labels are the same.
  package init?(_ rows: EvaluationRows) {
    guard case .binary(let answers) = rows.answers, let scores = answers.scores else { return nil }
    let weights = rows.weights ?? [Double](repeating: 1, count: rows.count)
    let order = AreaUnderROC.sorted(scores).reversed()
    let positives = zip(answers.labels, weights).filter(\.0).map(\.1).compensatedSum
    let negatives = weights.compensatedSum - positives
    guard positives > 0, negatives > 0 else { return nil }
    var (found, seen) = (0.0, 0.0)
    var (roc, steps) = ([Point(x: 0, y: 0)], [Point]())
    let rowsInOrder = Array(order)
    for (index, row) in rowsInOrder.enumerated() {
      seen += weights[row]
      if answers.labels[row] { found += weights[row] }
      // Rows with the same score are told apart by no threshold.
      if index + 1 < rowsInOrder.count, scores[rowsInOrder[index + 1]] == scores[row] { continue }
      roc.append(Point(x: (seen - found) / negatives, y: found / positives))
      if seen > 0 { steps.append(Point(x: found / positives, y: found / seen)) }
    }
    self.roc = Self.thinned(roc)
    precisionRecall = Self.thinned(steps)
    calibration = Self.calibration(
      answers.labels, scores, rowsInOrder.reversed(), isWeighted: rows.weights != nil, weights)
  }

  /// Points that are far enough from the one before, the last one always.
  private static func thinned(_ points: [Point]) -> [Point] {
    guard points.count > mostPoints else { return points }
    let step = 2 / Double(mostPoints)
    var kept: [Point] = []
    for point in points {
      if let last = kept.last, (point.x - last.x).magnitude + (point.y - last.y).magnitude < step { continue }
      kept.append(point)
    }
    if let last = points.last, kept.last != last { kept.append(last) }
    return kept
  }

  private static func calibration(
    _ labels: [Bool], _ scores: [Double], _ ascending: [Int], isWeighted: Bool, _ weights: [Double]
  ) -> [Point] {
    let size = Double(ascending.count) / 10
    var points: [Point] = []
    var start = 0
    while start < ascending.count {
      var end = min(ascending.count, Int((Double(points.count + 1) * size).rounded()))
      end = max(end, start + 1)
      while end < ascending.count, scores[ascending[end]] == scores[ascending[end - 1]] { end += 1 }
      let group = ascending[start..<end]
      let mass = group.map { weights[$0] }.compensatedSum
      let positives = group.map { labels[$0] ? weights[$0] : 0 }.compensatedSum
      if mass > 0 {
        var point = Point(x: group.map { scores[$0] * weights[$0] }.compensatedSum / mass, y: positives / mass)
        if !isWeighted {
          point.interval = Proportion.wilson(group.count { labels[$0] }, of: group.count, confidence: 0.95)
        }
        points.append(point)
      }
      start = end
    }
    return points
  }
}
