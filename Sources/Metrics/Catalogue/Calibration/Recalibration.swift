import Glibc

/// The logistic regression of labels on the log-odds of probabilities: ln(q / (1 − q)) = intercept + slope · ln(p / (1 − p)).
///
/// Source: D. R. Cox, "Two further applications of a model for binary regression", Biometrika 45 (1958).
struct Recalibration: Sendable {
  let logOdds: [Double]
  let labels: [Bool]
  let weights: [Double]?

  /// - Parameter probabilities: from 0 to 1.
  init(_ probabilities: [Double], labels: [Bool], weights: [Double]?) {
    logOdds = probabilities.map { probability in
      let kept = min(1 - .ulpOfOne, max(.ulpOfOne, probability))
      return log(kept / (1 - kept))
    }
    self.labels = labels
    self.weights = weights
  }

  struct Line {
    var intercept = 0.0
    var slope = 1.0
  }

  /// The log-likelihood, its slope in intercept and slope, and its curvature with the sign turned.
  struct Slopes {
    var likelihood = 0.0
    var gradient = (0.0, 0.0)
    var curvature = (0.0, 0.0, 0.0)

    /// The step of Newton's method, or that direction for another gradient.
    func solve(_ gradient: (Double, Double), slopeToo: Bool) -> (Double, Double) {
      guard slopeToo else { return (gradient.0 / curvature.0, 0) }
      let determinant = curvature.0 * curvature.2 - curvature.1 * curvature.1
      return (
        (curvature.2 * gradient.0 - curvature.1 * gradient.1) / determinant,
        (curvature.0 * gradient.1 - curvature.1 * gradient.0) / determinant
      )
    }
  }

  /// The most likely line, by Newton's method.
  ///
  /// - Parameters:
  ///   - slopeToo: whether the slope is sought too and not 1.
  ///   - start: where to begin.
  func fit(_ counts: Span<UInt8>, slopeToo: Bool, from start: Line = Line()) -> Result<Line, UndefinedMetric> {
    if let objection = objection(counts, slopeToo: slopeToo) { return .failure(UndefinedMetric(objection)) }
    var line = start
    var slopes = slopes(counts, at: line)
    for _ in 0..<100 {
      var step = slopes.solve(slopes.gradient, slopeToo: slopeToo)
      guard step.0.isFinite, step.1.isFinite else { break }
      // The likelihood has one summit: a step that loses height, by more than rounding, went beyond and is halved.
      let height = slopes.likelihood - 1e-12 * abs(slopes.likelihood)
      for _ in 0..<60 {
        let next = Line(intercept: line.intercept + step.0, slope: line.slope + step.1)
        let nextSlopes = self.slopes(counts, at: next)
        if nextSlopes.likelihood >= height {
          (line, slopes) = (next, nextSlopes)
          break
        }
        step = (step.0 / 2, step.1 / 2)
      }
      if abs(step.0) <= 1e-11 * (1 + abs(line.intercept)), abs(step.1) <= 1e-11 * (1 + abs(line.slope)) {
        return .success(line)
      }
    }
    return .failure(UndefinedMetric("the logistic regression of the labels does not settle"))
  }

  /// Why no finite line is the most likely, nil where one is.
  private func objection(_ counts: Span<UInt8>, slopeToo: Bool) -> String? {
    var positives = (least: Double.infinity, most: -Double.infinity)
    var negatives = positives
    for row in counts.indices where weight(row, counts) > 0 {
      if labels[row] {
        positives = (min(positives.least, logOdds[row]), max(positives.most, logOdds[row]))
      } else {
        negatives = (min(negatives.least, logOdds[row]), max(negatives.most, logOdds[row]))
      }
    }
    if positives.least > positives.most { return "no row is positive" }
    if negatives.least > negatives.most { return "no row is negative" }
    return slopeToo && (negatives.most <= positives.least || positives.most <= negatives.least)
      ? "a score separates the classes, so that no finite slope fits best" : nil
  }

  func slopes(_ counts: Span<UInt8>, at line: Line) -> Slopes {
    var result = Slopes()
    let (logOdds, labels) = (logOdds.span, labels.span)
    for row in counts.indices where counts[row] > 0 {
      let weight = weight(row, counts)
      let x = logOdds[row]
      let prediction = line.intercept + line.slope * x
      // The smaller of both odds, so that neither share rounds to 1.
      let odds = exp(-abs(prediction))
      let share = (prediction < 0 ? odds : 1) / (1 + odds)
      let surprise = weight * ((labels[row] ? 1 : 0) - share)
      let variance = weight * odds / ((1 + odds) * (1 + odds))
      let against = labels[row] == (prediction < 0) ? abs(prediction) : 0
      result.likelihood -= weight * (against + log1p(odds))
      result.gradient.0 += surprise
      result.gradient.1 += surprise * x
      result.curvature.0 += variance
      result.curvature.1 += variance * x
      result.curvature.2 += variance * x * x
    }
    return result
  }

  func weight(_ row: Int, _ counts: Span<UInt8>) -> Double { Double(counts[row]) * (weights?[row] ?? 1) }
}
