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
    let full = FullColumns()
    let found = try source.run(needs: ProfileVisitor.needs(columns), threads: threads, progress: progress) {
      ProfileVisitor(columns, full: full)
    }
    self.init(rows: found.rows, columns: zip(columns, found.visitor.columns).map { Column($0.name, $1) })
  }
}

extension DataProfile.Column {
  init(_ name: String, _ found: ColumnStatistics) {
    let kind = found.values == 0 ? Kind.empty : found.kind
    let isNumeric = kind == .integer || kind == .number
    var counts: [ArraySlice<UInt8>: Int] = [:]
    found.counts?.forEach { counts[$0] = $1 }
    let isExact = found.counts.map { !$0.isOverflowing } ?? false
    // Parsed once per different value, then repeated as often as it occurs.
    var numbers: [(value: Double, count: Int)] = []
    var summary: DataProfile.Numbers?
    if isNumeric, isExact {
      numbers = counts.compactMap { cell, count in Number.parse(cell).map { ($0, count) } }
      numbers.sort { $0.value < $1.value }
      summary = DataProfile.Numbers(of: numbers)
    } else if isNumeric {
      numbers = found.quantiles.weighted
      let moments = found.moments
      summary = DataProfile.Numbers(
        minimum: moments.minimum, maximum: moments.maximum, mean: moments.mean,
        standardDeviation: moments.standardDeviation)
    }
    self.init(
      name: name, kind: kind, nulls: found.nulls, distinct: isExact ? counts.count : found.distinct.estimate,
      numbers: summary, minimumLength: found.hasLengths ? found.minimumLength : nil,
      maximumLength: found.hasLengths ? found.maximumLength : nil,
      distribution: DataProfile.Distribution(
        of: counts, numbers: numbers, unseen: isExact || isNumeric ? 0 : found.values - counts.values.reduce(0, +)))
    isDistinctEstimated = !isExact
  }
}

extension LogicalType {
  /// What a profile tells apart, the narrower one first.
  struct Profiled: Sendable {
    let kind: DataProfile.Column.Kind
    let type: LogicalType

    /// Whether a column that a file says to be of some type may be of this kind.
    func mayBe(_ column: ColumnType) -> Bool {
      switch column {
      case .untyped, .mixed: true
      case .boolean: kind == .boolean
      default: false
      }
    }

    /// Whether a value is of this kind.
    func accepts(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>, _ cell: Cell) -> Bool {
      switch cell.kind {
      case .untyped: type.accepts(bytes, range)
      case .string: kind == .date && type.accepts(bytes, range)
      case .number: type == .integer ? FastNumber.isInteger(bytes, range) : type == .number
      case .boolean: kind == .boolean
      default: false
      }
    }
  }

  static let profiled: [Profiled] = [
    Profiled(kind: .integer, type: .integer), Profiled(kind: .number, type: .number),
    Profiled(kind: .boolean, type: .boolean), Profiled(kind: .date, type: .date(.date)),
    Profiled(kind: .date, type: .timestamp(.timestamp)),
  ]
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
  /// - Parameter unseen: values that were not counted one by one.
  init(of counts: [ArraySlice<UInt8>: Int], numbers: [(value: Double, count: Int)], unseen: Int) {
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
      self = .categories(categories, other: unseen)
      return
    }
    let sorted = categories.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let kept = sorted.prefix(DataProfile.maximumCategories)
    let other = sorted.dropFirst(kept.count).reduce(unseen) { $0 + $1.value }
    self = .categories(Dictionary(kept.map { ($0.key, $0.value) }) { first, _ in first }, other: other)
  }

  /// The different inner deciles, by linear interpolation between order statistics (Hyndman and Fan 1996, type 7).
  static func deciles(_ numbers: [(value: Double, count: Int)]) -> [Double] {
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
