package import Core

/// JSON Lines: an object for each row, whose members are its cells. Types are kept: a number, a string that reads like
/// one, null, an empty string and a member that is absent all differ.
package struct JSONLinesFormat: RowFormat {
  /// The keys of all rows, in the order in which they first appear.
  package let columns: [SourceColumn]
  package var checksText: Bool { true }
  private let keys: JSONKeys

  init(keys: [String]) {
    columns = keys.map { SourceColumn($0, .mixed) }
    var known = JSONKeys()
    for key in keys { _ = known.column(key.utf8) }
    self.keys = known
  }

  package func reader() -> JSONLinesReader { JSONLinesReader(columns: columns.count, keys) }

  package func endOfRows(_ bytes: borrowing Span<UInt8>) -> Int { Self.endOfLines(bytes) }

  static func endOfLines(_ bytes: borrowing Span<UInt8>) -> Int {
    var index = bytes.count
    while index > 0, bytes[index - 1] != UInt8(ascii: "\n") { index -= 1 }
    return index
  }
}

/// Reads the rows that a scan looks at.
package struct JSONLinesReader: RowReader {
  private var tokenizer = JSONLinesTokenizer(at: 0)
  private var row: JSONRow
  private let columns: Int

  init(columns: Int, _ keys: JSONKeys) {
    self.columns = columns
    row = JSONRow(keys: keys)
  }

  package var position: Int { tokenizer.position }
  package var line: Int { tokenizer.line }

  package mutating func read(
    _ batch: inout CellBatch, rows: Int, _ bytes: borrowing Span<UInt8>, until limit: Int
  ) throws(RowProblem) -> Bool {
    batch.removeAll()
    while batch.rows < rows {
      let isThere = try tokenizer.read(&row, bytes, until: limit)
      if !isThere { break }
      batch.appendAbsentRow()
      // A file that another process adds to has had fewer keys a moment ago.
      for member in row.members where member.column < columns {
        let cell =
          member.isValueEscaped
          ? batch.keepAside(unescaping: bytes, member.value)
          : Cell(member.value.lowerBound, member.value.count, member.cellKind)
        batch.set(member.column, cell)
      }
      batch.endRow(line: row.line)
    }
    return batch.rows > 0
  }
}

/// Finds the keys of a file's rows: each is a cell of a column of its own, once for each chunk.
struct JSONKeysFormat: RowFormat {
  let columns = [SourceColumn("key", .string)]
  let checksText = true

  func reader() -> Reader { Reader() }

  func endOfRows(_ bytes: borrowing Span<UInt8>) -> Int { JSONLinesFormat.endOfLines(bytes) }

  struct Reader: RowReader {
    private var tokenizer = JSONLinesTokenizer(at: 0)
    private var row = JSONRow()
    private var known = 0

    var position: Int { tokenizer.position }
    var line: Int { tokenizer.line }

    mutating func read(
      _ batch: inout CellBatch, rows: Int, _ bytes: borrowing Span<UInt8>, until limit: Int
    ) throws(RowProblem) -> Bool {
      batch.removeAll()
      var seen = 0
      while seen < rows {
        let isThere = try tokenizer.read(&row, bytes, until: limit)
        if !isThere { break }
        seen += 1
        while known < row.keys.count {
          batch.append(batch.keepAside(row.keys.bytes(known), .string))
          batch.endRow(line: row.line)
          known += 1
        }
      }
      return seen > 0
    }
  }
}

/// Collects keys in the order in which they first appear.
struct JSONKeysVisitor: ChunkVisitor {
  private(set) var keys: [String] = []
  private var known: Set<String> = []

  mutating func visit(_ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>, firstRow: Int) {
    for row in 0..<batch.rows { add(batch.text(row, 0, bytes) ?? "") }
  }

  mutating func merge(_ next: JSONKeysVisitor, after before: ScanPosition) {
    for key in next.keys { add(key) }
  }

  private mutating func add(_ key: String) {
    if known.insert(key).inserted { keys.append(key) }
  }
}

extension JSONLinesTokenizer {
  fileprivate mutating func read(
    _ row: inout JSONRow, _ bytes: borrowing Span<UInt8>, until limit: Int
  ) throws(RowProblem) -> Bool {
    do throws(Problem) {
      let found = try next(&row, bytes, until: limit)
      if position < Cell.limit { return found }
    } catch {
      throw RowProblem { error.failure(in: $0, lines: $1) }
    }
    // The row that was read, not the one behind it.
    let line = row.line + 1
    throw RowProblem { file, lines in
      Failure(
        .malformedData, "a row ends more than 256 MiB behind its chunk's first",
        at: Place(file: file, line: lines + line), hint: "write shorter rows")
    }
  }
}

extension JSONRow.Member {
  fileprivate var cellKind: Cell.Kind {
    switch kind {
    case .null: .null
    case .boolean: .boolean
    case .number: .number
    case .string: .string
    case .structure: .structure
    }
  }
}

package typealias JSONLinesScan = TextScan<JSONLinesFormat>

extension TextScan where Format == JSONLinesFormat {
  /// Finds the columns, which takes a pass over the whole file.
  ///
  /// - Parameters:
  ///   - columns: those of other files that are the same table; nil to find out.
  ///   - chunkSize: bytes; the results of sums depend on it in their last digits.
  /// - Throws: `malformedData` where the file is not as RFC 8259 has it.
  package init(
    _ text: some TextStorage, name: String, columns: [String]? = nil, chunkSize: Int? = nil
  ) throws(Failure) {
    let head = try text.head(3)
    let start = JSONLinesTokenizer.start(of: head.span)
    var keys = columns
    if keys == nil {
      keys = try Self.keys(of: text, name: name, chunkSize: chunkSize)
    }
    self.init(
      text, JSONLinesFormat(keys: keys ?? []), name: name, body: start, headerLines: 0,
      chunkSize: chunkSize ?? Self.usualChunkSize(columns: keys?.count ?? 0))
  }

  /// The keys of a file's rows, in the order in which they first appear.
  package static func keys(
    of text: some TextStorage, name: String, chunkSize: Int? = nil
  ) throws(Failure) -> [String] {
    let head = try text.head(3)
    let start = JSONLinesTokenizer.start(of: head.span)
    let scan = TextScan<JSONKeysFormat>(
      text, JSONKeysFormat(), name: name, body: start, headerLines: 0,
      chunkSize: chunkSize ?? Self.usualChunkSize(columns: 1))
    return try scan.run(threads: Parallel.processors) { _ in JSONKeysVisitor() }.visitor.keys
  }
}
