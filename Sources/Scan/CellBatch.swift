/// Where the cells of some rows lie: positions only, text is not copied but where quotes were doubled.
package struct CellBatch {
  package let columns: Int
  package private(set) var rows = 0
  /// Row by row: start below, end above, each counted from the chunk's first byte. `escaped` marks cells whose text is in
  /// `unescaped` instead.
  private(set) var cells: [UInt64] = []
  /// For each row, the number of line ends in the chunk before it.
  package private(set) var lines: [Int32] = []
  private(set) var unescaped: [UInt8] = []

  private static let escaped: UInt64 = 1 << 31
  /// No cell may begin further into a chunk than this.
  static let limit = 1 << 31

  package init(columns: Int) { self.columns = columns }

  mutating func removeAll() {
    rows = 0
    cells.removeAll(keepingCapacity: true)
    lines.removeAll(keepingCapacity: true)
    unescaped.removeAll(keepingCapacity: true)
  }

  @inline(__always) mutating func append(_ start: Int, _ end: Int) {
    cells.append(UInt64(truncatingIfNeeded: start) | UInt64(truncatingIfNeeded: end) << 32)
  }

  /// A quoted cell with doubled quotes in it: its text is written without them.
  mutating func append(unescaping bytes: borrowing Span<UInt8>, _ range: Range<Int>) {
    let start = unescaped.count
    var index = range.lowerBound
    while index < range.upperBound {
      unescaped.append(bytes[index])
      index += bytes[index] == UInt8(ascii: "\"") ? 2 : 1
    }
    cells.append(UInt64(start) | Self.escaped | UInt64(unescaped.count) << 32)
  }

  @inline(__always) mutating func endRow(line: Int) {
    rows += 1
    lines.append(Int32(truncatingIfNeeded: line))
  }

  /// Whether the last cell holds nothing.
  var endsEmpty: Bool { cells.last.map { $0 & (Self.escaped - 1) == $0 >> 32 } ?? true }

  /// Calls the body with each cell of a column: the row within the batch, and the bytes and range of its text.
  ///
  /// - Parameter bytes: the chunk.
  @inline(__always)
  package func forEach(
    _ column: Int, _ bytes: borrowing Span<UInt8>, _ body: (Int, borrowing Span<UInt8>, Range<Int>) -> Void
  ) {
    let cells = cells.span
    var position = column
    for row in 0..<rows {
      let cell = unsafe cells[unchecked: position]
      position += columns
      let start = Int(cell & (Self.escaped - 1))
      let range = unsafe Range(uncheckedBounds: (start, Int(cell >> 32)))
      if cell & Self.escaped == 0 {
        body(row, bytes, range)
      } else {
        body(row, unescaped.span, range)
      }
    }
  }

  /// A cell's text, for samples.
  package func text(_ row: Int, _ column: Int, _ bytes: borrowing Span<UInt8>) -> String {
    let cell = cells[row * columns + column]
    let range = Int(cell & (Self.escaped - 1))..<Int(cell >> 32)
    if cell & Self.escaped != 0 { return String(decoding: unescaped[range], as: UTF8.self) }
    return String(decoding: range.map { bytes[$0] }, as: UTF8.self)
  }
}
