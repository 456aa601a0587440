/// Draws rows again, or clusters of rows: how often each row stands in a resample, whatever is then computed.
///
/// Up to `largestExact` rows a resample has as many as there are. Beyond, each row's count is drawn by itself from the
/// Poisson distribution with mean 1, which the multinomial's counts approach, so that the number of rows varies by its
/// square root: no matter to values that do not grow with the rows, such as means, shares and areas. Sources: J. A.
/// Hanley, B. MacGibbon, "Creating non-parametric bootstrap samples using Poisson frequencies", Comput. Methods Programs
/// Biomed. 83 (2006); N. Chamandy et al., "Estimating uncertainty for massive data streams", Google (2012).
package struct RowResampler: Sendable {
  package let rows: Int
  private let seed: UInt64
  /// Each row's cluster, from 0; and how many there are.
  private let clusters: [Int32]?
  private let units: Int

  package static let largestExact = 1 << 14

  /// - Parameter clusters: as many as rows; rows of one cluster come and go together.
  package init(rows: Int, clusters: [Int32]? = nil, seed: UInt64) {
    self.rows = rows
    self.seed = seed
    self.clusters = clusters.map(Self.numbered)
    units = self.clusters.map { Int($0.max() ?? -1) + 1 } ?? rows
  }

  /// Numbers without gaps, in the order of the names: a name that no row has must not be drawn.
  private static func numbered(_ clusters: [Int32]) -> [Int32] {
    var seen = [Bool](repeating: false, count: Int(clusters.max() ?? -1) + 1)
    for cluster in clusters { seen[Int(cluster)] = true }
    var next: Int32 = -1
    let numbers = seen.map { isSeen in
      next += isSeen ? 1 : 0
      return next
    }
    return clusters.map { numbers[Int($0)] }
  }

  /// What a thread keeps between resamples.
  struct Counts {
    var rows: [UInt8]
    var units: [UInt8]
  }

  private struct Own<Scratch> {
    var counts: Counts
    var scratch: Scratch
  }

  func makeCounts() -> Counts {
    Counts(
      rows: [UInt8](repeating: 0, count: rows), units: [UInt8](repeating: 0, count: clusters == nil ? 0 : units))
  }

  /// The counts of resample number `resample`, the same on every machine.
  func fill(_ counts: inout Counts, resample: UInt32) {
    guard let clusters else { return draw(&counts.rows, resample) }
    draw(&counts.units, resample)
    spread(counts.units, clusters, &counts.rows)
  }

  private func spread(_ units: [UInt8], _ clusters: [Int32], _ rows: inout [UInt8]) {
    for row in rows.indices { rows[row] = units[Int(clusters[row])] }
  }

  private func draw(_ counts: inout [UInt8], _ resample: UInt32) {
    if counts.count > Self.largestExact {
      PoissonCounts.shared.fill(&counts, seed: seed, stream: resample)
    } else {
      for unit in counts.indices { counts[unit] = 0 }
      // More than 255 times one unit happens less often than once in 10^300 resamples, and then stays at 255.
      Bootstrap.drawRows(counts.count, stream: PhiloxStream(seed: seed, stream: resample, purpose: 0)) { unit in
        counts[unit] = counts[unit] == .max ? .max : counts[unit] + 1
      }
    }
  }

  /// - Parameters:
  ///   - resamples: how many.
  ///   - progress: is told how many are done, from any thread.
  ///   - scratch: makes what a thread keeps between resamples.
  ///   - body: is handed a resample's counts, one for each row, on one of the threads.
  /// - Returns: the bodies' results in the order of the resamples, the same for any number of threads.
  package func run<Scratch, Output: Sendable>(
    resamples: Int, threads: Int, progress: (@Sendable (_ done: Int) -> Void)? = nil,
    scratch: @escaping @Sendable () -> Scratch,
    _ body: @escaping @Sendable (inout Scratch, _ counts: Span<UInt8>) -> Output
  ) -> [Output] {
    guard rows > 0 else { return [] }
    return Resamples.run(
      resamples, threads: threads, progress: progress, scratch: { Own(counts: makeCounts(), scratch: scratch()) },
      { own, resample in
        fill(&own.counts, resample: resample)
        let counts = own.counts.rows
        return body(&own.scratch, counts.span)
      })
  }

  package func run<Output: Sendable>(
    resamples: Int, threads: Int, progress: (@Sendable (_ done: Int) -> Void)? = nil,
    _ body: @escaping @Sendable (_ counts: Span<UInt8>) -> Output
  ) -> [Output] {
    run(resamples: resamples, threads: threads, progress: progress, scratch: {}, { _, counts in body(counts) })
  }

  /// The acceleration of the BCa bootstrap by the jackknife: each row, or cluster, is left out once; of more than 200 of
  /// them, each two-hundredth part, which takes every two-hundredth.
  ///
  /// Source: B. Efron, R. J. Tibshirani, "An Introduction to the Bootstrap" (1993), (14.15).
  ///
  /// - Returns: nil where the value is undefined without one of the parts, or there are fewer than two.
  package func acceleration(
    threads: Int, _ value: @escaping @Sendable (_ counts: Span<UInt8>) -> Double?
  ) -> Double? {
    let parts = min(units, 200)
    let values = Resamples.run(parts, threads: threads, progress: nil, scratch: makeCounts) { counts, part in
      for row in counts.rows.indices {
        let unit = clusters.map { Int($0[row]) } ?? row
        counts.rows[row] = unit % parts == Int(part) ? 0 : 1
      }
      return value(counts.rows.span)
    }
    let defined = values.compactMap { $0 }
    return defined.count == values.count ? Jackknife.acceleration(defined, counts: nil) : nil
  }
}

/// The jackknife.
enum Jackknife {
  /// Σ d³ / (6 (Σ d²)^1.5), d the mean value less that without one part; 0 where all parts matter alike.
  ///
  /// - Parameter counts: how many parts have each value; nil for one each.
  static func acceleration(_ values: [Double], counts: [Int]?) -> Double? {
    let weights = counts?.map(Double.init) ?? values.map { _ in 1 }
    let total = weights.compensatedSum
    guard total > 1 else { return nil }
    let mean = zip(values, weights).lazy.map { $0 * $1 }.compensatedSum / total
    let squares = zip(values, weights).lazy.map { (mean - $0) * (mean - $0) * $1 }.compensatedSum
    let cubes = zip(values, weights).lazy.map { (mean - $0) * (mean - $0) * (mean - $0) * $1 }.compensatedSum
    return squares > 0 ? cubes / (6 * squares * squares.squareRoot()) : 0
  }
}
