/// How sure a model was of each row, and whether it was right to be.
struct ConfidentAnswers: Sendable {
  /// From 0 to 1.
  let confidences: [Double]
  let hits: [Bool]

  static func checked(_ confidences: [Double], hits: [Bool]) -> Result<Self, UndefinedMetric> {
    guard confidences.allSatisfy((0...1).contains) else {
      return .failure(UndefinedMetric("a score is no probability from 0 to 1"))
    }
    return .success(Self(confidences: confidences, hits: hits))
  }

  /// - Parameter probabilities: by class, of each row.
  static func checked(topOf probabilities: [[Double]], labels: [Int32]) -> Result<Self, UndefinedMetric> {
    var confidences = [Double](repeating: -.infinity, count: labels.count)
    var hits = [Bool](repeating: false, count: labels.count)
    for (code, column) in probabilities.enumerated() {
      for row in labels.indices where column[row] > confidences[row] {
        confidences[row] = column[row]
        hits[row] = labels[row] == Int32(code)
      }
    }
    return checked(confidences, hits: hits)
  }
}
