import Drift
import Scan
import Tables

extension ExpectedDistribution {
  /// The shares of what was found and what was expected, value by value or bin by bin.
  struct Comparison {
    var shares: [(found: Double, expected: Double)] = []
    /// Some values that have no expected share.
    var surprises: [String] = []

    /// In nats; infinite where something was found that is expected never to occur.
    var divergence: Double {
      let (found, expected) = shares.reduce((0, 0)) { ($0.0 + $1.found, $0.1 + $1.expected) }
      if expected == 0 { return .infinity }
      return KullbackLeibler.divergence(shares.map { ($0.found / found, $0.expected / expected) })
    }
  }

  /// - Parameter counts: how often each value occurs, by its text; some do.
  func compare(values counts: [String: Int]) -> Comparison? {
    guard case .values(let set, let expected) = shares else { return nil }
    let places = Dictionary(set.texts.enumerated().map { (key(of: $1, set), $0) }) { first, _ in first }
    let total = Double(counts.values.reduce(0, +))
    var found = [Double](repeating: 0, count: expected.count)
    var others: [(text: String, share: Double)] = []
    // In one order: a sum of rounded numbers depends on it.
    for (text, count) in counts.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
      if let place = places[key(of: text, set)] {
        found[place] += Double(count) / total
      } else {
        others.append((text, Double(count) / total))
      }
    }
    let scale = others.isEmpty ? 1 : 1 - unexpected
    var comparison = Comparison(shares: zip(found, expected).map { ($0, $1 * scale) })
    comparison.shares += others.map { ($0.share, unexpected / Double(others.count)) }
    comparison.surprises = unexpected > 0 ? [] : others.map(\.text)
    return comparison
  }

  private func key(of text: String, _ set: ValueSet) -> String {
    if set.comparesNumbers, let number = Number.parse(Array(text.utf8)[...]) { return (number + 0).description }
    return text
  }

  /// - Parameter numbers: there are some.
  func compare(numbers: CountedNumbers) -> Comparison? {
    guard case .bins(let edges, let expected, let below, let above) = shares, let last = edges.last else { return nil }
    let total = Double(numbers.total)
    var found = [Double](repeating: 0, count: expected.count)
    var (foundBelow, foundAbove) = (0.0, 0.0)
    for (value, count) in numbers.entries {
      let share = Double(count) / total
      if value < edges[0] {
        foundBelow += share
      } else if value > last {
        foundAbove += share
      } else {
        let place = (edges.firstIndex { $0 > value } ?? edges.count - 1) - 1
        found[place] += share
      }
    }
    return Comparison(
      shares: [(foundBelow, below)] + zip(found, expected).map { ($0, $1) } + [(foundAbove, above)],
      surprises: (below == 0 && foundBelow > 0 ? ["values below all bins"] : [])
        + (above == 0 && foundAbove > 0 ? ["values above all bins"] : []))
  }
}
