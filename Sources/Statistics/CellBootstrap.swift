/// The bootstrap of a statistic that depends on nothing but how many rows lie in each of a few cells: drawing the
/// counts costs the same for any number of rows.
package struct CellBootstrap: Sendable {
  /// Rows in each cell.
  package let counts: [Int]
  private let seed: UInt64

  package init(counts: [Int], seed: UInt64) {
    self.counts = counts
    self.seed = seed
  }

  /// The body's results in the order of the resamples, the same for any number of threads; none for no rows.
  package func run<Output: Sendable>(
    resamples: Int, threads: Int, progress: (@Sendable (_ done: Int) -> Void)? = nil,
    _ body: @escaping @Sendable (_ counts: [Int]) -> Output
  ) -> [Output] {
    guard counts.contains(where: { $0 > 0 }) else { return [] }
    return Resamples.run(resamples, threads: threads, progress: progress, scratch: { counts }) { drawn, resample in
      Bootstrap.drawCells(counts, into: &drawn, stream: PhiloxStream(seed: seed, stream: resample, purpose: 1))
      return body(drawn)
    }
  }

  /// The acceleration of the BCa bootstrap by the jackknife, which leaves out a row of each cell in turn.
  ///
  /// - Returns: nil where the value is undefined without some row, or there are fewer than two rows.
  package func acceleration(_ value: (_ counts: [Int]) -> Double?) -> Double? {
    var values: [Double] = []
    var weights: [Int] = []
    var left = counts
    for (cell, count) in counts.enumerated() where count > 0 {
      left[cell] -= 1
      guard let value = value(left) else { return nil }
      left[cell] += 1
      values.append(value)
      weights.append(count)
    }
    return Jackknife.acceleration(values, counts: weights)
  }
}
