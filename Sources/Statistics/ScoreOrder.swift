/// Rows in the order of their scores.
package enum ScoreOrder {
  /// Row numbers by ascending score, equal scores by ascending row; −0 equals 0.
  ///
  /// - Parameter scores: none of them NaN; fewer than 2^32.
  package static func ascending(_ scores: [Double]) -> [UInt32] {
    words(scores).map { UInt32(truncatingIfNeeded: $0) }
  }

  /// The same, each row in the lower half of a word whose upper half is not less than that of the word before.
  ///
  /// That half has the score's upper bits, counted from the lowest score, which digits sort; scores that agree in them
  /// are put in order afterwards.
  package static func words(_ scores: [Double]) -> [UInt64] {
    guard let (low, high) = range(scores) else { return [] }
    let shift = UInt64(max(UInt64.bitWidth - (high - low).leadingZeroBitCount - 32, 0))
    var words = [UInt64](repeating: 0, count: scores.count)
    for row in scores.indices { words[row] = ((key(scores[row]) - low) >> shift) << 32 | UInt64(row) }
    if words.count < small {
      words.sort()
    } else {
      var scratch = [UInt64](repeating: 0, count: words.count)
      RadixSort.sort(&words, scratch: &scratch, from: 32)
    }
    if shift > 0 { finish(&words, scores) }
    return words
  }

  /// Below this many rows, counting digits costs more than comparing.
  private static let small = 1024

  /// A number in the order of the scores.
  @inline(__always)
  static func key(_ score: Double) -> UInt64 {
    // The sum makes −0 a 0.
    let bits = (score + 0).bitPattern
    return bits ^ (UInt64(bitPattern: Int64(bitPattern: bits) >> 63) | 1 << 63)
  }

  /// The lowest and the highest key; nil for no scores.
  static func range(_ scores: [Double]) -> (low: UInt64, high: UInt64)? {
    guard let first = scores.first else { return nil }
    var (low, high) = (key(first), key(first))
    for score in scores {
      let key = key(score)
      low = min(low, key)
      high = max(high, key)
    }
    return (low, high)
  }

  /// Runs of the same upper half are in the order of their rows, and have to be in that of their scores.
  private static func finish(_ words: inout [UInt64], _ scores: [Double]) {
    var start = 0
    while start + 1 < words.count {
      let prefix = words[start] >> 32
      var end = start + 1
      if words[end] >> 32 != prefix {
        start = end
        continue
      }
      var isSorted = true
      var last = scores[row(words[start])]
      while end < words.count, words[end] >> 32 == prefix {
        let score = scores[row(words[end])]
        if score < last { isSorted = false }
        last = score
        end += 1
      }
      if !isSorted { sort(&words, start..<end, scores) }
      start = end
    }
  }

  private static func sort(_ words: inout [UInt64], _ run: Range<Int>, _ scores: [Double]) {
    let rows = words[run].map { row($0) }
    let prefix = (words[run.lowerBound] >> 32) << 32
    let order: [Int]
    if rows.count < small {
      order = rows.sorted { (scores[$0], $0) < (scores[$1], $1) }
    } else {
      // The run spans fewer bits than the whole: its own upper bits tell its scores apart.
      order = ascending(rows.map { scores[$0] }).map { rows[Int($0)] }
    }
    for (place, row) in zip(run, order) { words[place] = prefix | UInt64(row) }
  }

  @inline(__always)
  private static func row(_ word: UInt64) -> Int { Int(truncatingIfNeeded: word & 0xFFFF_FFFF) }
}
