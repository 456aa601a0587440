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
  /// Categories that are numbers or moments, sorted, which are told apart by their value: 1 and 1.0 are the same, and so
  /// is a time behind `T` or a space.
  fileprivate let numbers: [Double]
  fileprivate let reading: Reading
  /// Nulls first, then the reference's own bins, then what it does not know.
  let expected: [Int]
  let needs: ColumnNeeds

  /// What cells are read as.
  fileprivate enum Reading {
    case texts
    case numbers
    case moments(DataProfile.Column.Moment)
    /// All are alike to a reference of another type.
    case others
  }

  init(_ reference: DataProfile.Column, column: Int, type: ColumnType) {
    self.reference = reference
    self.column = column
    reading = Self.reading(reference, type)
    if case .texts = reading { needs = .text } else { needs = type.hasNumbers ? .numbers : .text }
    switch reference.distribution {
    case .deciles(let edges, let counts, let other):
      self.edges = edges
      categories = [:]
      numbers = []
      expected = [reference.nulls] + counts + [other]
    case .categories(let counts, let other):
      edges = []
      // Sorted, so that a sum over them does not depend on the order of a dictionary.
      if case .texts = reading {
        let names = counts.keys.sorted()
        numbers = []
        categories = Dictionary(names.enumerated().map { (Array($0.element.utf8), $0.offset) }) { first, _ in first }
        expected = [reference.nulls] + names.map { counts[$0] ?? 0 } + [other]
      } else {
        let sorted = counts.compactMap { name, count in Self.number(name, reference).map { ($0, count) } }
          .sorted { $0.0 < $1.0 }
        numbers = sorted.map(\.0)
        categories = [:]
        expected = [reference.nulls] + sorted.map(\.1) + [other]
      }
    }
  }

  private static func reading(_ reference: DataProfile.Column, _ type: ColumnType) -> Reading {
    if reference.isNumeric { return type.isMoment ? .others : .numbers }
    // Profiles of version 1 tell dates by their text alone.
    guard let moment = reference.moment else { return .texts }
    if type.isNumeric || (type.isMoment && (type == .time) != (moment == .time)) { return .others }
    return .moments(moment)
  }

  /// What a category's name says.
  private static func number(_ name: String, _ reference: DataProfile.Column) -> Double? {
    let text = Array(name.utf8)
    return reference.moment.map { $0.seconds(text.span, 0..<text.count) } ?? Number.parse(text[...])
  }

  /// How many values of a sample fall into each bin.
  func count(_ sample: ColumnSample) -> [Int] {
    var found = [Int](repeating: 0, count: expected.count)
    found[0] = sample.nulls
    switch sample.values {
    case .numbers(let numbers):
      for (value, count) in zip(numbers.values, numbers.counts) { found[bin(value)] += count }
    case .categories(let counts):
      for (text, count) in counts { found[bin(Array(text.utf8))] += count }
    }
    return found
  }

  /// The bin of a text.
  private func bin(_ text: [UInt8]) -> Int {
    switch reading {
    case .texts: categories[text].map { $0 + 1 } ?? expected.count - 1
    case .moments(let moment): bin(moment.seconds(text.span, 0..<text.count) ?? .nan)
    case .numbers, .others: expected.count - 1
    }
  }

  /// The bin of a number, as `expected` counts them.
  ///
  /// - Parameter value: NaN for what is none.
  fileprivate func bin(_ value: Double) -> Int {
    if value.isNaN { return expected.count - 1 }
    if !edges.isEmpty { return 1 + DataProfile.Distribution.bin(of: value, edges) }
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
    switch bins.reading {
    case .texts: countTexts(bins, batch, bytes)
    case .moments(let moment) where !batch.isTyped(bins.column): countMoments(bins, moment, batch, bytes)
    case .numbers, .moments:
      numbers.read(bins.column, batch, bytes, firstRow)
      for value in numbers.values { found[bins.bin(value)] += 1 }
      found[0] += batch.rows - numbers.values.count
    case .others:
      let nulls = batch.forEachNull(bins.column) { _ in }
      found[0] += nulls
      found[found.count - 1] += batch.rows - nulls
    }
  }

  private mutating func countMoments(
    _ bins: DriftBins, _ moment: DataProfile.Column.Moment, _ batch: borrowing CellBatch,
    _ bytes: borrowing Span<UInt8>
  ) {
    var found = found
    found[0] += batch.forEachValue(bins.column, bytes) { _, bytes, range, cell in
      let seconds = MomentCells.mayBeMoment(cell) ? moment.seconds(bytes, range) : nil
      found[bins.bin(seconds ?? .nan)] += 1
    }
    self.found = found
  }

  private mutating func countTexts(
    _ bins: DriftBins, _ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>
  ) {
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
