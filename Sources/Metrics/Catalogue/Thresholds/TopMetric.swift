/// What the rows with the highest scores are like. Of rows that are tied at the cut, each counts by its chance to be
/// taken, which gives the expected value over all orders of them.
struct TopMetric: PreparedMetric {
  enum Cut: Sendable {
    case rows(Int)
    /// Of the rows' weight; the row at the cut counts in part.
    case fraction(Double)
  }

  enum Measure: Sendable {
    /// The share of positives at the top.
    case precision
    /// The share of all positives that are at the top.
    case recall
    /// How much greater the share of positives is at the top than in all rows.
    case lift
  }

  private let runs: ScoreRuns
  private let cut: Cut
  private let measure: Measure

  init(_ runs: ScoreRuns, _ cut: Cut, _ measure: Measure) {
    self.runs = runs
    self.cut = cut
    self.measure = measure
  }

  var value: MetricValue { valueOfEachOnce(runs.rowCount) }

  func value(counts: Span<UInt8>) -> MetricValue {
    let total = runs.total(counts)
    let size: Double
    switch cut {
    case .rows(let rows):
      guard Double(rows) <= total.all else { return .undefined("there are fewer than \(rows) rows") }
      size = Double(rows)
    case .fraction(let fraction): size = fraction * total.all
    }
    if total.all == 0 { return .undefined("no row has any weight") }
    if measure != .precision, total.positives == 0 { return .undefined("no row is positive") }
    var found = 0.0
    runs.forEachRun(counts) { before, after in
      guard after.all > size else {
        found = after.positives
        return true
      }
      let chance = (size - before.all) / (after.all - before.all)
      found = before.positives + chance * (after.positives - before.positives)
      return false
    }
    return switch measure {
    case .precision: .success(found / size)
    case .recall: .success(found / total.positives)
    case .lift: .success((found / size) / (total.positives / total.all))
    }
  }
}
