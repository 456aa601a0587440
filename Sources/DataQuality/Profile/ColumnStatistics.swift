import Scan

/// What one column's cells are like.
struct ColumnStatistics: Sendable {
  /// How a column is looked at.
  enum Mode: Sendable {
    /// As numbers, as long as all cells are some; else as texts.
    case open
    case texts
  }

  private(set) var nulls = 0
  /// Cells that are not null.
  private(set) var values = 0
  private(set) var distinct = DistinctSketch()
  private(set) var numbers: NumberStatistics
  private(set) var texts: TextStatistics
  /// Whether some rows were looked at as numbers before it was seen that not all are: it has to be done again as texts.
  private(set) var isMixed = false
  private let type: ColumnType
  private var mode: Mode

  /// - Parameters:
  ///   - limit: how many different values are counted one by one.
  ///   - counts: whether they are; else it is known that there are more.
  init(_ type: ColumnType, _ mode: Mode, limit: Int, counts: Bool, _ sampling: Sampling) {
    self.type = type
    self.mode = type == .untyped || type == .mixed || type.hasNumbers ? mode : .texts
    numbers = NumberStatistics(counting: counts ? limit : nil, sampling)
    texts = TextStatistics(counting: counts ? limit : nil, limit: limit, sampling)
  }

  /// Whether single values are counted no more, since there are too many.
  var isFull: Bool { numbers.count > 0 ? numbers.counts == nil : texts.counts.isOverflowing }
  var areTexts: Bool { mode == .texts }

  mutating func add(
    _ column: Int, _ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>, _ shared: inout ColumnNumbers,
    _ firstRow: Int
  ) {
    if isMixed { return }
    if !batch.typed.isEmpty, type.hasNumbers {
      addTyped(batch.typed[column], rows: batch.rows)
      return
    }
    if mode == .open, numbers.count == 0, !Self.beginsWithNumber(column, batch, bytes) { mode = .texts }
    if mode == .open {
      shared.read(column, batch, bytes, firstRow)
      if shared.areAllFinite {
        nulls += batch.rows - shared.values.count
        values += shared.values.count
        addNumbers(shared.values, areIntegers: shared.areIntegers, column, batch, bytes)
        return
      }
      mode = .texts
      isMixed = numbers.count > 0
      if isMixed { return }
    }
    let nulls = texts.add(column, batch, bytes, &distinct)
    self.nulls += nulls
    values += batch.rows - nulls
  }

  /// Whether the first value is a number, or there is none: texts need not be read as numbers to see that they are none.
  private static func beginsWithNumber(
    _ column: Int, _ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>
  ) -> Bool {
    batch.withFirstValue(column, bytes) { bytes, cell in
      guard cell.mayBeNumber, case .number = FastNumber.parse(bytes, cell.range) else { return false }
      return true
    } ?? true
  }

  private mutating func addNumbers(
    _ found: [Double], areIntegers: Bool, _ column: Int, _ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>
  ) {
    // Beyond 2^53 different integers are the same Double; their texts are not.
    if areIntegers, found.contains(where: { $0.magnitude >= 0x1p53 }) {
      var hashes: [UInt64] = []
      batch.forEachValue(column, bytes) { _, bytes, range, _ in
        var hash = CellHash()
        hash.add(bytes, range)
        hashes.append(hash.low)
      }
      numbers.add(found, keys: hashes, areIntegers: areIntegers, &distinct)
    } else {
      numbers.add(found, areIntegers: areIntegers, &distinct)
      return
    }
    numbers.addMoments(found)
  }

  private mutating func addTyped(_ column: TypedColumn, rows: Int) {
    nulls += rows - column.count
    values += column.count
    let found = column.dictionary?.values ?? column.values
    var times: [Int] = []
    var all = found.numbers
    if column.dictionary != nil {
      times = [Int](repeating: 0, count: found.keys.count)
      for code in column.codes { times[Int(code)] &+= 1 }
      all = column.codes.map { found.numbers[Int($0)] }
    }
    numbers.add(found.numbers, keys: found.keys, times: times, areIntegers: type == .integer, &distinct)
    if type.isNumeric { numbers.addMoments(all.contains { $0.isNaN } ? all.filter { !$0.isNaN } : all) }
  }

  mutating func merge(_ next: ColumnStatistics) {
    isMixed =
      isMixed || next.isMixed || (numbers.count > 0 && next.values > 0 && next.areTexts)
      || (next.numbers.count > 0 && values > 0 && areTexts)
    nulls += next.nulls
    values += next.values
    if next.areTexts { mode = .texts }
    if isMixed { return }
    distinct.merge(next.distinct)
    if next.numbers.count > 0 { numbers.merge(next.numbers) }
    if next.areTexts { texts.merge(next.texts) }
  }
}
