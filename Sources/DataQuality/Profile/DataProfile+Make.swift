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
    let moment = found.moment.flatMap(Moment.init)
    let moments = found.numbers.moments
    let counts = found.numbers.counts?.entries
    let sorted = counts.map { entries in
      CountedNumbers(
        entries.filter { !$0.number.isNaN }.map { ($0.number, $0.count) }.sorted { $0.0 < $1.0 })
    }
    let weighted = sorted ?? CountedNumbers(found.numbers.quantiles.weighted)
    let others = found.values - Int(moments.count)
    self.init(
      name: column.name, kind: moment != nil ? .date : found.numbers.areIntegers ? .integer : .number,
      nulls: found.nulls, distinct: counts?.count ?? found.distinct.estimate,
      numbers: sorted.map { DataProfile.Numbers(of: $0) } ?? DataProfile.Numbers(moments), minimumLength: nil,
      maximumLength: nil,
      distribution: DataProfile.Distribution(
        numbers: weighted, others: others, listing: sorted != nil, as: { Self.label($0, moment) }))
    self.moment = moment
    isDistinctEstimated = counts == nil
    parts = DataProfile.MergeState()
    guard !weighted.isEmpty else { return }
    let points = QuantilePoints(weighted, isExact: sorted != nil)
    parts?.numbers = DataProfile.NumberState(
      count: Int(moments.count), squares: sorted?.squares ?? moments.squares, points: points)
    if !listsAll { parts?.sketch = found.distinct }
  }

  private init(_ column: SourceColumn, texts found: ColumnStatistics) {
    let kind: Kind = column.type == .unreadable ? .unreadable : found.values == 0 ? .empty : found.texts.kind
    let isExact = !found.texts.counts.isOverflowing
    let hasLengths = found.values > 0
    let distinct = isExact ? found.texts.counts.count : found.distinct.estimate
    let list = TextList(found.texts.counts, distinct: distinct, values: found.values)
    self.init(
      name: column.name, kind: kind, nulls: column.type == .unreadable ? 0 : found.nulls, distinct: distinct,
      numbers: nil, minimumLength: hasLengths ? found.texts.minimumLength : nil,
      maximumLength: hasLengths ? found.texts.maximumLength : nil,
      distribution: list.distribution(of: found.values))
    isDistinctEstimated = !isExact
    parts = DataProfile.MergeState(hidden: list.hidden)
    if !listsAll { parts?.sketch = found.distinct }
  }

  /// How one of few numbers is called.
  static func label(_ number: Double, _ moment: Moment?) -> String {
    moment.map { MomentText.text(number, $0.type) } ?? JSON.ecmaScript(number)
  }

  /// Whether it tells each of its different values with its count.
  var listsAll: Bool {
    if isDistinctEstimated || isDistinctAtLeast || isRedacted { return false }
    switch kind {
    case .empty: return true
    case .unreadable: return false
    case .boolean, .text:
      guard case .categories(let categories, other: 0) = distribution else { return false }
      return categories.count == distinct && parts?.hidden == 0
    case .integer, .number, .date:
      let points = parts?.numbers?.points
      return (points?.isExact ?? true) && (points?.values.count ?? 0) + (distribution.other > 0 ? 1 : 0) == distinct
    }
  }
}

extension DataProfile.Column.Moment {
  init?(_ type: ColumnType) {
    switch type {
    case .date: self = .date
    case .time: self = .time
    case .timestamp: self = .timestamp
    default: return nil
    }
  }

  package var type: ColumnType {
    switch self {
    case .date: .date
    case .time: .time
    case .timestamp: .timestamp
    }
  }

  /// As ISO 8601 has it.
  ///
  /// - Parameter seconds: what the moment is in.
  package func text(_ seconds: Double) -> String { MomentText.text(seconds, type) }

  /// Nil for what is no such moment.
  func seconds(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Double? {
    self == .time ? DatePattern.time.parse(bytes, range) : MomentText.seconds(bytes, range)
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

extension DataProfile.Numbers {
  /// - Parameter moments: of one number at least.
  init(_ moments: Moments) {
    self.init(
      minimum: moments.minimum, maximum: moments.maximum, mean: moments.mean,
      standardDeviation: moments.standardDeviation)
  }
}

extension DataProfile.Distribution {
  /// - Parameters:
  ///   - others: values that are no numbers.
  ///   - listing: whether each different number is among them, so that few can be told one by one.
  ///   - label: how one of these is called.
  init(numbers: CountedNumbers, others: Int, listing: Bool, as label: (Double) -> String) {
    if listing, numbers.distinct <= DataProfile.maximumDiscrete {
      self = .categories(Dictionary(numbers.entries.map { (label($0.value), $0.count) }) { $0 + $1 }, other: others)
      return
    }
    let edges = numbers.deciles
    var bins = [Int](repeating: 0, count: edges.count + 1)
    for (value, count) in numbers.entries { bins[Self.bin(of: value, edges)] += count }
    self = .deciles(edges: edges, counts: bins, other: others)
  }

  /// The first bin whose edge is not below the value.
  static func bin(of value: Double, _ edges: [Double]) -> Int { edges.firstIndex { value <= $0 } ?? edges.count }

  /// Values that are not told apart.
  var other: Int {
    switch self {
    case .deciles(_, _, let other), .categories(_, let other): other
    }
  }
}
