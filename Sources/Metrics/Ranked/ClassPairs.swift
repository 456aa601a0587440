/// How well each class is told from each other.
struct ClassPairs {
  /// By class: the weight of its rows.
  let sizes: [Double]
  /// By class a, then b: Σ over rows of b of the weight of rows of a that score higher for a.
  let areas: [Double]
  let isWeighted: Bool

  private func share(_ a: Int, _ b: Int) -> Double { isWeighted ? sizes[a] + sizes[b] : 1 }

  private func area(_ a: Int, _ b: Int) -> Double {
    (areas[a * sizes.count + b] + areas[b * sizes.count + a]) / (2 * sizes[a] * sizes[b])
  }

  /// Each two classes that have rows, once.
  private var all: [(a: Int, b: Int)] {
    let present = sizes.indices.filter { sizes[$0] > 0 }
    return present.indices.flatMap { index in present[(index + 1)...].map { (present[index], $0) } }
  }

  private var total: Double { all.reduce(0) { $0 + share($1.a, $1.b) } }

  var value: MetricValue {
    let all = all
    return MetricValue(
      all.reduce(0) { $0 + share($1.a, $1.b) * area($1.a, $1.b) }, over: total,
      orBecause: sizes.contains { $0 > 0 } ? "all rows are of one class" : "no row has a weight")
  }

  /// Derivatives of the value by each of the areas, and by the weight of each class's rows where the areas stay.
  var slopes: (ofAreas: [Double], ofRows: [Double]) {
    var ofAreas = areas.map { _ in 0.0 }
    var ofRows = sizes.map { _ in 0.0 }
    let total = total
    let mean = value.defined ?? 0
    for (a, b) in all {
      let area = area(a, b)
      let slope = share(a, b) / (total * 2 * sizes[a] * sizes[b])
      ofAreas[a * sizes.count + b] = slope
      ofAreas[b * sizes.count + a] = slope
      for place in [a, b] {
        ofRows[place] += (isWeighted ? area - mean : 0) / total - share(a, b) * area / (total * sizes[place])
      }
    }
    return (ofAreas, ofRows)
  }
}
