import Scan

/// Counts the cells of a column that break a test.
struct CellCounter: RuleCounter {
  let column: Int
  let type: ColumnType
  let test: CellTest
  /// How many violating rows are kept.
  let samples: Int
  private(set) var count = RuleCount()
  private var pattern: ChunkPattern?
  /// What the test says of each value of the dictionary that was seen last.
  private var verdicts: [Bool] = []
  private var dictionary: CodeDictionary?

  init(_ column: Int, _ type: ColumnType, _ test: CellTest, samples: Int) {
    self.column = column
    self.type = type
    self.test = test
    self.samples = samples
  }

  var needs: [(column: Int, needs: ColumnNeeds)] { [(column, test.needs(type))] }

  func result(threads: Int) -> RuleCount { count }

  mutating func merge(_ next: any RuleCounter, after before: ScanPosition) {
    guard let next = next as? CellCounter else { return }
    count.merge(next.count, after: before, keeping: samples)
  }

  mutating func add(
    _ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>, _ numbers: inout ColumnNumbers, firstRow: Int
  ) {
    var tally = Tally(wanted: samples - count.samples.count)
    if case .doesNotMatch(let text) = test, pattern == nil { pattern = ChunkPattern(text) }
    switch test {
    case .isNull:
      tally.checked = batch.rows
      batch.forEachNull(column) { tally.violates($0) }
    case .isMissing(let codes):
      var rows: [Int] = []
      if codes.containsEmpty { batch.forEachNull(column) { rows.append($0) } }
      batch.forEachValue(column, bytes) { row, bytes, range, _ in if codes.contains(bytes, range) { rows.append(row) } }
      tally.checked = batch.rows
      for row in rows.sorted() { tally.violates(row) }
    default:
      if !batch.typed.isEmpty, let known = batch.typed[column].dictionary {
        lookUp(known)
        let typed = batch.typed[column]
        for (index, code) in typed.codes.enumerated() { tally.add(verdicts[Int(code)]) { typed.row(of: index) } }
      } else {
        let test = CellTest.Run(test: test, type: type, pattern: pattern)
        test.evaluate(batch, column, bytes, &numbers, firstRow) { row, violates in tally.add(violates) { row } }
      }
    }
    let (column, isTyped) = (column, !batch.typed.isEmpty)
    let null = type == .untyped ? "" : nil
    count.add(tally.checked, tally.violating, sampled: tally.sampled, batch, firstRow: firstRow) {
      // The value itself is read again when the pass is over: here it may not be at hand.
      isTyped ? nil : batch.text($0, column, bytes) ?? null
    }
  }

  /// Tests each value of a dictionary once.
  private mutating func lookUp(_ known: CodeDictionary) {
    if dictionary === known { return }
    dictionary = known
    var column = TypedColumn(type)
    column.count = known.count
    column.values = known.values
    let batch = CellBatch(rows: known.count, typed: [column])
    var found = [Bool](repeating: false, count: known.count)
    var numbers = ColumnNumbers()
    let empty: [UInt8] = []
    let test = CellTest.Run(test: test, type: type, pattern: pattern)
    test.evaluate(batch, 0, empty.span, &numbers, 0) { value, violates in found[value] = violates }
    verdicts = found
  }

  /// Of one batch.
  private struct Tally {
    let wanted: Int
    var checked = 0
    var violating = 0
    var sampled: [Int] = []

    init(wanted: Int) { self.wanted = wanted }

    @inline(__always) mutating func add(_ violates: Bool, _ row: () -> Int) {
      checked &+= 1
      if violates { self.violates(row()) }
    }

    @inline(__always) mutating func violates(_ row: Int) {
      violating &+= 1
      if sampled.count < wanted { sampled.append(row) }
    }
  }
}
