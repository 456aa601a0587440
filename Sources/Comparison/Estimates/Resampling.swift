import Metrics
import Statistics

/// Told how many resamples of how many are done, from any thread.
package typealias ResamplingProgress = @Sendable (_ done: Int, _ all: Int) -> Void

/// Intervals by the bootstrap: of counts of cells where metrics are functions of such counts, else of rows, or of whole
/// clusters of rows. All quantities are computed on the same draws.
struct Resampling {
  private let rows: PairedPredictions
  private let settings: ComparisonSettings
  private let progress: ResamplingProgress?

  init(_ rows: PairedPredictions, _ settings: ComparisonSettings, _ progress: ResamplingProgress?) {
    self.rows = rows
    self.settings = settings
    self.progress = progress
  }

  /// More cells than these cost more to draw than rows do.
  private static let mostCells = 4096

  /// Whether a quantity is a function of a few counts.
  static func isByCells(_ quantity: Quantity) -> Bool {
    guard quantity.candidate.cells != nil else { return false }
    return quantity.opponent.map { $0.cells != nil } ?? true
  }

  func curves(of quantities: [Quantity]) -> [Result<ConfidenceCurve, UndefinedMetric>] {
    var curves = [Result<ConfidenceCurve, UndefinedMetric>?](repeating: nil, count: quantities.count)
    var others: [(index: Int, quantity: Quantity)] = []
    for (index, quantity) in quantities.enumerated() {
      if rows.clusters == nil, let cells = JointCells(quantity), cells.counts.count <= Self.mostCells {
        curves[index] = curve(quantity, by: cells)
      } else {
        others.append((index, quantity))
      }
    }
    for ((index, _), curve) in zip(others, byRows(others.map(\.quantity))) { curves[index] = curve }
    return curves.map { $0 ?? .failure(UndefinedMetric("it has no interval")) }
  }

  // MARK: Cells

  private func curve(_ quantity: Quantity, by cells: JointCells) -> Result<ConfidenceCurve, UndefinedMetric> {
    let bootstrap = CellBootstrap(counts: cells.counts, seed: settings.seed)
    let values = bootstrap.run(resamples: settings.resamples, threads: settings.threads) { cells.value(quantity, $0) }
    return finish(quantity, values, units: rows.count)
  }

  // MARK: Rows

  private func byRows(_ quantities: [Quantity]) -> [Result<ConfidenceCurve, UndefinedMetric>] {
    if quantities.isEmpty { return [] }
    let resampler = RowResampler(rows: rows.count, clusters: rows.clusters, seed: settings.seed)
    let (progress, resamples) = (progress, settings.resamples)
    let drawn = resampler.run(
      resamples: resamples, threads: settings.threads, progress: { progress?($0, resamples) }
    ) { counts in
      var values: [Double] = []
      for quantity in quantities { values.append(quantity.value(counts: counts)) }
      return values
    }
    let units = rows.clusters.map { Set($0).count } ?? rows.count
    return quantities.indices.map { index in finish(quantities[index], drawn.map { $0[index] }, units: units) }
  }

  /// A metric that is undefined in a few resamples is judged by the others; in more than one of a hundred, not at all.
  ///
  /// The percentile interval with the tails of Student's t: BCa's corrections are estimates, and in simulations it covered
  /// less where rows were few (docs/statistics.md). Of maxima and of sums of absolute differences, widened by the bias.
  private func finish(
    _ quantity: Quantity, _ values: [Double], units: Int
  ) -> Result<ConfidenceCurve, UndefinedMetric> {
    let defined = values.filter { !$0.isNaN }
    guard defined.count * 100 >= values.count * 99 else {
      return .failure(
        UndefinedMetric("it is undefined in \(values.count - defined.count) of \(values.count) resamples"))
    }
    let curve =
      quantity.isSmooth
      ? ConfidenceCurve.percentile(quantity.value, resampled: defined, units: units)
      : .widenedPercentile(quantity.value, resampled: defined, units: units, in: quantity.range)
    return curve.map { .success($0) } ?? .failure(UndefinedMetric("it has no interval"))
  }
}

/// Rows counted by the cells of both models at once: all that the difference of two functions of counts depends on.
private struct JointCells: Sendable {
  /// Of the cells that have any.
  let counts: [Int]
  /// For each of them, where it lies in the candidate's table and in the opponent's.
  private let cells: [(candidate: Int, opponent: Int)]
  private let candidate: RowCells
  private let opponent: RowCells?

  init?(_ quantity: Quantity) {
    guard let first = quantity.candidate.cells else { return nil }
    let second = quantity.opponent?.cells
    if quantity.opponent != nil, second == nil { return nil }
    var places: [Int: Int] = [:]
    var (counts, cells) = ([Int](), [(candidate: Int, opponent: Int)]())
    let width = second?.cellCount ?? 1
    for row in first.codes.indices {
      let other = second.map { Int($0.codes[row]) } ?? 0
      let code = Int(first.codes[row]) * width + other
      if let place = places[code] {
        counts[place] += 1
      } else {
        places[code] = counts.count
        counts.append(1)
        cells.append((Int(first.codes[row]), other))
      }
    }
    (self.counts, self.cells) = (counts, cells)
    (candidate, opponent) = (first, second)
  }

  /// NaN where a value is undefined.
  func value(_ quantity: Quantity, _ drawn: [Int]) -> Double {
    var counts = [Int](repeating: 0, count: candidate.cellCount)
    for (cell, count) in zip(cells, drawn) { counts[cell.candidate] += count }
    guard let value = candidate.value(counts).defined else { return .nan }
    guard let opponent else { return value }
    var others = [Int](repeating: 0, count: opponent.cellCount)
    for (cell, count) in zip(cells, drawn) { others[cell.opponent] += count }
    return opponent.value(others).defined.map { quantity.combine(value, $0) } ?? .nan
  }
}

extension Quantity {
  /// Of the rows that were drawn; NaN where it is undefined. A metric that two quantities share is computed twice: rules on
  /// one metric are few.
  fileprivate func value(counts: Span<UInt8>) -> Double {
    guard let first = candidate.value(counts: counts).defined else { return .nan }
    guard let opponent else { return first }
    return opponent.value(counts: counts).defined.map { combine(first, $0) } ?? .nan
  }
}
