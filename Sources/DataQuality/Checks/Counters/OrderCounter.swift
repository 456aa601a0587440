import Scan
import Tables

/// Counts the values that are not in order with the one before them. A value that cannot be compared, since it is not of the
/// column's type, violates, and the next one is compared with the one before it.
struct OrderCounter: RuleCounter {
  let column: Int
  let type: ColumnType
  let order: ValueOrder
  let samples: Int
  private var count = RuleCount()
  private var first: Place?
  private var last: Place?

  /// What is compared: a number, or a text's bytes. Integers are compared as such, since beyond 2^53 different ones are the
  /// same Double.
  private enum Value {
    case integer(Int)
    case number(Double)
    case text([UInt8])
    /// A number, exactly where it is an integer, and the bytes that it is written with.
    case written(Double, Int?, [UInt8])
  }

  private struct Place {
    let value: Value
    /// In its chunk, counted from 1.
    let row: Int
    let line: Int?
  }

  init(_ column: Int, _ type: ColumnType, _ order: ValueOrder, samples: Int) {
    self.column = column
    self.type = type
    self.order = order
    self.samples = samples
  }

  var needs: [(column: Int, needs: ColumnNeeds)] { [(column, comparesNumbers ? .numbers : .text)] }

  private var comparesNumbers: Bool {
    switch order.type {
    case .integer: false
    case .number: true
    case .date, .timestamp, .time: type.isMoment
    case .string, .boolean: type.hasNumbers
    case nil: type.isMoment || type == .number
    }
  }

  mutating func add(
    _ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>, _ numbers: inout ColumnNumbers, firstRow: Int,
    where filter: RowFilter
  ) {
    var found: [(row: Int, value: Value?)] = []
    found.reserveCapacity(batch.rows)
    if comparesNumbers {
      numbers.read(column, batch, bytes, firstRow)
      for (index, value) in numbers.values.enumerated() {
        found.append((numbers.row(of: index), value.isNaN ? nil : .number(value)))
      }
    } else {
      let order = order
      batch.forEachValue(column, bytes) { row, bytes, range, cell in
        found.append((row, Self.value(bytes, range, cell, order.type)))
      }
    }
    var violating: [Int] = []
    var checked = 0
    for (row, value) in found where filter.admits(row) {
      checked += 1
      guard let value else {
        violating.append(row)
        continue
      }
      let place = Place(value: value, row: firstRow + row + 1, line: batch.line(row))
      if let last, isBroken(last.value, value) { violating.append(row) }
      if first == nil { first = place }
      last = place
    }
    let column = column
    let isTyped = !batch.typed.isEmpty
    count.add(
      checked, violating.count, sampled: Array(violating.prefix(samples - count.samples.count)), batch,
      firstRow: firstRow
    ) { isTyped ? nil : batch.text($0, column, bytes) }
  }

  private static func value(
    _ bytes: borrowing Span<UInt8>, _ range: Range<Int>, _ cell: Cell, _ type: LogicalType?
  ) -> Value? {
    switch type {
    case .integer:
      if !cell.mayBeNumber { return nil }
      if let value = Number.parseInteger(range.map { bytes[$0] }[...]) { return .integer(value) }
      if case .number(let value) = FastNumber.parse(bytes, range) { return .number(value) }
      return nil
    case .date(let pattern), .timestamp(let pattern), .time(let pattern):
      return pattern.parse(bytes, range).map { .number($0) }
    case nil where cell.mayBeNumber:
      let text = range.map { bytes[$0] }
      guard case .number(let value) = FastNumber.parse(bytes, range) else { return .text(text) }
      return .written(value, Number.parseInteger(text[...]), text)
    default: return .text(range.map { bytes[$0] })
    }
  }

  private func isBroken(_ before: Value, _ value: Value) -> Bool {
    let isLess: Bool
    let isEqual: Bool
    switch (before, value) {
    case (.integer(let a), .integer(let b)): (isLess, isEqual) = (a < b, a == b)
    case (.integer(let a), .number(let b)): (isLess, isEqual) = (Double(a) < b, Double(a) == b)
    case (.number(let a), .integer(let b)): (isLess, isEqual) = (a < Double(b), a == Double(b))
    case (.number(let a), .number(let b)): (isLess, isEqual) = (a < b, a == b)
    case (.written(_, let a?, _), .written(_, let b?, _)): (isLess, isEqual) = (a < b, a == b)
    case (.written(let a, _, _), .written(let b, _, _)): (isLess, isEqual) = (a < b, a == b)
    case (.text(let a), .text(let b)), (.written(_, _, let a), .text(let b)), (.text(let a), .written(_, _, let b)):
      (isLess, isEqual) = (a.lexicographicallyPrecedes(b), a == b)
    default: return true
    }
    if isEqual { return order.isStrict }
    return order.direction == .increasing ? !isLess : isLess
  }

  mutating func merge(_ next: any RuleCounter, after before: ScanPosition) {
    guard let next = next as? OrderCounter else { return }
    if let last, let first = next.first, isBroken(last.value, first.value) {
      count.violating += 1
      if count.samples.count < samples {
        let sample = DataReport.Sample(row: first.row, line: first.line, text: nil)
        count.samples.append(sample.shifted(by: before))
      }
    }
    count.merge(next.count, after: before, keeping: samples)
    func shifted(_ place: Place?) -> Place? {
      place.map { Place(value: $0.value, row: $0.row + before.rows, line: $0.line.map { $0 + before.lines }) }
    }
    if first == nil { first = shifted(next.first) }
    last = shifted(next.last) ?? last
  }

  func result(_ rule: ContractRule, _ context: CheckContext) -> RuleCount { count }
}
