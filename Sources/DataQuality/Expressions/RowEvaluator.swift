package import Scan

/// Runs an expression over batches of rows, each of its operations over a whole batch. Its memory is used again for the
/// next batch, and its patterns are compiled at the first: so each thread has one of its own, copied before it has run.
package struct RowEvaluator: Sendable {
  let expression: RowExpression
  /// Where the uses' columns are among the table's, and their types.
  private let columns: [(place: Int, type: ColumnType)]
  /// Whether columns beside columns alone may have to be compared as texts: not where all have numbers, or all moments.
  let comparesTexts: Bool
  /// By use.
  var inputs: [Values]
  /// Texts that are not in the chunk: the expression's, then those that come up.
  var made: [UInt8]
  var patterns: [ExpressionPattern?] = []
  var rows = 0
  private var free: [Values] = []
  private var numbers = ColumnNumbers()

  /// - Parameter columns: the table's, which have been checked; what is not there reads as null.
  package init(_ expression: RowExpression, columns: [SourceColumn]) {
    self.expression = expression
    self.columns = expression.uses.map { use in
      let place = columns.firstIndex { $0.name == use.column }
      return place.map { ($0, columns[$0].type) } ?? (-1, .untyped)
    }
    let cells = zip(expression.uses, self.columns).filter { $0.0.reading == .cell }.map(\.1.type)
    comparesTexts = !cells.allSatisfy(\.isNumeric) && !cells.allSatisfy(\.isMoment)
    inputs = expression.uses.map { _ in Values() }
    made = expression.literals
  }

  /// What it looks at.
  package var needs: [(column: Int, needs: ColumnNeeds)] {
    zip(expression.uses, columns).filter { $1.place >= 0 }.map { use, column in
      (column.place, use.needs(column.type, comparesTexts: comparesTexts))
    }
  }

  /// What the expression says of each row of a batch.
  ///
  /// - Parameters:
  ///   - bytes: the chunk.
  ///   - firstRow: of the batch; tells one batch from the next.
  package mutating func evaluate(
    _ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>, firstRow: Int
  ) -> [Truth] {
    var numbers = numbers
    self.numbers = ColumnNumbers()
    defer { self.numbers = numbers }
    return evaluate(batch, bytes, &numbers, firstRow: firstRow)
  }

  /// The same, with the numbers that other rules have read already.
  mutating func evaluate(
    _ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>, _ numbers: inout ColumnNumbers, firstRow: Int
  ) -> [Truth] {
    if patterns.count != expression.patterns.count { patterns = expression.patterns.map { ExpressionPattern($0) } }
    rows = batch.rows
    made.removeSubrange(expression.literals.count...)
    for (index, use) in expression.uses.enumerated() {
      let (place, type) = columns[index]
      inputs[index].prepare(rows, numbers: use.hasNumbers, texts: use.hasTexts, isConstant: false)
      read(use.reading, place, type, batch, bytes, &numbers, firstRow, into: index)
    }
    let result = run(expression.step, bytes)
    defer { giveBack(result, of: expression.step) }
    if result.isConstant { return Array(repeating: result.states[0], count: rows) }
    return Array(result.states.prefix(rows))
  }

  // MARK: Memory

  /// A column to write to.
  mutating func take(_ kind: Kind, isConstant: Bool) -> Values {
    var values = free.popLast() ?? Values()
    let count = isConstant ? 1 : rows
    values.prepare(count, numbers: kind.hasNumbers, texts: kind.hasTexts, isConstant: isConstant)
    return values
  }

  /// Takes back columns that nobody reads any more.
  mutating func giveBack(_ columns: Values...) { free += columns.filter { !$0.isConstant } }

  /// The same, where the columns are not the inputs.
  mutating func giveBack(_ values: Values, of step: Step) {
    if case .apply = step { giveBack(values) }
  }
}

/// A pattern that one evaluator uses: matching needs memory of its own on each thread.
final class ExpressionPattern: @unchecked Sendable {
  private let expression: RegularExpression

  init?(_ pattern: String) {
    guard let expression = try? RegularExpression(pattern) else { return nil }
    self.expression = expression
  }

  func find(in bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Truth {
    expression.search(bytes, range).map { Truth($0) } ?? .invalid
  }
}
