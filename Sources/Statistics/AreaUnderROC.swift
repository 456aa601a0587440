/// The area under the ROC curve: the chance that a positive row scores above a negative one, ties counting half.
package struct AreaUnderROC: Sendable {
  /// In [0, 1].
  package let value: Double
  package let labels: [Bool]
  /// Of each row: for a positive, the share of negatives it stands above; for a negative, the share of positives that
  /// stand above it.
  package let placements: [Double]
  /// Nil when all rows count the same.
  package let weights: [Double]?
  /// Their number, and their weight.
  package let positives: (count: Int, weight: Double)
  package let negatives: (count: Int, weight: Double)

  /// Sorts once, then reads every placement off the sorted rows.
  ///
  /// Source: X. Sun, W. Xu, "Fast implementation of DeLong's algorithm for comparing the areas under correlated
  /// receiver operating characteristic curves", IEEE Signal Processing Letters 21 (2014). Their midranks and the
  /// counts here differ by the rank within the own class.
  ///
  /// - Parameters:
  ///   - labels: true for positive rows.
  ///   - scores: as many, none of them NaN.
  ///   - weights: as many, none negative; a row of weight 0 counts as a row, and for nothing else.
  /// - Returns: nil unless there are positives and negatives, with some weight.
  package init?(labels: [Bool], scores: [Double], weights: [Double]? = nil) {
    let positives = labels.count { $0 }
    let counts = (positives, labels.count - positives)
    guard counts.0 > 0, counts.1 > 0 else { return nil }
    let order = ScoreOrder.words(scores)
    let walk: Placements
    if let weights {
      walk = Placements(order, labels, scores, weights)
    } else {
      walk = Placements(order, labels, scores, positives: counts.0)
    }
    guard walk.positives > 0, walk.negatives > 0 else { return nil }
    self.labels = labels
    self.weights = weights
    self.positives = (counts.0, walk.positives)
    self.negatives = (counts.1, walk.negatives)
    value = walk.area
    placements = walk.placements
  }

  /// For each positive row, in row order.
  package var positivePlacements: [Double] { zip(placements, labels).filter(\.1).map(\.0) }
  /// For each negative row, in row order.
  package var negativePlacements: [Double] { zip(placements, labels).filter { !$0.1 }.map(\.0) }

  /// wᵢ · ∂θ/∂wᵢ of each row: its placement less the area, over the weight of its class. They add up to 0.
  ///
  /// Added up within clusters they give the variance for rows that come in clusters, N. A. Obuchowski, "Nonparametric
  /// analysis of clustered ROC curve data", Biometrics 53 (1997), but for her C / (C − 1) of each class by itself.
  package var influences: [Double] {
    var influences = placements
    for row in influences.indices {
      let own = (placements[row] - value) / (labels[row] ? positives.weight : negatives.weight)
      influences[row] = weights.map { $0[row] * own } ?? own
    }
    return influences
  }

  /// The rows in ascending order of their scores.
  package static func sorted(_ scores: [Double]) -> [Int] { ScoreOrder.ascending(scores).map { Int($0) } }
}

extension AreaUnderROC {
  /// The area alone, of rows that count the same: 16 bytes a row beside what is given.
  package static func value(labels: [Bool], scores: [Double]) -> Double? {
    guard let (low, high) = ScoreOrder.range(scores) else { return nil }
    // One bit is for the label, which then stands in the order: negatives first among ties.
    guard high - low < 1 << 63 else { return AreaUnderROC(labels: labels, scores: scores)?.value }
    var words = [UInt64](repeating: 0, count: scores.count)
    for row in words.indices { words[row] = (ScoreOrder.key(scores[row]) - low) << 1 | (labels[row] ? 1 : 0) }
    let unsorted = max(UInt64.bitWidth - (high - low).leadingZeroBitCount + 1 - 33, 0)
    var scratch = [UInt64](repeating: 0, count: words.count)
    RadixSort.sort(&words, scratch: &scratch, from: unsorted)
    RadixSort.finish(&words, below: unsorted)
    return value(sorted: words)
  }

  /// - Parameter words: in order; a key, and below it 1 for a positive.
  private static func value(sorted words: [UInt64]) -> Double? {
    var negatives = 0
    // Pairs in the right order, ties among them; and those of them that are ties.
    var pairs = 0
    var ties = 0
    for place in words.indices {
      let isPositive = Int(words[place] & 1)
      negatives += 1 - isPositive
      pairs += negatives & -isPositive
      // The first positive of a score that a negative has, too.
      if isPositive == 1, place > 0, words[place - 1] == words[place] - 1 {
        var (before, after) = (place, place)
        while before > 0, words[before - 1] == words[place] - 1 { before -= 1 }
        while after < words.count, words[after] == words[place] { after += 1 }
        ties += (place - before) * (after - place)
      }
    }
    let positives = words.count - negatives
    guard positives > 0, negatives > 0 else { return nil }
    return Double(2 * pairs - ties) / Double(2 * positives * negatives)
  }
}

/// The walk over the sorted rows.
private struct Placements {
  var area = 0.0
  var positives = 0.0
  var negatives = 0.0
  var placements: [Double]

  /// Rows that all count the same: whole numbers, so that the area has one rounding only.
  init(_ order: [UInt64], _ labels: [Bool], _ scores: [Double], positives: Int) {
    placements = [Double](repeating: 0, count: order.count)
    let negatives = order.count - positives
    var positivesBelow = 0
    var negativesBelow = 0
    // Twice the number of (positive, negative) pairs in the right order, ties once.
    var pairs = 0
    var start = 0
    let rows = order.span
    let scores = scores.span
    let labels = labels.span
    while start < rows.count {
      let end = Self.endOfTie(rows, scores, from: start)
      var tiedPositives = 0
      for place in start..<end { tiedPositives += labels[Self.row(rows[place])] ? 1 : 0 }
      let tiedNegatives = end - start - tiedPositives
      let abovePairs = 2 * negativesBelow + tiedNegatives
      let belowPairs = 2 * (positives - positivesBelow - tiedPositives) + tiedPositives
      pairs += tiedPositives * abovePairs
      let (above, below) = (Double(abovePairs) / Double(2 * negatives), Double(belowPairs) / Double(2 * positives))
      for place in start..<end {
        let row = Self.row(rows[place])
        placements[row] = labels[row] ? above : below
      }
      positivesBelow += tiedPositives
      negativesBelow += tiedNegatives
      start = end
    }
    area = Double(pairs) / Double(2 * positives * negatives)
    (self.positives, self.negatives) = (Double(positives), Double(negatives))
  }

  init(_ order: [UInt64], _ labels: [Bool], _ scores: [Double], _ weights: [Double]) {
    placements = [Double](repeating: 0, count: order.count)
    let positives = zip(weights, labels).lazy.map { $1 ? $0 : 0 }.compensatedSum
    let negatives = zip(weights, labels).lazy.map { $1 ? 0 : $0 }.compensatedSum
    (self.positives, self.negatives) = (positives, negatives)
    guard positives > 0, negatives > 0 else { return }
    var positivesThrough = CompensatedSum()
    var negativesBelow = CompensatedSum()
    var pairs = CompensatedSum()
    var start = 0
    while start < order.count {
      let end = Self.endOfTie(order.span, scores.span, from: start)
      var tiedPositives = 0.0
      var tiedNegatives = 0.0
      for place in start..<end {
        let row = Self.row(order[place])
        if labels[row] { tiedPositives += weights[row] } else { tiedNegatives += weights[row] }
      }
      positivesThrough.add(tiedPositives)
      let above = (negativesBelow.value + tiedNegatives / 2) / negatives
      let below = (positives - positivesThrough.value + tiedPositives / 2) / positives
      for place in start..<end {
        let row = Self.row(order[place])
        placements[row] = labels[row] ? above : below
      }
      pairs.add(tiedPositives / positives * above)
      negativesBelow.add(tiedNegatives)
      start = end
    }
    area = pairs.value
  }

  @inline(__always)
  private static func row(_ word: UInt64) -> Int { Int(truncatingIfNeeded: word & 0xFFFF_FFFF) }

  /// Words whose upper halves differ have different scores.
  @inline(__always)
  private static func endOfTie(_ rows: Span<UInt64>, _ scores: Span<Double>, from start: Int) -> Int {
    var end = start + 1
    while end < rows.count, rows[end] >> 32 == rows[start] >> 32, scores[row(rows[end])] == scores[row(rows[start])] {
      end += 1
    }
    return end
  }
}
