/// Rows of a binary model from the highest score down, equal scores together: what a threshold that falls step by step
/// takes in.
struct ScoreRuns: Sendable {
  private let rows: [UInt32]
  /// By place in `rows`, so that only the counts are read out of order.
  private let positives: [Bool]
  private let weights: [Double]?
  /// For each run of equal scores, the place after its last row.
  private let ends: [UInt32]

  init(_ answers: BinaryAnswers, scores: [Double], weights: [Double]?) {
    let ordering = Ordering(scores)
    let count = UInt32(scores.count)
    let rows = Array(ordering.rows.reversed())
    self.rows = rows
    positives = rows.map { answers.labels[Int($0)] }
    self.weights = weights.map { weights in rows.map { weights[Int($0)] } }
    ends = ordering.ends.dropLast().reversed().map { count - $0 } + (count > 0 ? [count] : [])
  }

  var rowCount: Int { rows.count }

  /// Weights of rows by their labels.
  struct Tally {
    var positives = 0.0
    var negatives = 0.0

    var all: Double { positives + negatives }
  }

  func total(_ counts: Span<UInt8>) -> Tally {
    var tally = Tally()
    forEachRun(counts) { _, after in
      tally = after
      return true
    }
    return tally
  }

  /// Visits what stands above each threshold, before a run of equal scores and after it, as long as `body` says so.
  @inline(__always)
  func forEachRun(_ counts: Span<UInt8>, _ body: (_ before: Tally, _ after: Tally) -> Bool) {
    var tally = Tally()
    var place = 0
    for end in ends {
      let before = tally
      while place < Int(end) {
        let weight = Double(counts[Int(rows[place])]) * (weights?[place] ?? 1)
        if positives[place] { tally.positives += weight } else { tally.negatives += weight }
        place += 1
      }
      // A threshold that adds no row is none.
      if tally.all > before.all, !body(before, tally) { return }
    }
  }
}
