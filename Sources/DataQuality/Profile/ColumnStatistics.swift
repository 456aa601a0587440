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

  init(limit: Int, counts: Bool) { self.counts = counts ? ValueCounts(limit: limit) : nil }

  private var areNumbers: Bool { kinds.contains { $0.type == .number } }

  mutating func add(_ column: Int, _ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>) {
    var nulls = 0
    var lengths = (minimum: minimumLength, maximum: maximumLength)
    var numbers: [Double] = []
    var readsNumbers = areNumbers
    var kinds = kinds
    var counts = counts
    self.counts = nil
    var sketch = distinct
    distinct = DistinctSketch()
    if readsNumbers { numbers.reserveCapacity(batch.rows) }
    batch.forEach(column, bytes) { _, bytes, range in
      if range.isEmpty {
        nulls &+= 1
        return
      }
      let length = Word.scalars(bytes, range)
      if length < lengths.minimum { lengths.minimum = length }
      if length > lengths.maximum { lengths.maximum = length }
      if readsNumbers {
        if case .number(let value) = FastNumber.parse(bytes, range) {
          numbers.append(value)
        } else {
          readsNumbers = false
        }
      }
      if !kinds.isEmpty {
        kinds.removeAll { $0.type == .number ? !readsNumbers : !$0.type.accepts(bytes, range) }
      }
      var hash = CellHash()
      hash.add(bytes, range)
      sketch.add(hash)
      counts?.add(hash, bytes, range)
    }
    distinct = sketch
    self.kinds = kinds
    self.nulls += nulls
    values += batch.rows - nulls
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
