import Drift
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
  /// Categories that are numbers, which are told apart by their value: 1 and 1.0 are the same.
  fileprivate let numbers: [Double]
  /// Nulls first, then the reference's own bins, then what it does not know.
  let expected: [Int]
  let needs: ColumnNeeds

  init(_ reference: DataProfile.Column, column: Int, type: ColumnType) {
    self.reference = reference
    self.column = column
    let isNumeric = reference.kind == .integer || reference.kind == .number
    needs = isNumeric && type.hasNumbers ? .numbers : .text
    switch reference.distribution {
    case .deciles(let edges, let counts, let other):
      self.edges = edges
      categories = [:]
      numbers = []
      expected = [reference.nulls] + counts + [other]
    case .categories(let counts, let other):
      edges = []
      // Sorted, so that a sum over them does not depend on the order of a dictionary.
      if isNumeric {
        let sorted = counts.compactMap { name, count in Number.parse(Array(name.utf8)[...]).map { ($0, count) } }
          .sorted { $0.0 < $1.0 }
        numbers = sorted.map(\.0)
        categories = [:]
        expected = [reference.nulls] + sorted.map(\.1) + [other]
      } else {
        let names = counts.keys.sorted()
        numbers = []
        categories = Dictionary(names.enumerated().map { (Array($0.element.utf8), $0.offset) }) { first, _ in first }
        expected = [reference.nulls] + names.map { counts[$0] ?? 0 } + [other]
      }
    }
  }

  /// Whether its bins are of numbers.
  var isOfNumbers: Bool { reference.kind == .integer || reference.kind == .number }

  /// How many values of a sample of the same kind fall into each bin.
  func count(_ sample: ColumnSample) -> [Int] {
    var found = [Int](repeating: 0, count: expected.count)
    found[0] = sample.nulls
    switch sample.values {
    case .numbers(let numbers):
      for (value, count) in zip(numbers.values, numbers.counts) { found[bin(value)] += count }
    case .categories(let counts):
      for (text, count) in counts { found[categories[Array(text.utf8)].map { $0 + 1 } ?? found.count - 1] += count }
    }
    return found
  }

  /// The bin of a number, as `expected` counts them.
  ///
  /// - Parameter value: NaN for what is none.
  fileprivate func bin(_ value: Double) -> Int {
    if value.isNaN { return expected.count - 1 }
    if numbers.isEmpty { return 1 + DataProfile.Distribution.bin(of: value, edges) }
    return numbers.firstIndex(of: value).map { $0 + 1 } ?? expected.count - 1
  }
}

/// How many cells fell into each bin.
struct DriftCounts: Sendable {
  /// In the order of `DriftBins.expected`.
  private(set) var found: [Int]

  init(_ bins: DriftBins) { found = Array(repeating: 0, count: bins.expected.count) }

  mutating func count(
    _ bins: DriftBins, _ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>, _ numbers: inout ColumnNumbers,
    _ firstRow: Int
  ) {
    if bins.categories.isEmpty {
      numbers.read(bins.column, batch, bytes, firstRow)
      for value in numbers.values { found[bins.bin(value)] += 1 }
      found[0] += batch.rows - numbers.values.count
      return
    }
    var found = found
    let last = found.count - 1
    var cell: [UInt8] = []
    found[0] += batch.forEachValue(bins.column, bytes) { _, bytes, range, _ in
      cell.removeAll(keepingCapacity: true)
      for index in range { unsafe cell.append(bytes[unchecked: index]) }
      found[bins.categories[cell].map { $0 + 1 } ?? last] += 1
    }
    self.found = found
  }

  mutating func add(_ other: DriftCounts) {
    for index in found.indices { found[index] += other.found[index] }
  }
}
