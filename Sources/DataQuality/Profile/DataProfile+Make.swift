package import Tables

extension DataProfile {
  /// The profile of a table, every count exact.
  package init(of table: Table) {
    self.init(rows: table.rowCount, columns: table.columns.map { Column(of: $0, in: table) })
  }
}

extension DataProfile.Column {
  init(of column: Table.Column, in table: Table) {
    var counts: [ArraySlice<UInt8>: Int] = [:]
    for range in column.cells where !range.isEmpty { counts[table.buffer[range], default: 0] += 1 }
    let values = column.cells.count { !$0.isEmpty }
    let kind = Self.kind(of: counts.keys)
    let lengths = counts.keys.map { cell in cell.count { $0 & 0xC0 != 0x80 } }
    // Parsed once per different value, then repeated as often as it occurs.
    var numbers: [(value: Double, count: Int)] = []
    if kind == .integer || kind == .number {
      numbers = counts.compactMap { cell, count in Number.parse(cell).map { ($0, count) } }
      numbers.sort { $0.value < $1.value }
    }
    self.init(
      name: column.name, kind: kind, nulls: column.cells.count - values, distinct: counts.count,
      numbers: DataProfile.Numbers(of: numbers), minimumLength: lengths.min(), maximumLength: lengths.max(),
      distribution: DataProfile.Distribution(of: counts, numbers: numbers))
  }

  private static func kind(of values: some Collection<ArraySlice<UInt8>>) -> Kind {
    if values.isEmpty { return .empty }
    let kinds: [(Kind, LogicalType)] = [
      (.integer, .integer), (.number, .number), (.boolean, .boolean), (.date, .date(.date)),
      (.date, .timestamp(.timestamp)),
    ]
    return kinds.first { kind in values.allSatisfy { kind.1.accepts($0) } }?.0 ?? .text
  }
}

extension DataProfile.Numbers {
  /// - Parameter numbers: sorted, each with how often it occurs; nil for none.
  init?(of numbers: [(value: Double, count: Int)]) {
    guard let first = numbers.first, let last = numbers.last else { return nil }
    let total = Double(numbers.reduce(0) { $0 + $1.count })
    let mean = numbers.reduce(0) { $0 + $1.value * Double($1.count) } / total
    // Two passes: the sum of squares alone loses all digits when the spread is small beside the mean.
    let squares = numbers.reduce(0) { $0 + ($1.value - mean) * ($1.value - mean) * Double($1.count) }
    self.init(
      minimum: first.value, maximum: last.value, mean: mean,
      standardDeviation: total > 1 ? (squares / (total - 1)).squareRoot() : nil)
  }
}

extension DataProfile.Distribution {
  init(of counts: [ArraySlice<UInt8>: Int], numbers: [(value: Double, count: Int)]) {
    if numbers.count > DataProfile.maximumDiscrete {
      let edges = Self.deciles(numbers)
      var bins = [Int](repeating: 0, count: edges.count + 1)
      for (value, count) in numbers { bins[Self.bin(of: value, edges)] += count }
      self = .deciles(edges: edges, counts: bins, other: 0)
      return
    }
    var categories: [String: Int] = [:]
    for (cell, count) in counts { categories[String(decoding: cell, as: UTF8.self)] = count }
    guard categories.count > DataProfile.maximumCategories else {
      self = .categories(categories, other: 0)
      return
    }
    let sorted = categories.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let kept = sorted.prefix(DataProfile.maximumCategories)
    let other = sorted.dropFirst(kept.count).reduce(0) { $0 + $1.value }
    self = .categories(Dictionary(kept.map { ($0.key, $0.value) }) { first, _ in first }, other: other)
  }

  /// The different inner deciles, by linear interpolation between order statistics (Hyndman and Fan 1996, type 7).
  private static func deciles(_ numbers: [(value: Double, count: Int)]) -> [Double] {
    let total = numbers.reduce(0) { $0 + $1.count }
    var ends: [Int] = []
    for (_, count) in numbers { ends.append((ends.last ?? 0) + count) }
    func order(_ index: Int) -> Double {
      numbers[ends.firstIndex { $0 > index } ?? numbers.count - 1].value
    }
    var edges: [Double] = []
    for decile in 1...9 {
      let position = Double(total - 1) * Double(decile) / 10
      let low = Int(position)
      let a = order(low)
      let b = order(min(low + 1, total - 1))
      let edge = a + (b - a) * (position - Double(low))
      if edges.last != edge { edges.append(edge) }
    }
    return edges
  }

  /// The first bin whose edge is not below the value.
  static func bin(of value: Double, _ edges: [Double]) -> Int { edges.firstIndex { value <= $0 } ?? edges.count }
}
