import Core
import Tables

/// One file of predictions, its cells read and checked.
struct PredictionTable {
  let table: Table
  let labels: [Bool]
  let scores: [Double]
  /// The rows in the order of their ids' bytes.
  let order: [Int]
  private let ids: Table.Column

  init(_ table: Table, _ columns: PredictionColumns) throws(Failure) {
    guard table.rowCount > 0 else {
      throw Failure(
        .malformedData, "the file has a header but no rows", at: Place(file: table.name),
        hint: "an evaluation needs predictions")
    }
    self.table = table
    ids = try table.requiredColumn(columns.id)
    labels = try Self.labels(table, try table.requiredColumn(columns.label))
    scores = try Self.scores(table, try table.requiredColumn(columns.score))
    let cells = ids.cells.map { table.buffer[$0] }
    order = cells.indices.sorted { cells[$0].lexicographicallyPrecedes(cells[$1]) }
    try requireUniqueIDs(cells)
  }

  private func id(_ row: Int) -> String { table.text(ids, row) }

  private func requireUniqueIDs(_ cells: [ArraySlice<UInt8>]) throws(Failure) {
    if let row = cells.firstIndex(where: \.isEmpty) {
      throw Failure(
        .malformedData, "the id is missing", at: table.place(ofRow: row),
        hint: "give every row an id: rows are joined by it"
      )
    }
    var repeated: [(first: Int, again: Int)] = []
    for (a, b) in zip(order, order.dropFirst()) where cells[a] == cells[b] { repeated.append((min(a, b), max(a, b))) }
    guard let first = repeated.min(by: { $0.again < $1.again }) else { return }
    let more = repeated.count > 1 ? "; \(repeated.count) ids are repeated in all" : ""
    throw Failure(
      .malformedData, "the id '\(id(first.again))' stands on line \(table.lines[first.first]) already\(more)",
      at: table.place(ofRow: first.again), hint: "keep one prediction for each id")
  }

  private static func labels(_ table: Table, _ column: Table.Column) throws(Failure) -> [Bool] {
    var labels: [Bool] = []
    labels.reserveCapacity(table.rowCount)
    for row in 0..<table.rowCount {
      // 1.0 is how a table with a gap in the column writes 1.
      switch table.number(column, row) {
      case 0: labels.append(false)
      case 1: labels.append(true)
      default:
        let text = table.text(column, row)
        throw Failure(
          .malformedData, text.isEmpty ? "the label is missing" : "the label '\(text)' is neither 0 nor 1",
          at: table.place(ofRow: row), hint: "write 1 for the positive class and 0 for the other")
      }
    }
    return labels
  }

  private static func scores(_ table: Table, _ column: Table.Column) throws(Failure) -> [Double] {
    var scores: [Double] = []
    scores.reserveCapacity(table.rowCount)
    for row in 0..<table.rowCount {
      let value = table.number(column, row)
      guard let value, (0...1).contains(value) else {
        throw Failure(
          .malformedData, problem(value, table.text(column, row)), at: table.place(ofRow: row),
          hint: "a score is the predicted probability of the label 1, from 0 to 1")
      }
      scores.append(value)
    }
    return scores
  }

  private static func problem(_ value: Double?, _ text: String) -> String {
    guard let value else { return text.isEmpty ? "the score is missing" : "the score '\(text)' is not a number" }
    if value.isNaN { return "the score is NaN" }
    return value.isInfinite ? "the score is infinite" : "the score \(text) is not between 0 and 1"
  }

  /// - Throws: `malformedData` saying how many ids and labels differ, with examples.
  func requireSameRows(as other: PredictionTable) throws(Failure) {
    let ours = Set(order.map(id))
    let theirs = Set(other.order.map(other.id))
    let onlyOurs = ours.subtracting(theirs).sorted()
    let onlyTheirs = theirs.subtracting(ours).sorted()
    guard onlyOurs.isEmpty, onlyTheirs.isEmpty else {
      var sides: [String] = []
      if !onlyOurs.isEmpty { sides.append("\(onlyOurs.count) only in \(table.name) (\(Self.examples(onlyOurs)))") }
      if !onlyTheirs.isEmpty {
        sides.append("\(onlyTheirs.count) only in \(other.table.name) (\(Self.examples(onlyTheirs)))")
      }
      throw Failure(
        .malformedData, "the two files have different ids: \(sides.joined(separator: ", "))",
        at: Place(file: table.name), hint: "score both models on the same rows")
    }
    let differing = zip(order, other.order).filter { labels[$0.0] != other.labels[$0.1] }
    guard let first = differing.first else { return }
    throw Failure(
      .malformedData,
      "\(differing.count) label\(differing.count == 1 ? "" : "s") differ from \(other.table.name): "
        + Self.examples(differing.map { id($0.0) }),
      at: table.place(ofRow: first.0), hint: "judge both models by the same labels")
  }

  func requireSame(_ column: Table.Column, _ theirs: Table.Column, in other: PredictionTable) throws(Failure) {
    for (row, otherRow) in zip(order, other.order)
    where table.buffer[column.cells[row]] != other.table.buffer[theirs.cells[otherRow]] {
      throw Failure(
        .malformedData,
        "'\(id(row))' has \(column.name) '\(table.text(column, row))' here and "
          + "'\(other.table.text(theirs, otherRow))' in \(other.table.name)",
        at: table.place(ofRow: row), hint: "slices have to be the same rows for both models")
    }
  }

  private static func examples(_ ids: [String]) -> String {
    ids.prefix(3).joined(separator: ", ") + (ids.count > 3 ? ", …" : "")
  }
}
