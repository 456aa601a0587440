import Scan
import Tables

/// The bins of a reference column, ready to sort new cells into.
struct DriftBins: Sendable {
  let reference: DataProfile.Column
  /// Among the data's columns.
  let column: Int
  fileprivate let edges: [Double]
  /// The position of each category; empty for numbers.
  fileprivate let categories: [[UInt8]: Int]
  /// Nulls first, then the reference's own bins, then what it does not know.
  let expected: [Int]

  init(_ reference: DataProfile.Column, column: Int) {
    self.reference = reference
    self.column = column
    switch reference.distribution {
    case .deciles(let edges, let counts, let other):
      self.edges = edges
      categories = [:]
      expected = [reference.nulls] + counts + [other]
    case .categories(let counts, let other):
      // Sorted, so that a sum over them does not depend on the order of a dictionary.
      let names = counts.keys.sorted()
      edges = []
      categories = Dictionary(names.enumerated().map { (Array($0.element.utf8), $0.offset) }) { first, _ in first }
      expected = [reference.nulls] + names.map { counts[$0] ?? 0 } + [other]
    }
  }
}

/// How many cells fell into each bin.
struct DriftCounts: Sendable {
  /// In the order of `DriftBins.expected`.
  private(set) var found: [Int]

  init(_ bins: DriftBins) { found = Array(repeating: 0, count: bins.expected.count) }

  mutating func count(_ bins: DriftBins, _ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>) {
    var found = found
    let last = found.count - 1
    if case .deciles = bins.reference.distribution {
      let edges = bins.edges
      batch.forEach(bins.column, bytes) { _, bytes, range in
        if range.isEmpty {
          found[0] += 1
          return
        }
        switch FastNumber.parse(bytes, range) {
        case .number(let value): found[1 + DataProfile.Distribution.bin(of: value, edges)] += 1
        case .special(let value) where !value.isNaN: found[1 + DataProfile.Distribution.bin(of: value, edges)] += 1
        case .special, .none: found[last] += 1
        }
      }
    } else {
      var cell: [UInt8] = []
      batch.forEach(bins.column, bytes) { _, bytes, range in
        if range.isEmpty {
          found[0] += 1
          return
        }
        cell.removeAll(keepingCapacity: true)
        for index in range { unsafe cell.append(bytes[unchecked: index]) }
        found[bins.categories[cell].map { $0 + 1 } ?? last] += 1
      }
    }
    self.found = found
  }

  mutating func add(_ other: DriftCounts) {
    for index in found.indices { found[index] += other.found[index] }
  }
}
