/// The area under the ROC curve of each pair of classes, averaged over pairs (Hand and Till 2001): of a and b, the mean
/// of how well the score for a tells rows of a from those of b, and the other way round. Classes without rows are left
/// out.
package struct OneVersusOne: PreparedMetric {
  /// By class.
  let rankings: [RankedRows]
  let labels: [Int32]
  /// Whether a pair is as heavy in the mean as its rows; else all are the same.
  let isWeighted: Bool

  package var value: MetricValue { value(nil) }

  package func value(counts: Span<UInt8>) -> MetricValue { value(counts) }

  private func value(_ counts: Span<UInt8>?) -> MetricValue {
    let classCount = rankings.count
    var sizes = Array(repeating: 0.0, count: classCount)
    // By class a, then b: Σ over rows of b of the weight of rows of a that score higher for a.
    var areas = Array(repeating: 0.0, count: classCount * classCount)
    for a in rankings.indices {
      sizes[a] = add(a, counts, to: &areas)
    }
    let present = sizes.indices.filter { sizes[$0] > 0 }
    guard present.count > 1 else { return .undefined("all rows are of one class") }
    var mean = 0.0
    var total = 0.0
    for (index, a) in present.enumerated() {
      for b in present[(index + 1)...] {
        let share = isWeighted ? sizes[a] + sizes[b] : 1
        let area = areas[a * classCount + b] + areas[b * classCount + a]
        mean += share * area / (2 * sizes[a] * sizes[b])
        total += share
      }
    }
    return .success(mean / total)
  }

  /// Adds the areas of class a.
  ///
  /// - Returns: the weight of its rows.
  private func add(_ a: Int, _ counts: Span<UInt8>?, to areas: inout [Double]) -> Double {
    let start = a * rankings.count
    let labels = labels.span
    var above = 0.0
    // Rows of a with the score at hand; others wait until all of those are known.
    var tied = 0.0
    var waiting: [(place: Int, weight: Double)] = []
    rankings[a].forEachEntry(counts: counts) { entry in
      if entry.isPositive {
        tied += entry.weight
      } else {
        let place = start + Int(labels[entry.row])
        if entry.isLast && tied == 0 {
          areas[place] += entry.weight * above
        } else {
          waiting.append((place, entry.weight))
        }
      }
      guard entry.isLast else { return }
      for (place, weight) in waiting { areas[place] += weight * (above + tied / 2) }
      waiting.removeAll(keepingCapacity: true)
      above += tied
      tied = 0
    }
    return above
  }
}
