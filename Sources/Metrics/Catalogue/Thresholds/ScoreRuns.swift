/// Rows of a binary model from the highest score down, equal scores together: what a threshold that falls step by step
/// takes in.
struct ScoreRuns: Sendable {
  private let ranking: RankedRows
  let rowCount: Int

  init(_ rows: EvaluationRows, _ ranking: RankedRows) {
    self.ranking = ranking
    rowCount = rows.count
  }

  /// Weights of rows by their labels.
  struct Tally {
    var positives = 0.0
    var negatives = 0.0

    var all: Double { positives + negatives }
  }

  func total(_ counts: Span<UInt8>) -> Tally {
    var total = Tally()
    forEachRun(counts) { _, after in
      total = after
      return true
    }
    return total
  }

  /// Hands over what stands above each threshold, before a run of equal scores and after it, as long as `body` says so.
  @inline(__always)
  func forEachRun(_ counts: Span<UInt8>, _ body: (_ before: Tally, _ after: Tally) -> Bool) {
    var before = Tally()
    var isGoing = true
    ranking.forEachScore(counts: counts) { positives, negatives in
      // A threshold that adds no row is none.
      guard isGoing, positives + negatives > 0 else { return }
      let after = Tally(positives: before.positives + positives, negatives: before.negatives + negatives)
      isGoing = body(before, after)
      before = after
    }
  }
}
