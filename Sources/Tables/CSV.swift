package import Core

/// Comma-separated values as RFC 4180 has them: a header line, quoted cells with doubled quotes, LF or CRLF, an
/// optional byte-order mark, UTF-8. What deviates is refused with its line, since a misread table passes checks that
/// it should fail.
package enum CSV {
  /// Reads a table.
  ///
  /// - Parameters:
  ///   - bytes: the file.
  ///   - name: the file's name, for messages.
  /// - Throws: `malformedData`: an empty file, a ragged row, a repeated or empty column name, a stray quote, bytes
  ///   that are not UTF-8.
  package static func parse(
    _ bytes: [UInt8], name: String, separator: UInt8 = UInt8(ascii: ",")
  ) throws(Failure) -> Table {
    try requireUTF8(bytes, name: name)
    var scanner = Scanner(bytes, name: name, separator: separator)
    let header = try scanner.header()
    var cells = [[Range<Int>]](repeating: [], count: header.count)
    let rows = bytes.count / max(scanner.position, 1)
    for index in cells.indices { cells[index].reserveCapacity(rows) }
    var lines: [Int32] = []
    while !scanner.isAtEnd {
      lines.append(Int32(clamping: scanner.line))
      try scanner.row(into: &cells)
    }
    let columns = zip(header, cells).map { Table.Column(name: $0, cells: $1) }
    return Table(name: name, columns: columns, rowCount: lines.count, buffer: scanner.buffer, lines: lines)
  }

  private static func requireUTF8(_ bytes: [UInt8], name: String) throws(Failure) {
    do {
      _ = try UTF8Span(validating: bytes.span)
    } catch {
      let offset = error.byteOffsets.lowerBound
      let line = 1 + bytes[..<offset].count { $0 == UInt8(ascii: "\n") }
      throw Failure(
        .malformedData, "not UTF-8: a stray byte 0x\(String(bytes[offset], radix: 16)) at offset \(offset)",
        at: Place(file: name, line: line), hint: "save the file as UTF-8, for instance with: iconv -f latin1 -t utf8")
    }
  }
}

private struct Scanner {
  /// The file, with the text of cells that had doubled quotes appended behind it.
  private(set) var buffer: [UInt8]
  private let end: Int
  private let name: String
  private(set) var position: Int
  private(set) var line = 1
  private let separator: UInt8
  private var headerWidth = 0

  init(_ bytes: [UInt8], name: String, separator: UInt8) {
    self.separator = separator
    buffer = bytes
    end = bytes.count
    self.name = name
    position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  var isAtEnd: Bool { position >= end }

  mutating func header() throws(Failure) -> [String] {
    guard !isAtEnd else {
      throw Failure(
        .malformedData, "the file is empty", at: Place(file: name), hint: "a table needs at least a header line")
    }
    var names: [String] = []
    var last = false
    while !last {
      let (cell, ended) = try nextCell()
      names.append(String(decoding: buffer[cell], as: UTF8.self))
      last = ended
    }
    var seen: Set<String> = []
    for (index, column) in names.enumerated() {
      let place = Place(file: name, line: 1)
      if column.isEmpty {
        throw Failure(
          .malformedData, "column \(index + 1) has no name", at: place, hint: "give every column a name in the header")
      }
      guard seen.insert(column).inserted else {
        throw Failure(
          .malformedData, "the header names the column '\(column)' twice", at: place, hint: "rename or drop one of them"
        )
      }
    }
    headerWidth = names.count
    return names
  }

  mutating func row(into cells: inout [[Range<Int>]]) throws(Failure) {
    let start = line
    var index = 0
    var last = false
    while !last {
      let (cell, ended) = try nextCell()
      if index < headerWidth { cells[index].append(cell) }
      index += 1
      last = ended
    }
    guard index == headerWidth else {
      let hint =
        index == 1 && cells[0].last?.isEmpty == true ? "remove the empty line" : "quote cells that hold a comma"
      throw Failure(
        .malformedData, "the row has \(index) cell\(index == 1 ? "" : "s"), the header \(headerWidth)",
        at: Place(file: name, line: start), hint: hint)
    }
  }

  /// The next cell, and whether it is the last of its row.
  private mutating func nextCell() throws(Failure) -> (cell: Range<Int>, last: Bool) {
    if position < end, buffer[position] == UInt8(ascii: "\"") { return try quotedCell() }
    let start = position
    while position < end {
      let byte = buffer[position]
      if byte == separator {
        position += 1
        return (start..<position - 1, false)
      }
      if byte == UInt8(ascii: "\n") {
        let carriageReturn = position > start && buffer[position - 1] == UInt8(ascii: "\r")
        let stop = carriageReturn ? position - 1 : position
        position += 1
        line += 1
        return (start..<stop, true)
      }
      if byte == UInt8(ascii: "\"") {
        throw Failure(
          .malformedData, "a quote inside an unquoted cell", at: Place(file: name, line: line),
          hint: "quote the whole cell and double the quotes in it")
      }
      position += 1
    }
    return (start..<end, true)
  }

  private mutating func quotedCell() throws(Failure) -> (cell: Range<Int>, last: Bool) {
    let opened = line
    position += 1
    let start = position
    var doubled = false
    while position < end {
      let byte = buffer[position]
      if byte == UInt8(ascii: "\n") { line += 1 }
      if byte == UInt8(ascii: "\"") {
        guard position + 1 < end, buffer[position + 1] == UInt8(ascii: "\"") else { break }
        doubled = true
        position += 1
      }
      position += 1
    }
    guard position < end else {
      throw Failure(
        .malformedData, "a quoted cell is never closed", at: Place(file: name, line: opened), hint: "close it with \"")
    }
    let cell = doubled ? undouble(start..<position) : start..<position
    position += 1
    return (cell, try endOfQuotedCell())
  }

  private mutating func endOfQuotedCell() throws(Failure) -> Bool {
    if position >= end { return true }
    switch buffer[position] {
    case separator:
      position += 1
      return false
    case UInt8(ascii: "\r") where position + 1 < end && buffer[position + 1] == UInt8(ascii: "\n"):
      position += 2
    case UInt8(ascii: "\n"):
      position += 1
    default:
      throw Failure(
        .malformedData, "text after a closing quote", at: Place(file: name, line: line),
        hint: "double the quotes inside the cell")
    }
    line += 1
    return true
  }

  private mutating func undouble(_ raw: Range<Int>) -> Range<Int> {
    let start = buffer.count
    var index = raw.lowerBound
    while index < raw.upperBound {
      buffer.append(buffer[index])
      index += buffer[index] == UInt8(ascii: "\"") ? 2 : 1
    }
    return start..<buffer.count
  }
}
