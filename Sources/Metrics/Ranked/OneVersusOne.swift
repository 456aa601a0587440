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

  private func value(_ counts: Span<UInt8>?) -> MetricValue { pairs(counts).value }

  private func pairs(_ counts: Span<UInt8>?) -> ClassPairs {
    var sizes = Array(repeating: 0.0, count: rankings.count)
    var areas = Array(repeating: 0.0, count: rankings.count * rankings.count)
    for a in rankings.indices { sizes[a] = add(a, counts, to: &areas) }
    return ClassPairs(sizes: sizes, areas: areas, isWeighted: isWeighted)
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

  /// A row of a class gains, from each pair that the class is in, what it ranks right less the pair's area; where pairs
  /// are weighted, it also makes its pairs heavier.
  package var influences: [Double]? {
    let pairs = pairs(nil)
    guard pairs.value.defined != nil else { return nil }
    let slopes = pairs.slopes
    var influences = Array(repeating: 0.0, count: labels.count)
    for a in rankings.indices where pairs.sizes[a] > 0 {
      // Of each class, the weight of rows that score higher for a, and of those that score the same.
      var above = Array(repeating: 0.0, count: rankings.count)
      var tied = above
      var waiting: [RankedRows.Entry] = []
      rankings[a].forEachEntry(counts: nil) { entry in
        tied[Int(labels[entry.row])] += entry.weight
        waiting.append(entry)
        guard entry.isLast else { return }
        for entry in waiting {
          let label = Int(labels[entry.row])
          var gain = label == a ? slopes.ofRows[a] : 0
          for b in label == a ? Array(rankings.indices) : [label] where b != a {
            let right = label == a ? pairs.sizes[b] - above[b] - tied[b] / 2 : above[a] + tied[a] / 2
            gain += slopes.ofAreas[a * rankings.count + b] * right
          }
          influences[entry.row] += entry.weight * gain
        }
        waiting.removeAll(keepingCapacity: true)
        for label in above.indices {
          above[label] += tied[label]
          tied[label] = 0
        }
      }
    }
    return influences
  }
}
