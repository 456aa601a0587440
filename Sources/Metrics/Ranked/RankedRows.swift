/// Rows in the order of their scores, so that sorting is done once however often rows are drawn anew.
package struct RankedRows: Sendable {
  /// From the highest score down: four times the row, and 2 if it is positive, and 1 if the next score is lower.
  private let entries: [UInt32]

  /// - Parameters:
  ///   - scores: at most 2³⁰ of them.
  ///   - isPositive: whether the entry with that score is positive.
  ///   - row: the row that the entry belongs to; several may belong to the same.
  package init(_ scores: [Double], isPositive: (Int) -> Bool, row: (Int) -> Int = { $0 }) {
    precondition(scores.count <= 1 << 30)
    let order = ScoreOrder.ascending(scores)
    var entries: [UInt32] = []
    entries.reserveCapacity(order.count)
    for place in order.indices.reversed() {
      let entry = Int(order[place])
      let isLast = place == 0 || scores[Int(order[place - 1])] != scores[entry]
      entries.append(UInt32(row(entry)) << 2 | (isPositive(entry) ? 2 : 0) | (isLast ? 1 : 0))
    }
    self.entries = entries
  }

  /// Hands over the weight of positives and of negatives with each score, from the highest down.
  @inline(__always)
  func forEachScore(weight: (_ row: Int) -> Double, _ body: (_ positives: Double, _ negatives: Double) -> Void) {
    var positives = 0.0
    var negatives = 0.0
    let entries = entries.span
    for index in entries.indices {
      let entry = entries[index]
      let weight = weight(Int(entry >> 2))
      // Without a branch: which rows are positive cannot be foreseen.
      let positive = weight * Double(entry >> 1 & 1)
      positives += positive
      negatives += weight - positive
      if entry & 1 == 1 {
        body(positives, negatives)
        positives = 0
        negatives = 0
      }
    }
  }

  /// Hands over each row, whether it is positive and the place of its score among the distinct ones.
  func forEachRow(_ body: (_ row: Int, _ isPositive: Bool, _ place: Int) -> Void) {
    var place = 0
    for entry in entries {
      body(Int(entry >> 2), entry & 2 != 0, place)
      if entry & 1 == 1 { place += 1 }
    }
  }
}
