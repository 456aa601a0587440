import Statistics

/// Rows in the order of their scores, so that sorting is done once however often rows are drawn anew.
package struct RankedRows: Sendable {
  /// From the highest score down: four times the row, and 2 if it is positive, and 1 if the next score is lower.
  private let entries: [UInt32]
  /// Of the entries, in the same order, which memory likes better than that of rows; nil when all weigh the same.
  private let weights: [Double]?

  static let mostEntries = 1 << 30

  /// - Parameters:
  ///   - scores: at most `mostEntries`.
  ///   - weights: of rows.
  ///   - isPositive: whether the entry with that score is positive.
  ///   - row: the row that the entry belongs to; several may belong to the same.
  @inline(__always)
  init(_ scores: [Double], weights: [Double]?, isPositive: (Int) -> Bool, row: (Int) -> Int = { $0 }) {
    precondition(scores.count <= Self.mostEntries)
    let words = ScoreOrder.words(scores)
    var entries = Array(repeating: UInt32(0), count: words.count)
    for place in entries.indices {
      let word = words[words.count - 1 - place]
      let entry = Int(word & 0xFFFF_FFFF)
      var isLast = place + 1 == entries.count
      if !isLast {
        let next = words[words.count - 2 - place]
        // Most scores differ in their upper halves already, and need not be looked up in the order of rows.
        isLast = next >> 32 != word >> 32 || scores[Int(next & 0xFFFF_FFFF)] != scores[entry]
      }
      entries[place] = UInt32(row(entry)) << 2 | (isPositive(entry) ? 2 : 0) | (isLast ? 1 : 0)
    }
    self.weights = weights.map { weights in entries.map { weights[Int($0 >> 2)] } }
    self.entries = entries
  }

  /// One score of one row.
  struct Entry {
    let row: Int
    let isPositive: Bool
    /// 1 for a positive, else 0.
    let positive: Double
    /// As often as the row stands.
    let weight: Double
    /// Whether the next score is lower.
    let isLast: Bool
  }

  /// Hands over each entry, from the highest score down.
  ///
  /// - Parameter counts: how often each row stands; nil when each stands once.
  @inline(__always)
  func forEachEntry(counts: Span<UInt8>?, _ body: (Entry) -> Void) {
    if let counts {
      if let weights {
        let weights = weights.span
        forEachEntry(weight: { Double(counts[$1]) * weights[$0] }, body)
      } else {
        forEachEntry(weight: { Double(counts[$1]) }, body)
      }
    } else if let weights {
      let weights = weights.span
      forEachEntry(weight: { place, _ in weights[place] }, body)
    } else {
      forEachEntry(weight: { _, _ in 1 }, body)
    }
  }

  @inline(__always)
  private func forEachEntry(weight: (_ place: Int, _ row: Int) -> Double, _ body: (Entry) -> Void) {
    let entries = entries.span
    for place in entries.indices {
      let entry = entries[place]
      let row = Int(entry >> 2)
      body(
        Entry(
          row: row, isPositive: entry & 2 != 0, positive: Double(entry >> 1 & 1), weight: weight(place, row),
          isLast: entry & 1 != 0))
    }
  }

  /// Hands over the weight of positives and of negatives with each score, from the highest down.
  ///
  /// - Parameter counts: how often each row stands; nil when each stands once.
  @inline(__always)
  func forEachScore(counts: Span<UInt8>?, _ body: (_ positives: Double, _ negatives: Double) -> Void) {
    var positives = 0.0
    var negatives = 0.0
    forEachEntry(counts: counts) { entry in
      // Without a branch: which rows are positive cannot be foreseen.
      let positive = entry.weight * entry.positive
      positives += positive
      negatives += entry.weight - positive
      if entry.isLast {
        body(positives, negatives)
        positives = 0
        negatives = 0
      }
    }
  }
}
