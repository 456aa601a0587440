/// Finds the cells of comma-separated values (RFC 4180), 64 bytes at a time.
package struct CSVTokenizer {
  /// What is wrong, and on which line after the chunk's first.
  enum Problem: Error, Equatable {
    case ragged(cells: Int, emptyLine: Bool, line: Int)
    case strayQuote(line: Int)
    case unclosedQuote(line: Int)
    case textAfterQuote(line: Int)
    case cellTooLong(line: Int)

    var line: Int {
      switch self {
      case .ragged(_, _, let line), .strayQuote(let line), .unclosedQuote(let line), .textAfterQuote(let line),
        .cellTooLong(let line):
        line
      }
    }
  }

  let columns: Int
  let separator: UInt8
  /// Where the next row begins.
  package private(set) var position: Int
  /// Line ends passed so far.
  package private(set) var line = 0
  private var window = StructureWindow()
  private var cellStart = 0
  private var column = 0
  private var rowLine = 0

  init(columns: Int, separator: UInt8 = UInt8(ascii: ","), at position: Int) {
    self.columns = columns
    self.separator = separator
    self.position = position
  }

  private static let newline = UInt8(ascii: "\n")
  private static let quote = UInt8(ascii: "\"")

  /// Fills a batch with rows that begin before `limit`, each to its end wherever that is.
  ///
  /// - Returns: false when no row was left.
  mutating func fill(
    _ batch: inout CellBatch, rows: Int, _ bytes: borrowing Span<UInt8>, until limit: Int
  ) throws(Problem) -> Bool {
    batch.removeAll()
    let limit = min(limit, bytes.count)
    while position < limit, batch.rows < rows {
      let plain = PlainRows.take(&batch, bytes, from: position, until: limit, rows: rows, line: line, separator)
      position = plain.end
      line += plain.rows
      if position >= limit || batch.rows == rows { break }
      // Where few are plain, looking for them does not pay.
      let others = plain.rows < 8 ? 64 : 1
      if try !fillWithAny(&batch, rows: min(rows, batch.rows + others), bytes, until: limit) { break }
    }
    return batch.rows > 0
  }

  /// The same for rows of every kind, behind those that the batch has.
  private mutating func fillWithAny(
    _ batch: inout CellBatch, rows: Int, _ bytes: borrowing Span<UInt8>, until limit: Int
  ) throws(Problem) -> Bool {
    let end = bytes.count
    var index = position
    cellStart = index
    column = 0
    rowLine = line
    scan: while let block = window.block(at: index, bytes, separator) {
      var found = block.found
      while found != 0 {
        let at = block.start &+ found.trailingZeroBitCount
        let byte = unsafe bytes[unchecked: at]
        if byte == separator {
          endCell(&batch, at)
        } else if byte == Self.newline {
          if try endRow(&batch, bytes, at, rows, limit) { return true }
        } else {
          index = try quotedCell(&batch, bytes, at)
          if index == end { break scan }
          if try afterQuotedCell(&batch, bytes, &index, rows, limit) { return true }
          continue scan
        }
        found &= found &- 1
      }
      index = block.start &+ 64
    }
    return try finish(&batch, bytes, from: index, rows, limit)
  }

  /// The last bytes of the file, one at a time.
  private mutating func finish(
    _ batch: inout CellBatch, _ bytes: borrowing Span<UInt8>, from start: Int, _ rows: Int, _ limit: Int
  ) throws(Problem) -> Bool {
    var index = start
    let end = bytes.count
    while index < end {
      let byte = bytes[index]
      if byte == separator {
        endCell(&batch, index)
      } else if byte == Self.newline {
        if try endRow(&batch, bytes, index, rows, limit) { return true }
      } else if byte == Self.quote {
        index = try quotedCell(&batch, bytes, index)
        if index == end { break }
        if try afterQuotedCell(&batch, bytes, &index, rows, limit) { return true }
        continue
      }
      index += 1
    }
    // The last row may lack its line end.
    if cellStart < end || column > 0 || isOpen {
      if !isOpen { endCell(&batch, end) }
      isOpen = false
      try close(&batch)
      position = end
    }
    return batch.rows > 0
  }

  /// Whether a quoted cell was the last thing in the file, and so has been appended already.
  private var isOpen = false

  @inline(__always) private mutating func endCell(_ batch: inout CellBatch, _ at: Int) {
    batch.append(cellStart, at)
    cellStart = at &+ 1
    column &+= 1
  }

  /// - Returns: true when the batch is full or the limit is reached.
  @inline(__always) private mutating func endRow(
    _ batch: inout CellBatch, _ bytes: borrowing Span<UInt8>, _ at: Int, _ rows: Int, _ limit: Int
  ) throws(Problem) -> Bool {
    let isCRLF = unsafe at > cellStart && bytes[unchecked: at &- 1] == UInt8(ascii: "\r")
    batch.append(cellStart, isCRLF ? at &- 1 : at)
    column &+= 1
    cellStart = at &+ 1
    line &+= 1
    return try endedRow(&batch, rows, limit, bytes.count)
  }

  @inline(__always) private mutating func endedRow(
    _ batch: inout CellBatch, _ rows: Int, _ limit: Int, _ end: Int
  ) throws(Problem) -> Bool {
    try close(&batch)
    position = cellStart
    return batch.rows == rows || position >= limit || position >= end
  }

  @inline(__always) private mutating func close(_ batch: inout CellBatch) throws(Problem) {
    guard column == columns else {
      throw .ragged(cells: column, emptyLine: column == 1 && batch.endsEmpty, line: rowLine)
    }
    guard cellStart <= Cell.limit else { throw .cellTooLong(line: rowLine) }
    batch.endRow(line: rowLine)
    column = 0
    rowLine = line
  }

  // MARK: Quotes

  /// Reads a quoted cell from its opening quote on.
  ///
  /// - Returns: the index after the closing quote.
  private mutating func quotedCell(
    _ batch: inout CellBatch, _ bytes: borrowing Span<UInt8>, _ opening: Int
  ) throws(Problem) -> Int {
    guard opening == cellStart else { throw .strayQuote(line: line) }
    let opened = line
    let end = bytes.count
    var index = opening + 1
    var isDoubled = false
    while true {
      index = skipText(bytes, index)
      if index == end { break }
      let byte = bytes[index]
      if byte == Self.newline {
        line += 1
      } else {
        guard index + 1 < end, bytes[index + 1] == Self.quote else { break }
        isDoubled = true
        index += 1
      }
      index += 1
    }
    guard index < end else { throw .unclosedQuote(line: opened) }
    guard index < Cell.limit else { throw .cellTooLong(line: opened) }
    if isDoubled {
      batch.append(unescaping: bytes, (opening + 1)..<index)
    } else {
      batch.append(opening + 1, index)
    }
    column += 1
    if index + 1 == end { isOpen = true }
    return index + 1
  }

  /// The next quote or line end, or the end.
  @inline(__always) private func skipText(_ bytes: borrowing Span<UInt8>, _ start: Int) -> Int {
    let quotes = Word.repeating(Self.quote)
    let newlines = Word.repeating(Self.newline)
    var index = start
    while index &+ 8 <= bytes.count {
      let word = Word.load(bytes, index)
      let found = Word.matches(word, quotes) | Word.matches(word, newlines)
      if found != 0 { return index &+ found.trailingZeroBitCount >> 3 }
      index &+= 8
    }
    while index < bytes.count, bytes[index] != Self.quote, bytes[index] != Self.newline { index += 1 }
    return index
  }

  /// What may follow a closing quote: a separator, a line end, the end of the file.
  ///
  /// - Returns: true when a row ended, and the batch is full or the limit reached.
  private mutating func afterQuotedCell(
    _ batch: inout CellBatch, _ bytes: borrowing Span<UInt8>, _ index: inout Int, _ rows: Int, _ limit: Int
  ) throws(Problem) -> Bool {
    let end = bytes.count
    let byte = bytes[index]
    if byte == separator {
      index += 1
      cellStart = index
      // A separator that is the file's last byte is followed by one more, empty cell.
      return false
    }
    if byte == UInt8(ascii: "\r"), index + 1 < end, bytes[index + 1] == Self.newline {
      index += 2
    } else if byte == Self.newline {
      index += 1
    } else {
      throw .textAfterQuote(line: line)
    }
    line += 1
    cellStart = index
    return try endedRow(&batch, rows, limit, end)
  }
}
