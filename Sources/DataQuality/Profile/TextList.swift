import Scan

/// The commonest texts of a column; of two that occur as often, the one that comes first byte by byte.
struct TextList {
  let counts: [String: Int]
  /// How often a text may occur beyond what the list says of it.
  let hidden: Int

  /// So many are listed where even the thousand commonest are less than half of all: single values say little then.
  private static let fewest = 100

  /// - Parameters:
  ///   - distinct: how many different texts there are.
  ///   - values: how many texts.
  init(_ found: ValueCounts, distinct: Int, values: Int) {
    let texts = found.commonest(DataProfile.maximumCategories + 1).map { text, count in
      (text: String(decoding: text, as: UTF8.self), count: count)
    }
    self.init(texts, distinct: distinct, values: values, hidden: found.forgotten)
  }

  /// - Parameters:
  ///   - found: how often each occurs.
  ///   - hidden: how often one may occur beyond that.
  init(_ found: [String: Int], distinct: Int, values: Int, hidden: Int) {
    let sorted = found.sorted {
      $0.value == $1.value ? $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) : $0.value > $1.value
    }
    self.init(sorted.map { ($0.key, $0.value) }, distinct: distinct, values: values, hidden: hidden)
  }

  /// - Parameter sorted: the commonest first.
  private init(_ sorted: [(text: String, count: Int)], distinct: Int, values: Int, hidden: Int) {
    let most = DataProfile.maximumCategories
    let covered = sorted.prefix(most).reduce(0) { $0 + $1.count }
    let limit = distinct <= most || 2 * covered >= values ? most : Self.fewest
    var counts: [String: Int] = [:]
    var room = DataProfile.maximumText
    var dropped = 0
    for (place, entry) in sorted.enumerated() {
      room -= entry.text.utf8.count
      if place == limit || room < 0 {
        dropped = entry.count
        break
      }
      counts[entry.text, default: 0] += entry.count
    }
    self.counts = counts
    // No text is missing more often than all that are missing.
    self.hidden = min(hidden + dropped, Self.other(counts, values))
  }

  private static func other(_ counts: [String: Int], _ values: Int) -> Int {
    max(0, values - counts.values.reduce(0, +))
  }

  func distribution(of values: Int) -> DataProfile.Distribution {
    .categories(counts, other: Self.other(counts, values))
  }
}
