/// The area under the ROC curve of each pair of classes, averaged over pairs (Hand and Till 2001): of a and b, the mean
/// of how well the score for a tells rows of a from those of b, and the other way round. Classes without rows are left
/// out.
package struct OneVersusOne: PreparedMetric {
  /// By class.
  let rankings: [RankedRows]
  let labels: [Int32]
  let weights: [Double]?
  /// Whether a pair is as heavy in the mean as its rows; else all are the same.
  let isWeighted: Bool

  package var value: MetricValue {
    guard let weights else { return value { _ in 1 } }
    return value { weights[$0] }
  }

  package func value(counts: Span<UInt8>) -> MetricValue {
    guard let weights else { return value { Double(counts[$0]) } }
    return value { Double(counts[$0]) * weights[$0] }
  }

  @inline(__always)
  private func value(weight: (Int) -> Double) -> MetricValue {
    let classCount = rankings.count
    var sizes = Array(repeating: 0.0, count: classCount)
    for row in labels.indices { sizes[Int(labels[row])] += weight(row) }
    let present = sizes.indices.filter { sizes[$0] > 0 }
    guard present.count > 1 else { return .undefined("all rows are of one class") }
    // By class a, then b: Σ over rows of b of the weight of rows of a that score higher for a.
    var areas = Array(repeating: 0.0, count: classCount * classCount)
    for (a, ranking) in rankings.enumerated() where sizes[a] > 0 {
      add(ranking, of: a, weight: weight, to: &areas)
    }
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

  @inline(__always)
  private func add(_ ranking: RankedRows, of a: Int, weight: (Int) -> Double, to areas: inout [Double]) {
    let start = a * rankings.count
    var above = 0.0
    // Rows of a and of others with the score at hand; others wait until all of a with that score are known.
    var tied = 0.0
    var place = 0
    var waiting: [(label: Int, weight: Double)] = []
    func flush() {
      for (label, weight) in waiting { areas[start + label] += weight * (above + tied / 2) }
      waiting.removeAll(keepingCapacity: true)
      above += tied
      tied = 0
    }
    ranking.forEachRow { row, isPositive, rowPlace in
      if rowPlace != place {
        flush()
        place = rowPlace
      }
      if isPositive {
        tied += weight(row)
      } else {
        waiting.append((Int(labels[row]), weight(row)))
      }
    }
    flush()
  }
}
