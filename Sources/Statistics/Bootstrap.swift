/// The bootstrap: how a statistic varies when the rows are drawn again, with replacement.
///
/// Resample number r takes its numbers from stream r of the seed, so results do not depend on what else is computed,
/// in which order, or on how many threads.
///
/// Source: B. Efron, R. J. Tibshirani, "An Introduction to the Bootstrap" (1993), chapters 6 and 13.
package enum Bootstrap {
  /// Draws `rows` row indices, uniform and with replacement, `resamples` times.
  ///
  /// Indices come from 32 random bits by multiplication and shift: no index is more likely than another by more than
  /// `rows` / 2^32, which 2,000 resamples cannot show.
  ///
  /// - Parameter each: is handed the indices of one resample; both models of a pair look up the same ones.
  package static func resampleRows(
    _ rows: Int, resamples: Int, seed: UInt64, each: (_ indices: Span<UInt32>) -> Void
  ) {
    guard rows > 0 else { return }
    // Filled in blocks of four, of which the last may stick out.
    var indices = [UInt32](repeating: 0, count: (rows + 3) / 4 * 4)
    for resample in 0..<UInt32(clamping: resamples) {
      fill(&indices, below: UInt64(rows), stream: PhiloxStream(seed: seed, stream: resample, purpose: 0))
      each(indices.span.extracting(0..<rows))
    }
  }

  @inline(__always)
  private static func fill(_ indices: inout [UInt32], below bound: UInt64, stream: consuming PhiloxStream) {
    var stream = stream
    var span = indices.mutableSpan
    var position = 0
    while position &+ 3 < span.count {
      let block = stream.nextBlock()
      span[position] = UInt32(truncatingIfNeeded: (UInt64(block.0) &* bound) >> 32)
      span[position &+ 1] = UInt32(truncatingIfNeeded: (UInt64(block.1) &* bound) >> 32)
      span[position &+ 2] = UInt32(truncatingIfNeeded: (UInt64(block.2) &* bound) >> 32)
      span[position &+ 3] = UInt32(truncatingIfNeeded: (UInt64(block.3) &* bound) >> 32)
      position &+= 4
    }
  }

  /// Draws how many rows fall into each cell of a table when all its rows are drawn again: the multinomial
  /// distribution, which is what resampling the rows and counting them would give, at the cost of a few draws.
  package static func resampleCells(
    _ counts: [Int], resamples: Int, seed: UInt64, each: (_ counts: [Int]) -> Void
  ) {
    let total = counts.reduce(0, +)
    guard total > 0 else { return }
    var drawn = counts
    for resample in 0..<UInt32(clamping: resamples) {
      drawCells(counts, into: &drawn, stream: PhiloxStream(seed: seed, stream: resample, purpose: 1))
      each(drawn)
    }
  }

  static func drawCells(_ counts: [Int], into drawn: inout [Int], stream: consuming PhiloxStream) {
    var stream = stream
    let total = counts.reduce(0, +)
    var trials = total
    var remaining = total
    for (cell, count) in counts.enumerated() {
      // What is left to draw falls into this cell with its share of the rows that are left.
      let draw =
        count == remaining
        ? trials : Binomial.draw(trials: trials, success: Double(count) / Double(remaining), from: &stream)
      drawn[cell] = draw
      trials -= draw
      remaining -= count
      if remaining == 0 {
        for later in drawn.indices.dropFirst(cell + 1) { drawn[later] = 0 }
        return
      }
    }
  }

  /// Draws as many of `rows` row numbers as there are, uniform and with replacement.
  @inline(__always)
  static func drawRows(_ rows: Int, stream: consuming PhiloxStream, _ each: (_ row: Int) -> Void) {
    var stream = stream
    let bound = UInt64(rows)
    var left = rows
    while left > 0 {
      let block = stream.nextBlock()
      each(Int((UInt64(block.0) &* bound) >> 32))
      if left > 1 { each(Int((UInt64(block.1) &* bound) >> 32)) }
      if left > 2 { each(Int((UInt64(block.2) &* bound) >> 32)) }
      if left > 3 { each(Int((UInt64(block.3) &* bound) >> 32)) }
      left -= 4
    }
  }

  /// For each column of per-row values, its mean in every resample.
  package static func means(of columns: [[Double]], resamples: Int, seed: UInt64) -> [[Double]] {
    var means = [[Double]](repeating: [], count: columns.count)
    guard let rows = columns.first?.count else { return means }
    for index in means.indices { means[index].reserveCapacity(resamples) }
    resampleRows(rows, resamples: resamples, seed: seed) { indices in
      for (index, column) in columns.enumerated() { means[index].append(mean(of: column.span, at: indices)) }
    }
    return means
  }

  /// Four sums at once, since one would wait for each addition to finish.
  @inline(__always)
  private static func mean(of values: Span<Double>, at indices: Span<UInt32>) -> Double {
    var sums = SIMD4<Double>.zero
    var position = 0
    while position &+ 3 < indices.count {
      sums += SIMD4(
        values[Int(indices[position])], values[Int(indices[position &+ 1])],
        values[Int(indices[position &+ 2])], values[Int(indices[position &+ 3])])
      position &+= 4
    }
    var sum = sums.sum()
    while position < indices.count {
      sum += values[Int(indices[position])]
      position &+= 1
    }
    return sum / Double(indices.count)
  }

  /// The percentile interval: the quantiles of the resampled values, linear between neighbours (Hyndman and Fan's
  /// type 7). Nil for no values.
  package static func percentileInterval(of values: [Double], confidence: Double) -> Interval? {
    guard !values.isEmpty else { return nil }
    let resampled = Resampled(values)
    let tail = (1 - confidence) / 2
    return Interval(lower: resampled.quantile(tail), upper: resampled.quantile(1 - tail))
  }
}
