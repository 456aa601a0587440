import Scan

extension CellTest {
  /// A test on the values of a column of known type.
  struct Run {
    let test: CellTest
    let type: ColumnType
    /// Compiled, for tests that have some.
    let patterns: [ChunkPattern]

    /// Calls the body with the row of each value and whether it breaks the test.
    @inline(__always)
    func evaluate(
      _ batch: borrowing CellBatch, _ column: Int, _ bytes: borrowing Span<UInt8>, _ numbers: inout ColumnNumbers,
      _ firstRow: Int, _ body: (Int, Bool) -> Void
    ) {
      if test.looksAtNumbers {
        numbers.read(column, batch, bytes, firstRow)
      } else if type.hasNumbers, let always = test.verdict(onAll: type) {
        for value in 0..<batch.typed[column].count { body(batch.typed[column].row(of: value), always) }
        return
      }
      @inline(__always) func number(_ violates: (Double) -> Bool) {
        for index in numbers.values.indices { body(numbers.row(of: index), violates(numbers.values[index])) }
      }
      switch test {
      case .isNotNumber: number { $0.isNaN }
      case .isNotWhole: number { $0 != $0.rounded() }
      case .isNotMidnight: number { $0 != ($0 / 86_400).rounded() * 86_400 }
      case .numberIsOutside(let bound): number { !$0.isNaN && !bound.admits($0) }
      case .numberIsOutsideRange(let low, let high): number { !($0 >= low && $0 <= high) }
      case .numberMembership(let numbers, let violates): number { numbers.contains($0) == violates }
      case .isNotMultiple(let divisor):
        number { value in
          let ratio = value / divisor
          // Decimal fractions are not exact in binary: 0.3 is a multiple of 0.1.
          return (ratio - ratio.rounded()).magnitude > 1e-9 * max(1, ratio.magnitude)
        }
      case .isNotInteger:
        batch.forEachValue(column, bytes) { row, bytes, range, cell in
          body(row, !Self.isInteger(bytes, range, cell))
        }
      case .isNotOfWidth(let format):
        batch.forEachValue(column, bytes) { row, bytes, range, cell in
          body(row, !Self.isInteger(of: format, bytes, range, cell))
        }
      case .isNotBoolean:
        batch.forEachValue(column, bytes) { row, bytes, range, cell in
          body(row, cell.kind != .boolean && !(cell.kind == .untyped && LogicalType.isBoolean(bytes, range)))
        }
      case .isNotText:
        batch.forEachValue(column, bytes) { row, _, _, cell in body(row, cell.kind != .untyped && cell.kind != .string)
        }
      case .isNotOfShape(let pattern):
        batch.forEachValue(column, bytes) { row, bytes, range, cell in
          body(row, !Self.mayBeMoment(cell) || pattern.parse(bytes, range) == nil)
        }
      case .timeIsOutside(let bound, let pattern):
        batch.forEachValue(column, bytes) { row, bytes, range, _ in
          body(row, pattern.parse(bytes, range).map { !bound.admits($0) } ?? false)
        }
      case .timeIsNotWithin(let low, let high, let pattern):
        batch.forEachValue(column, bytes) { row, bytes, range, cell in
          let value = Self.mayBeMoment(cell) ? pattern.parse(bytes, range) : nil
          body(row, value.map { !($0 >= low && $0 <= high) } ?? true)
        }
      case .never: batch.forEachValue(column, bytes) { row, _, _, _ in body(row, true) }
      case .isNotReadable(let wanted):
        batch.forEachValue(column, bytes) { row, bytes, range, _ in
          body(row, range.isEmpty || !wanted.accepts(bytes, range))
        }
      case .membership(let values, let numbers, let violates):
        batch.forEachValue(column, bytes) { row, bytes, range, cell in
          // Beyond 2^53 different integers are the same Double; their texts are not.
          if let numbers, cell.mayBeNumber, case .number(let value) = FastNumber.parse(bytes, range),
            value.magnitude < 0x1p53
          {
            body(row, numbers.contains(value) == violates)
          } else {
            body(row, values.contains(bytes, range) == violates)
          }
        }
      case .textIsOutside(let bound, let limit):
        batch.forEachValue(column, bytes) { row, bytes, range, _ in
          body(row, !bound.kind.admits(Self.order(bytes, range, limit)))
        }
      case .textIsNotWithin(let bounds):
        batch.forEachValue(column, bytes) { row, bytes, range, _ in
          body(row, bounds.contains { !$0.0.admits(Self.order(bytes, range, $0.1)) })
        }
      case .lengthIsNotWithin(let low, let high):
        batch.forEachValue(column, bytes) { row, bytes, range, _ in
          let length = Double(Word.scalars(bytes, range))
          body(row, !(length >= low && length <= high))
        }
      case .isNotOfFormat(let format):
        batch.forEachValue(column, bytes) { row, bytes, range, cell in
          body(row, range.isEmpty || !format.accepts(bytes, range))
        }
      case .isSpecial:
        if type.isNumeric {
          numbers.read(column, batch, bytes, firstRow)
          number { $0.isNaN }
        } else {
          batch.forEachValue(column, bytes) { row, bytes, range, cell in
            if cell.mayBeNumber, case .special = FastNumber.parse(bytes, range) {
              body(row, true)
            } else {
              body(row, false)
            }
          }
        }
      case .lengthIsOutside(let bound):
        let isASCII = batch.isASCII(column)
        batch.forEachValue(column, bytes) { row, bytes, range, _ in
          // Unicode scalars, as JSON Schema counts.
          body(row, !bound.admits(Double(isASCII ? range.count : Word.scalars(bytes, range))))
        }
      case .patterns(_, let combination, let violates):
        // What could not be decided, within PCRE2's limits, violates.
        let patterns = patterns
        if patterns.count == 1 {
          let pattern = patterns[0]
          batch.forEachValue(column, bytes) { row, bytes, range, _ in
            body(row, pattern.find(in: bytes, range).map { $0 == violates } ?? true)
          }
          return
        }
        batch.forEachValue(column, bytes) { row, bytes, range, _ in
          body(row, Self.found(patterns, combination, bytes, range).map { $0 == violates } ?? true)
        }
      case .isNotOfKind(let kinds):
        batch.forEachValue(column, bytes) { row, bytes, range, cell in body(row, !kinds.contain(cell, bytes, range)) }
      case .isNull, .isNotNull, .isAbsent, .isMissing: break
      }
    }

    /// Of JSON's numbers those that are whole count, however they are written.
    @inline(__always)
    private static func isInteger(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>, _ cell: Cell) -> Bool {
      if cell.kind == .untyped { return FastNumber.isInteger(bytes, range) }
      guard cell.kind == .number, case .number(let value) = FastNumber.parse(bytes, range) else { return false }
      return value == value.rounded()
    }

    private static func isInteger(
      of format: IntegerFormat, _ bytes: borrowing Span<UInt8>, _ range: Range<Int>, _ cell: Cell
    ) -> Bool {
      if range.isEmpty { return false }
      if format.accepts(bytes, range) { return cell.kind == .untyped || cell.kind == .number }
      guard cell.kind == .number, case .number(let value) = FastNumber.parse(bytes, range) else { return false }
      // Digits that were refused are too many.
      let isOfDigits = range.allSatisfy { (48...57).contains(bytes[$0]) || $0 == range.lowerBound }
      return !isOfDigits && format.accepts(value)
    }

    /// Whether any, or all, of the patterns are found; nil where that is not known.
    private static func found(
      _ patterns: [ChunkPattern], _ combination: ContractRule.Combination, _ bytes: borrowing Span<UInt8>,
      _ range: Range<Int>
    ) -> Bool? {
      let decides = combination == .any
      var isKnown = !patterns.isEmpty
      for pattern in patterns {
        guard let found = pattern.find(in: bytes, range) else {
          isKnown = false
          continue
        }
        if found == decides { return decides }
      }
      return isKnown ? !decides : nil
    }

    /// −1, 0 or 1, as a text comes before, equals or comes after some bytes.
    private static func order(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>, _ other: [UInt8]) -> Int {
      let other = other.span
      for index in 0..<min(range.count, other.count) {
        let byte = bytes[range.lowerBound + index]
        if byte != other[index] { return byte < other[index] ? -1 : 1 }
      }
      return (range.count - other.count).signum()
    }

    private static func mayBeMoment(_ cell: Cell) -> Bool { cell.kind == .untyped || cell.kind == .string }
  }
}

extension TextBound.Kind {
  /// - Parameter order: the sign of text minus bound.
  fileprivate func admits(_ order: Int) -> Bool {
    switch self {
    case .atLeast: order >= 0
    case .above: order > 0
    case .atMost: order <= 0
    case .below: order < 0
    }
  }
}
