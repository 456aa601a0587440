import Scan

/// Counts the cells of a column that break a test.
struct CellCounter: RuleCounter {
  let column: Int
  let type: ColumnType
  let test: CellTest
  let violatesNulls: Bool
  /// How many violating rows are kept.
  let samples: Int
  private(set) var count = RuleCount()
  /// Of the test's patterns those that are simple.
  private let automata: [PatternAutomaton?]
  /// The same for this chunk.
  private var patterns: [ChunkPattern] = []
  /// What the test says of each value of the dictionary that was seen last.
  private var verdicts: [Bool] = []
  /// Whether it says of any that it violates.
  private var hasViolating = false
  private var dictionary: CodeDictionary?

  init(_ column: Int, _ type: ColumnType, _ test: CellTest, violatesNulls: Bool = false, samples: Int) {
    self.column = column
    self.type = type
    self.test = test
    self.violatesNulls = violatesNulls
    self.samples = samples
    automata = if case .patterns(let texts, _, _) = test { texts.map { PatternAutomaton($0) } } else { [] }
  }

  var needs: [(column: Int, needs: ColumnNeeds)] { [(column, test.needs(type))] }

  func result(_ rule: ContractRule, _ context: CheckContext) -> RuleCount {
    var count = count
    if let measure = rule.test.measure, count.checked > 0 {
      let counted = measure == .presentShare ? count.checked - count.violating : count.violating
      count.value = Double(counted) / Double(count.checked)
    }
    return count
  }

  mutating func merge(_ next: any RuleCounter, after before: ScanPosition) {
    guard let next = next as? CellCounter else { return }
    count.merge(next.count, after: before, keeping: samples)
  }

  mutating func add(
    _ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>, _ numbers: inout ColumnNumbers, firstRow: Int,
    where filter: RowFilter
  ) {
    var tally = Tally(wanted: samples - count.samples.count, filter: filter)
    switch test {
    case .isNull:
      tally.checked = filter.count(of: batch.rows)
      batch.forEachNull(column) { tally.violates($0) }
    case .isNotNull:
      tally.checked = filter.count(of: batch.rows)
      var next = 0
      batch.forEachNull(column) { row in
        for value in next..<row { tally.violates(value) }
        next = row + 1
      }
      for value in next..<batch.rows { tally.violates(value) }
    case .isAbsent:
      tally.checked = filter.count(of: batch.rows)
      var stated: Set<Int> = []
      if type != .untyped { batch.forEachStatedNull(column) { stated.insert($0) } }
      batch.forEachNull(column) { if !stated.contains($0) { tally.violates($0) } }
    case .isMissing(let codes):
      var rows: [Int] = []
      if codes.containsEmpty { batch.forEachNull(column) { rows.append($0) } }
      batch.forEachValue(column, bytes) { row, bytes, range, _ in if codes.contains(bytes, range) { rows.append(row) } }
      tally.checked = filter.count(of: batch.rows)
      for row in rows.sorted() { tally.violates(row) }
    case _ where tally.filter.isAll && countsNone(batch, bytes, &numbers, firstRow, &tally): break
    default:
      count(batch, bytes, &numbers, firstRow, &tally)
      if violatesNulls {
        tally.addNulls { batch.forEachNull(self.column, $0) }
      } else if case .isNotOfKind(let kinds) = test, type != .untyped {
        tally.addNulls(violating: !kinds.contains(.null)) { batch.forEachStatedNull(self.column, $0) }
      }
    }
    let (column, isTyped) = (column, !batch.typed.isEmpty)
    let null = type == .untyped ? "" : nil
    count.add(tally.checked, tally.violating, sampled: tally.sampled, batch, firstRow: firstRow) {
      // The value itself is read again when the pass is over: here it may not be at hand.
      isTyped ? nil : batch.text($0, column, bytes) ?? null
    }
  }

  /// Counts values of which none violates, if that can be seen at a glance.
  ///
  /// - Returns: false when each has to be looked at.
  private func countsNone(
    _ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>, _ numbers: inout ColumnNumbers, _ firstRow: Int,
    _ tally: inout Tally
  ) -> Bool {
    if violatesNulls || (!batch.typed.isEmpty && batch.typed[column].dictionary != nil) { return false }
    switch test {
    case .isNotNumber, .numberIsOutside: break
    case .isNotInteger where type == .untyped: break
    case .lengthIsOutside(let bound) where batch.isASCII(column):
      var (count, shortest, longest) = (0, Int.max, 0)
      batch.forEachValue(column, bytes) { _, _, _, cell in
        count &+= 1
        shortest = min(shortest, cell.count)
        longest = max(longest, cell.count)
      }
      guard count == 0 || (bound.admits(Double(shortest)) && bound.admits(Double(longest))) else { return false }
      tally.checked = count
      return true
    default: return false
    }
    numbers.read(column, batch, bytes, firstRow)
    guard test.violating(numbers, on: type) == 0 else { return false }
    tally.checked = numbers.values.count
    return true
  }

  /// Counts values.
  private mutating func count(
    _ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>, _ numbers: inout ColumnNumbers, _ firstRow: Int,
    _ tally: inout Tally
  ) {
    if case .patterns(let texts, _, _) = test, patterns.isEmpty {
      patterns = zip(texts, automata).map { ChunkPattern($0, $1) }
    }
    if !batch.typed.isEmpty, let known = batch.typed[column].dictionary {
      lookUp(known)
      let typed = batch.typed[column]
      if tally.filter.isAll, !hasViolating {
        tally.checked = typed.codes.count
      } else if tally.filter.isAll {
        for (index, code) in typed.codes.enumerated() { tally.add(verdicts[Int(code)]) { typed.row(of: index) } }
      } else {
        for (index, code) in typed.codes.enumerated() {
          let row = typed.row(of: index)
          if tally.filter.admits(row) { tally.add(verdicts[Int(code)]) { row } }
        }
      }
    } else {
      let test = CellTest.Run(test: test, type: type, patterns: patterns)
      if tally.filter.isAll {
        test.evaluate(batch, column, bytes, &numbers, firstRow) { row, violates in tally.add(violates) { row } }
      } else {
        test.evaluate(batch, column, bytes, &numbers, firstRow) { row, violates in
          if tally.filter.admits(row) { tally.add(violates) { row } }
        }
      }
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
    let test = CellTest.Run(test: test, type: type, patterns: patterns)
    test.evaluate(batch, 0, empty.span, &numbers, 0) { value, violates in found[value] = violates }
    verdicts = found
    hasViolating = found.contains(true)
  }

  /// Of one batch.
  private struct Tally {
    let wanted: Int
    let filter: RowFilter
    var checked = 0
    var violating = 0
    var sampled: [Int] = []

    init(wanted: Int, filter: RowFilter) {
      self.wanted = wanted
      self.filter = filter
    }

    /// - Parameter row: that the filter admits.
    @inline(__always) mutating func add(_ violates: Bool, _ row: () -> Int) {
      checked &+= 1
      if violates { count(row()) }
    }

    @inline(__always) mutating func violates(_ row: Int) { if filter.admits(row) { count(row) } }

    @inline(__always) private mutating func count(_ row: Int) {
      violating &+= 1
      if sampled.count < wanted { sampled.append(row) }
    }

    /// Counts nulls beside the values that were counted before.
    mutating func addNulls(violating violates: Bool = true, _ forEachNull: ((Int) -> Void) -> Void) {
      var nulls: [Int] = []
      forEachNull { if filter.admits($0) { nulls.append($0) } }
      checked += nulls.count
      if !violates { return }
      violating += nulls.count
      sampled = Array((sampled + nulls.prefix(max(0, wanted))).sorted().prefix(max(0, wanted)))
    }
  }
}
