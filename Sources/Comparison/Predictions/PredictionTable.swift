import Core
import Metrics
import Scan

/// The columns of a predictions file that were asked for, read and brought into the order of the ids.
///
/// That order is the order of the ids' hashes: it does not depend on the file's, and says nothing of what the ids say.
struct PredictionTable {
  let source: any RowSource
  let ids: [CellHash]
  private let idColumns: [Int]
  /// The rows of the file, counted from 0, in the order of the ids.
  let order: [UInt32]
  private let numbers: [String: NumberCells]
  private let codes: [String: CodeCells]
  private let searched: [(name: String, cells: GroupCells)]
  private let chunks: [ScanPosition]

  var name: String { source.name }

  /// - Parameters:
  ///   - numbers: the columns to read as numbers.
  ///   - codes: the columns to read as texts.
  ///   - searched: the columns to read as either, as far as they divide the rows into groups.
  /// - Throws: `malformedData` when a column is missing or unreadable, there are no rows, or an id is missing or repeated.
  init(
    _ source: any RowSource, ids: [String], numbers: [String], codes: [String], searched: [String] = [], threads: Int
  ) throws(Failure) {
    let idColumns = try Self.unique(ids).map { name throws(Failure) in try Self.column(name, source) }
    let numberColumns = try Self.unique(numbers).map { name throws(Failure) in (name, try Self.column(name, source)) }
    let codeColumns = try Self.unique(codes).map { name throws(Failure) in (name, try Self.column(name, source)) }
    let searchedColumns = try searched.map { name throws(Failure) in try Self.column(name, source) }
    var needs = [ColumnNeeds](repeating: [], count: source.columns.count)
    for column in idColumns { needs[column].formUnion(IDCells.needs) }
    for (_, column) in numberColumns { needs[column].formUnion(NumberCells.needs) }
    for (_, column) in codeColumns { needs[column].formUnion(CodeCells.needs) }
    for column in searchedColumns { needs[column].formUnion([.numbers, .text, .nulls]) }
    let (numbered, coded) = (numberColumns.map(\.1), codeColumns.map(\.1))
    let found = try source.run(needs: needs, threads: threads, progress: nil) { _ in
      Visitor(ids: idColumns, numbers: numbered, codes: coded, searched: searchedColumns)
    }
    guard found.rows > 0 else {
      throw Failure(
        .malformedData, "the file has a header but no rows", at: Place(file: source.name),
        hint: "an evaluation needs predictions")
    }
    self.source = source
    chunks = found.chunks
    self.ids = found.visitor.ids.hashes
    self.idColumns = idColumns
    self.numbers = Dictionary(zip(numberColumns.map(\.0), found.visitor.numbers)) { first, _ in first }
    self.codes = Dictionary(zip(codeColumns.map(\.0), found.visitor.codes)) { first, _ in first }
    self.searched = zip(searched, found.visitor.searched).map { ($0, $1) }
    order =
      idColumns.isEmpty
      ? (0..<UInt32(truncatingIfNeeded: found.rows)).map { $0 } : Self.order(of: found.visitor.ids.hashes)
    try requireUniqueIDs(missing: found.visitor.ids.firstMissing)
  }

  private static func unique(_ names: [String]) -> [String] {
    names.enumerated().filter { names.firstIndex(of: $0.element) == $0.offset }.map(\.element)
  }

  /// - Throws: `malformedData` naming the nearest column.
  static func column(_ name: String, _ source: any RowSource) throws(Failure) -> Int {
    guard let column = source.columns.firstIndex(where: { $0.name == name }) else {
      let names = source.columns.map(\.name)
      let near = Spelling.nearest(to: name, among: names)
      throw Failure(
        .malformedData, "there is no column '\(name)'", at: Place(file: source.name),
        hint: near.map { "did you mean '\($0)'?" } ?? "its columns are: \(names.joined(separator: ", "))")
    }
    guard source.columns[column].type != .unreadable else {
      throw Failure(
        .malformedData, "the column '\(name)' is nested, which is not supported", at: Place(file: source.name),
        hint: "write it as columns of plain values")
    }
    return column
  }

  private struct Visitor: ChunkVisitor {
    private let columns: (ids: [Int], numbers: [Int], codes: [Int], searched: [Int])
    private(set) var ids = IDCells()
    private(set) var numbers: [NumberCells]
    private(set) var codes: [CodeCells]
    private(set) var searched: [GroupCells]

    init(ids: [Int], numbers: [Int], codes: [Int], searched: [Int]) {
      columns = (ids, numbers, codes, searched)
      self.searched = searched.map { _ in GroupCells() }
      self.numbers = numbers.map { _ in NumberCells() }
      self.codes = codes.map { _ in CodeCells() }
    }

    mutating func visit(_ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>, firstRow: Int) {
      ids.visit(columns.ids, batch, bytes)
      for (index, column) in columns.numbers.enumerated() { numbers[index].visit(column, batch, bytes) }
      for (index, column) in columns.codes.enumerated() { codes[index].visit(column, batch, bytes) }
      for (index, column) in columns.searched.enumerated() { searched[index].visit(column, batch, bytes) }
    }

    mutating func merge(_ next: Visitor, after before: ScanPosition) {
      ids.merge(next.ids)
      for index in numbers.indices { numbers[index].merge(next.numbers[index]) }
      for index in codes.indices { codes[index].merge(next.codes[index]) }
      for index in searched.indices { searched[index].merge(next.searched[index]) }
    }
  }

  // MARK: Ids

  private static func order(of ids: [CellHash]) -> [UInt32] {
    var keys = ids.enumerated().map { (hash: $0.element.high, row: UInt32(truncatingIfNeeded: $0.offset)) }
    keys.sort { a, b in
      if a.hash != b.hash { return a.hash < b.hash }
      let (first, second) = (ids[Int(a.row)].low, ids[Int(b.row)].low)
      return first == second ? a.row < b.row : first < second
    }
    return keys.map(\.row)
  }

  private func requireUniqueIDs(missing: Int?) throws(Failure) {
    if let missing {
      throw Failure(
        .malformedData, "the id is missing", at: place(missing), hint: "give every row an id: rows are joined by it")
    }
    var again: (first: UInt32, second: UInt32)?
    var count = 0
    if ids.isEmpty { return }
    for (a, b) in zip(order, order.dropFirst()) where ids[Int(a)] == ids[Int(b)] {
      count += 1
      if again.map({ b < $0.second }) ?? true { again = (a, b) }
    }
    guard let again else { return }
    let more = count > 1 ? "; \(count) ids are repeated in all" : ""
    let first = source.row(Int(again.first) + 1, in: chunks)?.line.map { "line \($0)" } ?? "row \(again.first + 1)"
    throw Failure(
      .malformedData, "the id '\(id(Int(again.second)))' stands on \(first) already\(more)",
      at: place(Int(again.second)), hint: "keep one prediction for each id")
  }

  /// An id as its file has it, for messages; of several columns, their texts with a slash between.
  func id(_ row: Int) -> String { idColumns.map { text(row, $0) }.joined(separator: "/") }

  // MARK: Columns

  /// A column's numbers, in the order of the ids.
  ///
  /// - Parameter what: the numbers are, for messages: "score".
  /// - Throws: `malformedData` where one is missing, no number, or not finite.
  func numbers(_ column: String, _ what: String, hint: String) throws(Failure) -> [Double] {
    guard let cells = numbers[column] else { return [] }
    if let bad = cells.firstBad {
      throw Failure(.malformedData, problem(bad, column, what), at: place(bad), hint: hint)
    }
    return order.map { cells.values[Int($0)] }
  }

  /// Whether all of a column's cells are finite numbers.
  func isNumeric(_ column: String) -> Bool { numbers[column].map { $0.firstBad == nil } ?? false }

  /// The first row, of those of the file, whose number is not in a range.
  func firstRow(_ column: String, outside range: ClosedRange<Double>) -> Int? {
    numbers[column]?.values.firstIndex { !range.contains($0) }
  }

  /// A column's texts as places in a list of names, in the order of the ids; −1 where there is none.
  func codes(_ column: String) -> (names: [String], codes: [Int32]) {
    guard let cells = codes[column] else { return ([], []) }
    return (cells.names, order.map { cells.codes[Int($0)] })
  }

  /// A column's categories, in the order of their bytes; a missing one is an empty text.
  func grouping(_ column: String) -> Grouping {
    let (names, codes) = codes(column)
    return grouping(column, names, codes)
  }

  private func grouping(_ column: String, _ names: [String], _ codes: [Int32]) -> Grouping {
    let missing = codes.contains(-1) ? [""] : []
    let sorted = (missing + names).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let places = Dictionary(sorted.enumerated().map { ($0.element, Int32(truncatingIfNeeded: $0.offset)) }) { a, _ in a
    }
    let meanings = names.map { places[$0] ?? 0 }
    return Grouping(column: column, names: sorted, codes: codes.map { $0 < 0 ? places[""] ?? 0 : meanings[Int($0)] })
  }

  /// The columns that divide the rows into groups, of those that were searched, in the order of the ids.
  var groupings: [Grouping] {
    searched.compactMap { name, cells in
      if let codes = cells.codes { return grouping(name, codes.names, order.map { codes.codes[Int($0)] }) }
      return Quartiles(order.map { cells.numbers.values[Int($0)] })?.grouping(name)
    }
  }

  /// - Throws: `malformedData` where a cell is missing.
  func requireComplete(_ column: String, _ what: String, hint: String) throws(Failure) {
    guard let missing = codes[column]?.firstMissing else { return }
    throw Failure(.malformedData, "the \(what) is missing", at: place(missing), hint: hint)
  }

  /// The first row of the file that has a certain text in a column.
  func firstRow(_ column: String, code: Int32) -> Int? { codes[column]?.codes.firstIndex(of: code) }

  private func problem(_ row: Int, _ column: String, _ what: String) -> String {
    let index = source.columns.firstIndex { $0.name == column }
    let text = index.map { self.text(row, $0) } ?? ""
    if text.isEmpty { return "the \(what) is missing" }
    switch text.lowercased() {
    case "nan": return "the \(what) is NaN"
    case "inf", "-inf", "+inf", "infinity", "-infinity", "+infinity": return "the \(what) is infinite"
    default: return "the \(what) '\(text)' is not a number"
    }
  }

  // MARK: Places

  /// A cell's text, for messages.
  func text(_ row: Int, _ column: Int) -> String { source.row(row + 1, in: chunks)?.cells[column] ?? "" }

  /// - Parameter row: of the file, counted from 0.
  func place(_ row: Int) -> Place {
    Place(file: source.name, line: source.row(row + 1, in: chunks)?.line ?? row + 1)
  }
}
