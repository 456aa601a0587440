import Glibc
import Metrics
import Statistics

/// A row that is positive with some chance, and predictions whose log odds are the chance's, stretched.
enum ChanceRow {
  private static func chance(_ u: Double) -> Double { 1 / (1 + exp(1 - Normal.quantile(u))) }

  private static func prediction(_ p: Double, _ stretch: Double) -> Double {
    stretch == 1 ? p : 1 / (1 + exp(-stretch * log(p / (1 - p))))
  }

  /// - Parameter stretches: of each model, 1 for calibrated predictions.
  static func rows(_ count: Int, _ stretches: [Double], _ stream: inout PhiloxStream) -> [EvaluationRows] {
    let chances = (0..<count).map { _ in chance(stream.uniform()) }
    let labels = chances.map { stream.uniform() < $0 }
    return stretches.map { stretch in
      let scores = chances.map { prediction($0, stretch) }
      return EvaluationRows(.binary(BinaryAnswers(labels: labels, scores: scores)))
    }
  }

  /// The expected calibration error of all rows there could be, in bins of equal width, by the midpoint rule.
  static func calibrationError(_ stretch: Double, bins: Int) -> Double {
    let steps = 100_000
    var gaps = [CompensatedSum](repeating: CompensatedSum(), count: bins)
    for step in 0..<steps {
      let p = chance((Double(step) + 0.5) / Double(steps))
      let score = prediction(p, stretch)
      gaps[min(bins - 1, Int(score * Double(bins)))].add(p - score)
    }
    return gaps.reduce(0) { $0 + abs($1.value) } / Double(steps)
  }
}
