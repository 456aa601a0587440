import Scan

extension CellTest {
  /// A test on the values of a column of known type.
  struct Run {
    let test: CellTest
    let type: ColumnType
    /// Compiled, for tests that have one.
    let pattern: ChunkPattern?

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
      case .isNotAmong(let values):
        batch.forEachValue(column, bytes) { row, bytes, range, _ in body(row, !values.contains(bytes, range)) }
      case .lengthIsOutside(let bound):
        batch.forEachValue(column, bytes) { row, bytes, range, _ in
          // Unicode scalars, as JSON Schema counts.
          body(row, !bound.admits(Double(Word.scalars(bytes, range))))
        }
      case .doesNotMatch:
        // The contract's reader compiled it already, so it does compile; if not, nothing matches and the rule fails.
        let pattern = pattern
        batch.forEachValue(column, bytes) { row, bytes, range, _ in
          body(row, !(pattern?.isFound(in: bytes, range) ?? false))
        }
      case .isNull, .isMissing: break
      }
    }

    /// Of JSON's numbers those that are whole count, however they are written.
    @inline(__always)
    private static func isInteger(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>, _ cell: Cell) -> Bool {
      if cell.kind == .untyped { return FastNumber.isInteger(bytes, range) }
      guard cell.kind == .number, case .number(let value) = FastNumber.parse(bytes, range) else { return false }
      return value == value.rounded()
    }

    private static func mayBeMoment(_ cell: Cell) -> Bool { cell.kind == .untyped || cell.kind == .string }
  }
}
