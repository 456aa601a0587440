/// Some rows. Text is not copied: a batch says where in the chunk it lies. Sources whose columns have types hand over
/// values instead (`typed`).
public struct CellBatch: Sendable {
  public let columns: Int
  public var rows = 0
  /// Row by row; empty for typed sources.
  public var cells: [Cell] = []
  /// For each row, the number of line ends in the chunk before it; empty for sources without lines.
  public private(set) var lines: [Int32] = []
  /// Texts that are not in the chunk as they are: those with escapes.
  public var aside: [UInt8] = []
  /// By column; empty for sources of text.
  public private(set) var typed: [TypedColumn] = []

  /// Whether every character is known to be one byte; of typed sources, whose columns say so themselves, false.
  public var isASCII = false

  /// The same for a column.
  package func isASCII(_ column: Int) -> Bool {
    // What was written with escapes may be more than the chunk's own characters.
    typed.isEmpty
      ? isASCII && UTF8Check.isASCII(aside.span) : (typed[column].dictionary?.values ?? typed[column].values).isASCII
  }

  /// Whether a column's values come as numbers, of whatever they are.
  package func isTyped(_ column: Int) -> Bool { !typed.isEmpty && typed[column].type.hasNumbers }

  public init(columns: Int) { self.columns = columns }

  /// Some rows of a typed source.
  public init(rows: Int, typed: [TypedColumn]) {
    columns = typed.count
    self.rows = rows
    self.typed = typed
  }

  mutating func removeAll() {
    rows = 0
    cells.removeAll(keepingCapacity: true)
    lines.removeAll(keepingCapacity: true)
    aside.removeAll(keepingCapacity: true)
  }

  @inline(__always) mutating func append(_ cell: Cell) { cells.append(cell) }

  @inline(__always) mutating func append(_ start: Int, _ end: Int) { cells.append(Cell(untyped: start, end)) }

  /// Whole rows, each of which ends a line.
  mutating func append(_ cells: [Cell], rows: Int, line: Int) {
    if self.cells.isEmpty { self.cells = cells } else { self.cells += cells }
    lines.reserveCapacity(lines.count + rows)
    for row in 0..<rows { lines.append(Int32(truncatingIfNeeded: line &+ row)) }
    self.rows += rows
  }

  /// A quoted cell with doubled quotes in it: its text is written without them.
  mutating func append(unescaping bytes: borrowing Span<UInt8>, _ range: Range<Int>) {
    let start = aside.count
    var index = range.lowerBound
    while index < range.upperBound {
      aside.append(bytes[index])
      index += bytes[index] == UInt8(ascii: "\"") ? 2 : 1
    }
    cells.append(Cell(start, aside.count - start, .untyped, isAside: true))
  }

  /// A row of which nothing is known yet.
  @inline(__always) mutating func appendAbsentRow() { cells.append(contentsOf: repeatElement(.absent, count: columns)) }

  /// Says what a cell of the last row is.
  @inline(__always) mutating func set(_ column: Int, _ cell: Cell) {
    cells[cells.count &- columns &+ column] = cell
  }

  /// Keeps a text that the chunk has not as it is.
  mutating func keepAside(_ text: some Collection<UInt8>, _ kind: Cell.Kind) -> Cell {
    let start = aside.count
    aside += text
    return Cell(start, text.count, kind, isAside: true)
  }

  /// Keeps the text of a JSON string with escapes.
  mutating func keepAside(unescaping bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Cell {
    let start = aside.count
    JSONString.unescape(bytes, range, into: &aside)
    return Cell(start, aside.count - start, .string, isAside: true)
  }

  @inline(__always) mutating func endRow(line: Int) {
    rows += 1
    lines.append(Int32(truncatingIfNeeded: line))
  }

  /// Whether the last cell holds nothing.
  var endsEmpty: Bool { cells.last?.isNull ?? true }

  /// Calls the body with each value of a column: its row within the batch, and the bytes and range of its text.
  ///
  /// - Parameter bytes: the chunk.
  /// - Returns: how many rows are null.
  @inlinable @inline(__always) @discardableResult
  public func forEachValue(
    _ column: Int, _ bytes: borrowing Span<UInt8>, _ body: (Int, borrowing Span<UInt8>, Range<Int>, Cell) -> Void
  ) -> Int {
    if !typed.isEmpty {
      typed[column].forEachText(body)
      return rows - typed[column].count
    }
    var nulls = 0
    let cells = cells.span
    var position = column
    for row in 0..<rows {
      let cell = unsafe cells[unchecked: position]
      position += columns
      if cell.isNull {
        nulls &+= 1
      } else if cell.isAside {
        body(row, aside.span, cell.range, cell)
      } else {
        body(row, bytes, cell.range, cell)
      }
    }
    return nulls
  }

  /// Calls the body with each row in which a column is null.
  ///
  /// - Returns: how many they are.
  @discardableResult
  public func forEachNull(_ column: Int, _ body: (Int) -> Void) -> Int {
    if !typed.isEmpty { return typed[column].forEachNull(of: rows, body) }
    var nulls = 0
    let cells = cells.span
    for row in 0..<rows where unsafe cells[unchecked: row &* columns &+ column].isNull {
      nulls &+= 1
      body(row)
    }
    return nulls
  }

  /// Calls the body with each row that says null in a column, where a source tells that from saying nothing.
  public func forEachStatedNull(_ column: Int, _ body: (Int) -> Void) {
    if !typed.isEmpty {
      _ = typed[column].forEachNull(of: rows, body)
      return
    }
    let cells = cells.span
    for row in 0..<rows where unsafe cells[unchecked: row &* columns &+ column].kind == .null { body(row) }
  }

  /// Calls the body with the first value of a column of text.
  ///
  /// - Returns: nil when there is none.
  package func withFirstValue<Result>(
    _ column: Int, _ bytes: borrowing Span<UInt8>, _ body: (borrowing Span<UInt8>, Cell) -> Result
  ) -> Result? {
    if !typed.isEmpty {
      let column = typed[column]
      let values = column.dictionary?.values ?? column.values
      let first = column.dictionary == nil ? 0 : Int(column.codes.first ?? 0)
      return column.count == 0 || first >= values.cells.count ? nil : body(values.text.span, values.cells[first])
    }
    for row in 0..<rows {
      let cell = cells[row * columns + column]
      if !cell.isNull { return cell.isAside ? body(aside.span, cell) : body(bytes, cell) }
    }
    return nil
  }

  /// A cell's text, for samples; nil where it is null.
  public func text(_ row: Int, _ column: Int, _ bytes: borrowing Span<UInt8>) -> String? {
    if !typed.isEmpty { return typed[column].text(ofRow: row) }
    let cell = cells[row * columns + column]
    if cell.isNull { return nil }
    if cell.isAside { return String(decoding: aside[cell.range], as: UTF8.self) }
    return String(decoding: cell.range.map { bytes[$0] }, as: UTF8.self)
  }

  /// A row's line, counted from the chunk's first as 1; nil for sources without lines.
  public func line(_ row: Int) -> Int? { lines.isEmpty ? nil : Int(lines[row]) + 1 }
}
