import Glibc

/// Losses of single rows; the metric is their mean.
package enum Losses {
  /// −ln of the probability given to what happened, each probability clipped to [ε, 1 − ε] with the ε of binary64, as
  /// scikit-learn's `log_loss` clips.
  package static func logLoss(_ rows: ScoredRows) -> [Double] {
    let smallest = Double.ulpOfOne
    return zip(rows.labels, rows.scores).map { label, score in
      let probability = min(max(score, smallest), 1 - smallest)
      return label ? -log(probability) : -log(1 - probability)
    }
  }

  /// The squared distance of the probability from what happened (Brier 1950).
  package static func brier(_ rows: ScoredRows) -> [Double] {
    zip(rows.labels, rows.scores).map { label, score in
      let distance = score - (label ? 1 : 0)
      return distance * distance
    }
  }
}
