/// A statistic whose sampling error is to first order a sum over rows: its standard error in closed form, for rows that
/// are independent or come in clusters.
///
/// Sources: F. R. Hampel, "The influence curve and its role in robust estimation", JASA 69 (1974); for clusters K.-Y.
/// Liang, S. L. Zeger, "Longitudinal data analysis using generalized linear models", Biometrika 73 (1986).
package struct Linearised: Sendable {
  /// What varies independently: rows, or clusters of them.
  package let units: Int
  package let standardError: Double
  /// Skewness of the units / (6 √units): that of the BCa bootstrap (Efron 1987, (7.3)); 0 when nothing varies.
  package let acceleration: Double

  package var degreesOfFreedom: Double { Double(units - 1) }

  /// The difference of two statistics on the same rows has the difference of their influences.
  ///
  /// - Parameters:
  ///   - influences: wᵢ · ∂θ/∂wᵢ of each row, which add up to 0.
  ///   - clusters: each row's, from 0; nil when rows are independent. Influences are added up within clusters.
  /// - Returns: nil with fewer than two units.
  package init?(_ influences: [Double], clusters: [Int32]? = nil) {
    let values = clusters.map { Self.sums(influences, $0) } ?? influences
    guard values.count > 1 else { return nil }
    units = values.count
    let (squares, cubes) = Self.powers(values.span)
    let count = Double(values.count)
    standardError = (squares * count / (count - 1)).squareRoot()
    acceleration = squares > 0 ? cubes / (6 * squares * squares.squareRoot()) : 0
  }

  /// The sums of squares and of cubes: four rows at a time, in blocks that are added up with care.
  private static func powers(_ values: Span<Double>) -> (squares: Double, cubes: Double) {
    var (squares, cubes) = (CompensatedSum(), CompensatedSum())
    var row = 0
    while row < values.count {
      let end = min(row + 1024, values.count)
      var (square, cube) = (SIMD4<Double>.zero, SIMD4<Double>.zero)
      while row &+ 3 < end {
        let four = SIMD4(values[row], values[row &+ 1], values[row &+ 2], values[row &+ 3])
        square += four * four
        cube += four * four * four
        row &+= 4
      }
      while row < end {
        square[0] += values[row] * values[row]
        cube[0] += values[row] * values[row] * values[row]
        row += 1
      }
      squares.add(square.sum())
      cubes.add(cube.sum())
    }
    return (squares.value, cubes.value)
  }

  /// A cluster that no row has is none.
  private static func sums(_ influences: [Double], _ clusters: [Int32]) -> [Double] {
    let count = Int(clusters.max() ?? -1) + 1
    var sums = [CompensatedSum](repeating: CompensatedSum(), count: count)
    var rows = [Int](repeating: 0, count: count)
    for (influence, cluster) in zip(influences, clusters) {
      sums[Int(cluster)].add(influence)
      rows[Int(cluster)] += 1
    }
    return zip(sums, rows).filter { $0.1 > 0 }.map(\.0.value)
  }

  /// Student's t distribution with a degree of freedom less than there are units.
  package func curve(_ estimate: Double, in range: ClosedRange<Double>, method: String = "delta method")
    -> ConfidenceCurve
  {
    .wald(estimate, standardError: standardError, degreesOfFreedom: degreesOfFreedom, in: range, method: method)
  }

  /// The same with the skewness of the units taken out, for losses with a long tail.
  package func skewedCurve(
    _ estimate: Double, in range: ClosedRange<Double>, method: String = "delta method, corrected for skewness"
  ) -> ConfidenceCurve {
    .skewed(
      estimate, standardError: standardError, degreesOfFreedom: degreesOfFreedom, acceleration: acceleration,
      in: range, method: method)
  }

  /// The bootstrap-t of the linearised statistic: on each resample, its sum of influences over that sum's own standard
  /// error. Of a mean it is the bootstrap-t itself.
  ///
  /// - Parameters:
  ///   - influences: those it was made from.
  ///   - clusters: likewise.
  package func studentisedCurve(
    _ estimate: Double, influences: [Double], clusters: [Int32]? = nil, in range: ClosedRange<Double>,
    resamples: Int, seed: UInt64, threads: Int, progress: (@Sendable (_ done: Int) -> Void)? = nil
  ) -> ConfidenceCurve? {
    let values = clusters.map { Self.sums(influences, $0) } ?? influences
    let ratios = RowResampler(rows: values.count, seed: seed)
      .run(resamples: resamples, threads: threads, progress: progress) { counts in
        var (number, sum, squares) = (0.0, 0.0, 0.0)
        for unit in counts.indices {
          let count = Double(counts[unit])
          number += count
          sum += count * values[unit]
          squares += count * values[unit] * values[unit]
        }
        // A sum of values, as for n units; around the resample's own mean.
        let scale = Double(values.count) / number
        let variance = (squares - sum * sum / number) * scale
        return sum * scale / variance.squareRoot()
      }
    let defined = ratios.filter(\.isFinite)
    // A resample in which nothing varies has no ratio; many of them leave nothing to judge by.
    guard defined.count * 100 >= resamples * 99 else { return nil }
    let error = standardError * (degreesOfFreedom / Double(units)).squareRoot()
    return .studentised(estimate, standardError: error, ratios: defined, in: range)
  }
}
