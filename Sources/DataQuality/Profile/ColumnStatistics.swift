import Scan

/// What one column's cells are like.
struct ColumnStatistics: Sendable {
  private(set) var nulls = 0
  /// Cells that are not null.
  private(set) var values = 0
  /// The kinds that all cells so far are of, the first one first.
  private(set) var kinds = LogicalType.profiled
  private(set) var minimumLength = Int.max
  private(set) var maximumLength = 0
  /// Of the numbers, as long as all cells are some.
  private(set) var moments = Moments()
  private(set) var quantiles = QuantileSketch()
  private(set) var distinct = DistinctSketch()
  /// Nil for numbers of which there are too many different ones: their distribution is told by quantiles.
  private(set) var counts: ValueCounts?

  private let type: ColumnType

  init(_ type: ColumnType, limit: Int, counts: Bool) {
    self.type = type
    self.counts = counts ? ValueCounts(limit: limit) : nil
    kinds = LogicalType.profiled.filter { $0.mayBe(type) }
  }

  private var areNumbers: Bool { type.isNumeric || kinds.contains { $0.type == .number } }
  var hasLengths: Bool { values > 0 && !type.hasNumbers }
  /// Whether the source says that it holds numbers.
  var hasNumbers: Bool { type.isNumeric }

  /// Of the values, when there are some.
  var kind: DataProfile.Column.Kind {
    switch type {
    case .integer: .integer
    case .number: .number
    case .date, .timestamp: .date
    default: kinds.first?.kind ?? .text
    }
  }

  mutating func add(
    _ column: Int, _ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>, where filter: RowFilter = .all
  ) {
    if !batch.typed.isEmpty, type.hasNumbers {
      let typed = filter.isAll ? batch.typed[column] : batch.typed[column].filtered(by: filter)
      add(typed, rows: filter.count(of: batch.rows))
    } else {
      addText(column, batch, bytes, filter)
    }
  }

  /// Values that come as numbers. They are told apart by their keys; their text is kept once for each.
  private mutating func add(_ column: TypedColumn, rows: Int) {
    nulls += rows - column.count
    self.values += column.count
    var counts = counts
    self.counts = nil
    var sketch = distinct
    distinct = DistinctSketch()
    let values = column.dictionary?.values ?? column.values
    var times: [Int] = []
    if column.dictionary != nil {
      times = [Int](repeating: 0, count: values.keys.count)
      for code in column.codes { times[Int(code)] &+= 1 }
    }
    for (index, key) in values.keys.enumerated() {
      let times = times.isEmpty ? 1 : times[index]
      if times == 0 { continue }
      var hash = CellHash()
      hash.add(key)
      sketch.add(hash)
      counts?.add(hash, values.text.span, values.cells[index].range, times: times)
    }
    distinct = sketch
    if type.isNumeric {
      let all = column.dictionary == nil ? values.numbers : column.codes.map { values.numbers[Int($0)] }
      let numbers = all.contains { $0.isNaN } ? all.filter { !$0.isNaN } : all
      moments.merge(Moments(of: numbers))
      quantiles.add(numbers)
      if counts?.isOverflowing ?? false { counts = nil }
    }
    self.counts = counts
  }

  private mutating func addText(
    _ column: Int, _ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>, _ filter: RowFilter
  ) {
    var left = 0
    var lengths = (minimum: minimumLength, maximum: maximumLength)
    var numbers: [Double] = []
    var readsNumbers = areNumbers
    var kinds = kinds
    var counts = counts
    self.counts = nil
    var sketch = distinct
    distinct = DistinctSketch()
    if readsNumbers { numbers.reserveCapacity(batch.rows) }
    let allNulls = batch.forEachValue(column, bytes) { row, bytes, range, cell in
      if !filter.admits(row) {
        left &+= 1
        return
      }
      let length = Word.scalars(bytes, range)
      if length < lengths.minimum { lengths.minimum = length }
      if length > lengths.maximum { lengths.maximum = length }
      if readsNumbers {
        if cell.mayBeNumber, case .number(let value) = FastNumber.parse(bytes, range) {
          numbers.append(value)
        } else {
          readsNumbers = false
        }
      }
      if !kinds.isEmpty {
        kinds.removeAll { $0.type == .number ? !readsNumbers : !$0.accepts(bytes, range, cell) }
      }
      var hash = CellHash()
      hash.add(bytes, range)
      sketch.add(hash)
      counts?.add(hash, bytes, range)
    }
    distinct = sketch
    self.kinds = kinds
    let found = batch.rows - allNulls - left
    nulls += filter.count(of: batch.rows) - found
    values += found
    (minimumLength, maximumLength) = (lengths.minimum, lengths.maximum)
    if areNumbers {
      moments.merge(Moments(of: numbers))
      quantiles.add(numbers)
      if counts?.isOverflowing ?? false { counts = nil }
    }
    self.counts = counts
  }

  mutating func merge(_ next: ColumnStatistics) {
    let isFirst = values == 0
    nulls += next.nulls
    kinds.removeAll { kind in !next.kinds.contains { $0.type == kind.type } }
    minimumLength = min(minimumLength, next.minimumLength)
    maximumLength = max(maximumLength, next.maximumLength)
    values += next.values
    distinct.merge(next.distinct)
    if areNumbers {
      moments.merge(next.moments)
      if isFirst { quantiles = next.quantiles } else { quantiles.merge(next.quantiles) }
    }
    // Either has nothing only where there were too many different numbers.
    if let more = next.counts, counts != nil {
      counts?.merge(more)
    } else {
      counts = nil
    }
    if areNumbers, counts?.isOverflowing ?? false { counts = nil }
  }
}

extension TypedColumn {
  /// The values of some rows; which rows these are is lost.
  fileprivate func filtered(by filter: RowFilter) -> TypedColumn {
    let kept = (0..<count).filter { filter.admits(row(of: $0)) }
    var column = TypedColumn(type)
    column.count = kept.count
    column.dictionary = dictionary
    func some<T>(_ all: [T]) -> [T] { all.isEmpty ? [] : kept.map { all[$0] } }
    column.codes = some(codes)
    column.values.numbers = some(values.numbers)
    column.values.keys = some(values.keys)
    column.values.cells = some(values.cells)
    column.values.text = values.text
    return column
  }
}
