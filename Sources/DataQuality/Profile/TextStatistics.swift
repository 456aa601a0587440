import Scan

/// What a column of texts is like.
struct TextStatistics: Sendable {
  /// What all texts so far may be.
  private var shape = TextShape()
  private(set) var minimumLength = Int.max
  private(set) var maximumLength = 0
  /// Of every text; nil where there are too many different ones, and of a sample is enough.
  private var all: ValueCounts?
  /// Of one row in some.
  private var sampled: ValueCounts
  /// Of all rows as long as that was possible, then of the sample.
  private(set) var counts: ValueCounts
  private let sampling: Int

  init(counting limit: Int?, limit size: Int, _ sampling: Sampling) {
    self.sampling = sampling.texts
    all = limit.map { ValueCounts(limit: $0) }
    sampled = ValueCounts(limit: size)
    counts = ValueCounts(limit: size)
  }

  /// - Returns: how many rows are null.
  mutating func add(
    _ column: Int, _ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>, _ distinct: inout DistinctSketch
  ) -> Int {
    let isASCII = batch.isASCII(column)
    var (minimum, maximum) = (minimumLength, maximumLength)
    var shape = shape
    let countsAll = all != nil
    var all = all ?? ValueCounts(limit: 0)
    var sampled = sampled
    self.all = nil
    self.sampled = ValueCounts(limit: 0)
    let sampling = sampling
    var hashes = [UInt64](repeating: 0, count: batch.rows)
    var output = hashes.mutableSpan
    var count = 0
    let nulls = batch.forEachValue(column, bytes) { row, bytes, range, cell in
      let length = isASCII ? cell.count : Word.scalars(bytes, range)
      if length < minimum { minimum = length }
      if length > maximum { maximum = length }
      if shape.isOpen { shape.look(bytes, range, cell) }
      if countsAll || row % sampling == 0 {
        var hash = CellHash()
        hash.add(bytes, range)
        if row % sampling == 0 { sampled.add(hash, bytes, range) }
        // What was counted before, the sketch has already.
        if countsAll, !all.add(hash, bytes, range) { return }
      }
      unsafe output[unchecked: count] = TextHash.of(bytes, range)
      count &+= 1
    }
    distinct.add(hashes.span.extracting(0..<count))
    (minimumLength, maximumLength) = (minimum, maximum)
    self.shape = shape
    self.all = countsAll ? all : nil
    self.sampled = sampled
    return nulls
  }

  /// Of the texts, when there are some.
  var kind: DataProfile.Column.Kind { shape.kind }

  /// Takes over what was found in the next chunk.
  mutating func merge(_ next: TextStatistics) {
    shape.merge(next.shape)
    minimumLength = min(minimumLength, next.minimumLength)
    maximumLength = max(maximumLength, next.maximumLength)
    // Which chunk fills the counts does not depend on the threads, and what later ones counted in full does not count.
    if !counts.isOverflowing, let more = next.all {
      counts.merge(more)
    } else {
      counts.merge(next.sampled, weight: next.sampling)
    }
    // What the next one took over itself, from the chunks of another file.
    counts.merge(next.counts)
  }
}
