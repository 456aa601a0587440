package import Core
package import Scan
import Tables

extension DataProfile {
  /// The profile of a file, in one pass over its rows. Counts are exact; of columns with very many different values
  /// (65,536, or fewer in a table of hundreds of columns) the number of these is an estimate (`DistinctSketch`), so are
  /// the deciles of numbers (`QuantileSketch`), and of texts those are counted that came first.
  ///
  /// - Parameter threads: the profile is the same for any number.
  /// - Throws: `malformedData` where the file is not as RFC 4180 has it.
  package init(
    of source: any RowSource, threads: Int = Parallel.processors, progress: (@Sendable (Int, Int) -> Void)? = nil
  ) throws(Failure) {
    let columns = source.columns
    let places = Array(columns.indices)
    let full = FullColumns()
    let found = try source.run(needs: ProfileVisitor.needs(columns, places), threads: threads, progress: progress) {
      ProfileVisitor(columns, places, .open, full: full, chunk: $0)
    }
    try self.init(found, of: source, threads: threads)
  }

  /// The profile of what a pass found; columns that turned out to hold not only numbers are read once more.
  init(_ found: ScanResult<ProfileVisitor>, of source: any RowSource, threads: Int) throws(Failure) {
    let columns = source.columns
    var statistics = found.visitor.columns
    let mixed = found.visitor.mixed
    if !mixed.isEmpty {
      let full = FullColumns()
      let again = try source.run(needs: ProfileVisitor.needs(columns, mixed), threads: threads, progress: nil) {
        ProfileVisitor(columns, mixed, .texts, full: full, chunk: $0)
      }
      for (column, found) in zip(mixed, again.visitor.columns) { statistics[column] = found }
    }
    self.init(rows: found.rows, columns: zip(columns, statistics).map { Column($0, $1) })
  }
}

extension DataProfile.Column {
  init(_ column: SourceColumn, _ found: ColumnStatistics) {
    if found.values > 0, found.numbers.count > 0 {
      self.init(column, numbers: found)
    } else {
      self.init(column, texts: found)
    }
  }

  private init(_ column: SourceColumn, numbers found: ColumnStatistics) {
    let kind: Kind = column.type.isMoment ? .date : found.numbers.areIntegers ? .integer : .number
    let counts = found.numbers.counts?.entries
    let sorted = counts.map { entries in
      CountedNumbers(
        entries.filter { !$0.number.isNaN }.map { ($0.number, $0.count) }.sorted { $0.0 < $1.0 })
    }
    var summary: DataProfile.Numbers?
    if !column.type.isMoment {
      let moments = found.numbers.moments
      summary =
        sorted.map { DataProfile.Numbers(of: $0) }
        ?? DataProfile.Numbers(
          minimum: moments.minimum, maximum: moments.maximum, mean: moments.mean,
          standardDeviation: moments.standardDeviation)
    }
    let weighted = sorted ?? CountedNumbers(found.numbers.quantiles.weighted)
    self.init(
      name: column.name, kind: kind, nulls: found.nulls, distinct: counts?.count ?? found.distinct.estimate,
      numbers: summary, minimumLength: nil, maximumLength: nil,
      distribution: column.type.isMoment
        ? .moments(sorted?.entries ?? [], of: column.type, unseen: sorted == nil ? found.values : 0)
        : DataProfile.Distribution(numbers: weighted, others: sorted == nil ? 0 : found.values - weighted.total))
    isDistinctEstimated = counts == nil
  }

  private init(_ column: SourceColumn, texts found: ColumnStatistics) {
    let kind: Kind = column.type == .unreadable ? .unreadable : found.values == 0 ? .empty : found.texts.kind
    let isExact = !found.texts.counts.isOverflowing
    let hasLengths = found.values > 0
    self.init(
      name: column.name, kind: kind, nulls: column.type == .unreadable ? 0 : found.nulls,
      distinct: isExact ? found.texts.counts.count : found.distinct.estimate,
      numbers: nil, minimumLength: hasLengths ? found.texts.minimumLength : nil,
      maximumLength: hasLengths ? found.texts.maximumLength : nil,
      distribution: DataProfile.Distribution(found.texts.counts, values: found.values))
    isDistinctEstimated = !isExact
  }
}

extension DataProfile.Numbers {
  /// Nil for none.
  init?(of numbers: CountedNumbers) {
    guard let minimum = numbers.minimum, let maximum = numbers.maximum else { return nil }
    self.init(
      minimum: minimum, maximum: maximum, mean: numbers.mean, standardDeviation: numbers.standardDeviation)
  }
}

extension DataProfile.Distribution {
  /// - Parameter others: values that are no numbers.
  init(numbers: CountedNumbers, others: Int) {
    guard numbers.distinct > DataProfile.maximumDiscrete else {
      let named = numbers.entries.map { (JSON.ecmaScript($0.value), $0.count) }
      self = .categories(Dictionary(named) { $0 + $1 }, other: others)
      return
    }
    let edges = numbers.deciles
    var bins = [Int](repeating: 0, count: edges.count + 1)
    for (value, count) in numbers.entries { bins[Self.bin(of: value, edges)] += count }
    self = .deciles(edges: edges, counts: bins, other: others)
  }

  /// The commonest texts; of two that occur as often, the one that comes first byte by byte.
  ///
  /// - Parameter values: how many there are, those that were not counted one by one among them.
  init(_ counts: ValueCounts, values: Int) {
    var kept: [String: Int] = [:]
    var known = 0
    for (text, count) in counts.commonest(DataProfile.maximumCategories) {
      kept[String(decoding: text, as: UTF8.self)] = count
      known += count
    }
    self = .categories(kept, other: max(0, values - known))
  }

  /// Dates and times by their text.
  ///
  /// - Parameter moments: seconds, each with how often it occurs.
  static func moments(
    _ moments: [CountedNumbers.Entry], of type: ColumnType, unseen: Int
  ) -> DataProfile.Distribution {
    let sorted = moments.sorted { ($1.count, $0.value) < ($0.count, $1.value) }
    let kept = sorted.prefix(DataProfile.maximumCategories)
    let named = kept.map { (MomentText.text($0.value, type), $0.count) }
    return .categories(
      Dictionary(named) { $0 + $1 }, other: unseen + sorted.dropFirst(kept.count).reduce(0) { $0 + $1.count })
  }

  /// The first bin whose edge is not below the value.
  static func bin(of value: Double, _ edges: [Double]) -> Int { edges.firstIndex { value <= $0 } ?? edges.count }
}
