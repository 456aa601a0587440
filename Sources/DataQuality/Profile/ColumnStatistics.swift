import Scan

/// What one column's cells are like.
struct ColumnStatistics: Sendable {
  /// How a column is looked at.
  enum Mode: Sendable {
    /// As numbers, as long as all cells are some; as moments where the first is one; else as texts.
    case open
    case moments
    case texts
  }

  private(set) var nulls = 0
  /// Cells that are not null.
  private(set) var values = 0
  private(set) var distinct = DistinctSketch()
  private(set) var numbers: NumberStatistics
  private(set) var texts: TextStatistics
  /// Whether some rows were looked at as numbers or moments before it was seen that not all are: it has to be done again
  /// as texts.
  private(set) var isMixed = false
  /// What the numbers are seconds of; nil where they are numbers.
  private(set) var moment: ColumnType?
  private let type: ColumnType
  private var mode: Mode

  /// - Parameters:
  ///   - limit: how many different values are counted one by one.
  ///   - counts: whether they are; else it is known that there are more.
  init(_ type: ColumnType, _ mode: Mode, limit: Int, counts: Bool, _ sampling: Sampling) {
    self.type = type
    moment = type.isMoment ? type : nil
    self.mode = type == .boolean || type == .other || type == .unreadable ? .texts : mode
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
    if mode == .open, numbers.count == 0 { mode = Self.mode(of: column, batch, bytes) }
    if mode == .open {
      shared.read(column, batch, bytes, firstRow)
      if shared.areAllFinite {
        nulls += batch.rows - shared.values.count
        values += shared.values.count
        addNumbers(shared.values, areIntegers: shared.areIntegers, column, batch, bytes)
        return
      }
      endNumbers()
    } else if mode == .moments {
      let found = MomentCells(column, batch, bytes)
      if let type = found.type, moment == nil || type == moment {
        moment = type
        nulls += batch.rows - found.values.count
        values += found.values.count
        numbers.add(found.values, areIntegers: true, &distinct)
        return
      }
      endNumbers()
    }
    if isMixed { return }
    let nulls = texts.add(column, batch, bytes, &distinct)
    self.nulls += nulls
    values += batch.rows - nulls
  }

  private mutating func endNumbers() {
    mode = .texts
    moment = nil
    isMixed = numbers.count > 0
  }

  /// What the first value is, as long as there is one: texts need not be read as numbers to see that they are none.
  private static func mode(
    of column: Int, _ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>
  ) -> Mode {
    batch.withFirstValue(column, bytes) { bytes, cell in
      if cell.isNumber(bytes) { return .open }
      return MomentCells.mayBeMoment(cell) && MomentText.seconds(bytes, cell.range) != nil ? .moments : .texts
    } ?? .open
  }

  private mutating func addNumbers(
    _ found: [Double], areIntegers: Bool, _ column: Int, _ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>
  ) {
    // Beyond 2^53 different integers are the same Double; their texts are not.
    if areIntegers, found.contains(where: { $0.magnitude >= IntegerKey.limit }) {
      var keys = found.map { ($0 + 0).bitPattern }
      var index = 0
      batch.forEachValue(column, bytes) { _, bytes, range, _ in
        if found[index].magnitude >= IntegerKey.limit { keys[index] = IntegerKey.key(bytes, range) }
        index += 1
      }
      numbers.add(found, keys: keys, areIntegers: areIntegers, &distinct)
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
      times = [Int](repeating: 0, count: found.numbers.count)
      for code in column.codes { times[Int(code)] &+= 1 }
      all = column.codes.map { found.numbers[Int($0)] }
    }
    if type == .integer, found.numbers.contains(where: { $0.magnitude >= IntegerKey.limit }) {
      let keys = zip(found.numbers, found.keys).map { number, key in
        number.magnitude < IntegerKey.limit ? (number + 0).bitPattern : IntegerKey.key(key)
      }
      numbers.add(found.numbers, keys: keys, times: times, areIntegers: true, &distinct)
    } else if times.isEmpty, !found.numbers.contains(where: \.isNaN) {
      numbers.add(found.numbers, areIntegers: type == .integer, &distinct)
      return
    } else {
      let keys = found.numbers.map { ($0 + 0).bitPattern }
      numbers.add(found.numbers, keys: keys, times: times, areIntegers: type == .integer, &distinct)
    }
    numbers.addMoments(all.contains { $0.isNaN } ? all.filter { !$0.isNaN } : all)
  }

  mutating func merge(_ next: ColumnStatistics) {
    isMixed =
      isMixed || next.isMixed || (numbers.count > 0 && next.values > 0 && next.areTexts)
      || (next.numbers.count > 0 && values > 0 && areTexts)
      || (numbers.count > 0 && next.numbers.count > 0 && moment != next.moment)
    nulls += next.nulls
    values += next.values
    if next.areTexts { mode = .texts }
    if numbers.count == 0 { moment = next.moment }
    if isMixed { return }
    distinct.merge(next.distinct)
    if next.numbers.count > 0 { numbers.merge(next.numbers) }
    if next.areTexts { texts.merge(next.texts) }
  }
}
