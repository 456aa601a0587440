import Scan
import Synchronization

/// Gathers the statistics of every column in one pass.
struct ProfileVisitor: ChunkVisitor {
  private(set) var columns: [ColumnStatistics]
  private let full: FullColumns

  /// - Parameter full: shared by the visitors of all chunks.
  init(columns: Int, full: FullColumns) {
    self.full = full
    // So that a thousand columns take no more memory than ten.
    let limit = max(1 << 10, min(1 << 16, (1 << 23) / max(columns, 1)))
    let full = full.columns
    self.columns = (0..<columns).map { ColumnStatistics(limit: limit, counts: !full.contains($0)) }
  }

  mutating func visit(_ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>, firstRow: Int) {
    for column in columns.indices { columns[column].add(column, batch, bytes) }
  }

  mutating func merge(_ next: ProfileVisitor, rows: Int, lines: Int) {
    for column in columns.indices {
      columns[column].merge(next.columns[column])
      if columns[column].counts == nil { full.insert(column) }
    }
  }
}

/// The columns whose single values are not counted any more, since there were too many: what a chunk counted of them
/// would be thrown away, so the chunks that are looked at later need not begin.
final class FullColumns: Sendable {
  private let state = Mutex<Set<Int>>([])

  var columns: Set<Int> { state.withLock { $0 } }
  func insert(_ column: Int) { state.withLock { _ = $0.insert(column) } }
}

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

/// Number, mean and spread of numbers, from parts: Chan, Golub and LeVeque, "Updating Formulae and a Pairwise Algorithm
/// for Computing Sample Variances", 1979.
struct Moments: Sendable {
  private(set) var count = 0.0
  private(set) var mean = 0.0
  private(set) var minimum = Double.infinity
  private(set) var maximum = -Double.infinity
  private var squares = 0.0

  init() {}

  init(of values: [Double]) {
    if values.isEmpty { return }
    count = Double(values.count)
    var sum = 0.0
    for value in values {
      sum += value
      minimum = min(minimum, value)
      maximum = max(maximum, value)
    }
    mean = sum / count
    for value in values { squares += (value - mean) * (value - mean) }
  }

  mutating func merge(_ next: Moments) {
    if next.count == 0 { return }
    let total = count + next.count
    let difference = next.mean - mean
    mean += difference * next.count / total
    squares += next.squares + difference * difference * count * next.count / total
    count = total
    minimum = min(minimum, next.minimum)
    maximum = max(maximum, next.maximum)
  }

  /// With n − 1 in the denominator; nil for fewer than two values.
  var standardDeviation: Double? { count > 1 ? (squares / (count - 1)).squareRoot() : nil }
}
