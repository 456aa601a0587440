import Glibc

/// Bin edges of numbers, as numpy computes them.
enum Edges {
  /// `bins` + 1 edges at equal distances, the last one exact: `numpy.linspace`.
  static func evenly(from first: Double, to last: Double, bins: Int) -> [Double] {
    let step = (last - first) / Double(bins)
    return (0..<bins).map { Double($0) * step + first } + [last]
  }

  /// Sturges's rule: bins of the width (max − min) / (log2 n + 1), their number rounded up, and no narrower than 1 for
  /// integers: `numpy.histogram_bin_edges(bins="sturges")` of numpy 2.
  ///
  /// A single value lies in the middle of one bin of width 1.
  static func sturges(from first: Double, to last: Double, count: Int, isInteger: Bool) throws(Undefined) -> [Double] {
    if first == last { return [first - 0.5, first + 0.5] }
    var width = (last - first) / (log2(Double(count)) + 1)
    if isInteger, width < 1 { width = 1 }
    guard width > 0, width.isFinite else { throw .overflow }
    return evenly(from: first, to: last, bins: Int(((last - first) / width).rounded(.up)))
  }

  /// How many values lie in each bin; a bin includes its lower edge, the last one both: `numpy.histogram`.
  static func count(_ sample: NumberSample, in edges: [Double]) -> [Double] {
    var counts = [Double](repeating: 0, count: edges.count - 1)
    var bin = 0
    for (value, count) in zip(sample.values, sample.counts) {
      guard value >= edges[0] else { continue }
      while bin + 1 < counts.count, value >= edges[bin + 1] { bin += 1 }
      if value < edges[bin + 1] || (bin + 1 == counts.count && value == edges[bin + 1]) {
        counts[bin] += Double(count)
      }
    }
    return counts
  }

  /// How many values lie in each bin, where a bin includes its upper edge and the last one is what is above all edges.
  static func countUpTo(_ sample: NumberSample, _ edges: [Double]) -> [Double] {
    var counts = [Double](repeating: 0, count: edges.count + 1)
    var bin = 0
    for (value, count) in zip(sample.values, sample.counts) {
      while bin < edges.count, value > edges[bin] { bin += 1 }
      counts[bin] += Double(count)
    }
    return counts
  }
}
