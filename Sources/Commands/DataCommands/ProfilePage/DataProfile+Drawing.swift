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

  /// Whether single values say nothing, since hardly any occurs twice.
  var isNearlyUnique: Bool { !isNumeric && moment == nil && values > 20 && 2 * distinct > values }

  /// A share of rows; nil without any.
  func share(_ count: Int) -> Double? {
    let rows = Double(values) + Double(nulls)
    return rows > 0 ? Double(count) / rows : nil
  }

  /// What stands before a number of different values that is not exact.
  var distinctSign: String? { isDistinctAtLeast ? "≥" : isDistinctEstimated ? "≈" : nil }

  var distinctText: String { (distinctSign.map { "\($0)\u{A0}" } ?? "") + Figures.count(distinct) }

  /// Whether it is known that all values are the same.
  var isConstant: Bool { distinct == 1 && distinctSign == nil }

  /// How it is spread, in a sentence for those who do not see it drawn.
  var spoken: String {
    if kind == .empty { return "no values" }
    if isRedacted { return "redacted" }
    if let numbers {
      let median = median.map { ", the median \(rounded($0))" } ?? ""
      return "from \(rounded(numbers.minimum)) to \(rounded(numbers.maximum))\(median)"
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

// Its numbers as texts: those of a date are seconds.
extension DataProfile.Column {
  var axis: ChartAxis {
    guard let moment else { return .numbers }
    return .moments(
      ofDay: moment == .time, rounded: { [self] in rounded($0) }, exact: { [self] in exact($0) })
  }

  func exact(_ number: Double) -> String { moment?.text(number) ?? Figures.exact(number) }

  /// - Parameter digits: of a number; a moment is told to the day where the column spans weeks, else to the second.
  func rounded(_ number: Double, digits: Int = 5) -> String {
    guard let moment else { return Figures.number(number, digits: digits) }
    let span = numbers.map { $0.maximum - $0.minimum } ?? 0
    if moment == .timestamp, span >= 30 * 86_400 { return DataProfile.Column.Moment.date.text(number) }
    return moment.text(span < 1000 ? number : number.rounded(.down))
  }
}

extension DataProfile.Column {
  /// Numbers from the smallest, moments from the earliest; nil for what has no such order.
  func bySize(_ names: [String]) -> [String]? {
    // As ISO 8601 writes them, moments are sorted as their texts are.
    if moment != nil { return names.sorted() }
    guard isNumeric else { return nil }
    func number(_ name: String) -> Double { Number.parse(Array(name.utf8)[...]) ?? .infinity }
    return names.sorted { (number($0), $0) < (number($1), $1) }
  }

  /// A value as people can tell it from another: spaces at its ends are seen, and a text's direction stays its own.
  static func label(_ value: String) -> Markup {
    value.first?.isWhitespace ?? true || value.last?.isWhitespace ?? true
      ? "<bdi>“\(value, upTo: 80)”</bdi>" : "<bdi>\(value, upTo: 80)</bdi>"
  }
}
