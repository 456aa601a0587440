/// What a histogram draws, in shares of its height: bars as high as their density, so that their areas are the shares;
/// and pins for numbers that are so frequent that they are a bin of their own, which has no density.
struct DensityPlot {
  let domain: ClosedRange<Double>
  private let highestDensity: Double
  private let highestShare: Double

  struct Bar {
    let bin: BinnedCounts.Bin
    /// 0 to 1.
    let height: Double
  }

  /// - Parameter all: what is drawn over one another, on the same scales.
  init(_ all: [BinnedCounts]) {
    let ranges = all.map(\.drawnRange)
    let lower = ranges.map(\.lowerBound).min() ?? 0
    let upper = ranges.map(\.upperBound).max() ?? 0
    if upper > lower, (upper - lower).isFinite {
      domain = lower...upper
    } else {
      let margin = max(lower.magnitude / 10, 0.5)
      domain = max(lower - margin, -.greatestFiniteMagnitude)...min(lower + margin, .greatestFiniteMagnitude)
    }
    let bins = all.flatMap(\.bins)
    highestDensity = bins.compactMap(\.density).max() ?? 0
    highestShare = bins.map(\.share).max() ?? 0
  }

  func bars(_ counts: BinnedCounts) -> [Bar] {
    counts.bins.compactMap { bin in
      bin.density.map { Bar(bin: bin, height: highestDensity > 0 ? $0 / highestDensity : 0) }
    }
  }

  func pins(_ counts: BinnedCounts) -> [Bar] {
    counts.bins.filter { $0.density == nil }.map { Bar(bin: $0, height: $0.share / highestShare) }
  }

  /// Whether values lie beyond what is drawn.
  func cuts(_ counts: BinnedCounts) -> Bool {
    counts.range.lowerBound < domain.lowerBound || counts.range.upperBound > domain.upperBound
  }
}
