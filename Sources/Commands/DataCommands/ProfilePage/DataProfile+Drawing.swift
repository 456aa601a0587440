import DataQuality
import Reporting
import Tables

// A profile's numbers in the shape that charts and pages take.

extension DataProfile.Column {
  /// Cells that are not null.
  var values: Int {
    switch distribution {
    case .deciles(_, let counts, let other): Self.sum(counts + [other])
    case .categories(let counts, let other): Self.sum(counts.values + [other])
    }
  }

  /// As much as fits: a saved profile may be damaged, and holds any numbers then.
  static func sum(_ counts: [Int]) -> Int {
    counts.reduce(0) { sum, count in
      let (result, overflows) = sum.addingReportingOverflow(count)
      return overflows ? .max : result
    }
  }

  /// Nil for what is no numbers, or few different ones; and where a saved profile makes no sense.
  var binned: BinnedCounts? {
    guard case .deciles(let edges, let counts, _) = distribution, let numbers else { return nil }
    // An edge between two numbers may be rounded to a little more than the larger.
    let minimum = min(numbers.minimum, edges.first ?? numbers.minimum)
    let maximum = max(numbers.maximum, edges.last ?? numbers.maximum)
    return BinnedCounts(edges: [minimum] + edges + [maximum], counts: counts)
  }

  /// How often each value occurs; nil where numbers are counted in bins. `other` are the rows that are not listed.
  var categories: (counts: [String: Int], other: Int)? {
    if case .categories(let counts, let other) = distribution { (counts, other) } else { nil }
  }

  /// The nine inner deciles. The profile keeps each edge once, however many deciles it is; which, its counts say: the
  /// first edge that has enough values up to it.
  var deciles: [Double]? {
    guard case .deciles(let edges, let counts, _) = distribution, edges.count <= 9, !edges.isEmpty else { return nil }
    let total = Self.sum(counts)
    guard total > 0 else { return nil }
    var ends: [Int] = []
    for count in counts.dropLast() { ends.append(Self.sum([ends.last ?? 0, count])) }
    return (1...9).map { decile in
      let below = (Double(total - 1) * Double(decile) / 10).rounded(.down)
      return edges[ends.firstIndex { Double($0) > below } ?? edges.count - 1]
    }
  }

  /// Nil where there are few different numbers, which are listed one by one.
  var median: Double? { deciles?[4] }

  var isNumeric: Bool { kind == .integer || kind == .number }

  /// Whether single values say nothing, since hardly any occurs twice.
  var isNearlyUnique: Bool { !isNumeric && values > 20 && 2 * distinct > values }

  /// A share of rows; nil without any.
  func share(_ count: Int) -> Double? {
    let rows = Double(values) + Double(nulls)
    return rows > 0 ? Double(count) / rows : nil
  }

  var distinctText: String { (isDistinctEstimated ? "≈\u{A0}" : "") + Figures.count(distinct) }

  /// How it is spread, in a sentence for those who do not see it drawn.
  var spoken: String {
    if kind == .empty { return "no values" }
    if let numbers {
      let median = median.map { ", the median \(Figures.number($0))" } ?? ""
      return "from \(Figures.number(numbers.minimum)) to \(Figures.number(numbers.maximum))\(median)"
    }
    guard let first = ranked.first else { return "no values" }
    let share = Figures.share(Double(first.count) / Double(max(values, 1)))
    return "the commonest of \(distinctText) values is \(first.name), \(share)"
  }

  /// The values that are counted one by one, the commonest first.
  var ranked: [(name: String, count: Int)] {
    (categories?.counts ?? [:]).sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) }
  }
}

extension DataProfile.Column {
  static func bySize(_ names: [String]) -> [String] {
    func number(_ name: String) -> Double { Number.parse(Array(name.utf8)[...]) ?? .infinity }
    return names.sorted { (number($0), $0) < (number($1), $1) }
  }

  /// A value as people can tell it from another: spaces at its ends are seen, and a text's direction stays its own.
  static func label(_ value: String) -> Markup {
    value.first?.isWhitespace ?? true || value.last?.isWhitespace ?? true
      ? "<bdi>“\(value, upTo: 80)”</bdi>" : "<bdi>\(value, upTo: 80)</bdi>"
  }
}
