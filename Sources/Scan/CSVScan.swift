package import Core
import Tables

/// One pass over a file of comma-separated values, in chunks.
package struct CSVScan: RowSource {
  package let name: String
  package let columns: [SourceColumn]
  private let file: MappedFile
  private let separator: UInt8
  /// The first byte after the header, and the line ends in it.
  private let body: Int
  private let headerLines: Int

  /// Fixed, whatever the number of threads: sums are added up in the same order then.
  private let chunkSize: Int
  package static let usualChunkSize = 1 << 20
  private static let batchCells = 1 << 14

  /// Reads the header.
  ///
  /// - Parameter chunkSize: bytes; the results of sums depend on it in their last digits.
  /// - Throws: as `CSV.parse` does for a header.
  package init(_ file: MappedFile, name: String, separator: UInt8 = UInt8(ascii: ","), chunkSize: Int = usualChunkSize)
    throws(Failure)
  {
    self.chunkSize = chunkSize
    self.name = name
    self.file = file
    self.separator = separator
    let (end, lines) = file.withBytes { Self.endOfHeader($0) }
    let header = file.withBytes { bytes in (0..<end).map { bytes[$0] } }
    columns = try CSV.parse(header, name: name).columns.map { SourceColumn($0.name) }
    body = end
    headerLines = lines
  }

  private static func endOfHeader(_ bytes: Span<UInt8>) -> (end: Int, lines: Int) {
    var isQuoted = false
    var lines = 0
    for index in 0..<bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      guard byte == UInt8(ascii: "\n") else { continue }
      lines += 1
      if !isQuoted { return (index + 1, lines) }
    }
    return (bytes.count, lines)
  }

  package func row(_ row: Int, in chunks: [ScanPosition]) -> SourceRow? {
    guard let chunk = chunks.last(where: { $0.rows < row }) else { return nil }
    return file.withBytes { bytes in
      let rest = bytes.extracting(chunk.start..<bytes.count)
      var tokenizer = CSVTokenizer(columns: columns.count, separator: separator, at: 0)
      var batch = CellBatch(columns: columns.count)
      var first = chunk.rows + 1
      while (try? tokenizer.fill(&batch, rows: 1024, rest, until: rest.count)) ?? false {
        if row < first + batch.rows {
          let cells = (0..<columns.count).map { batch.text(row - first, $0, rest) }
          return SourceRow(cells: cells, line: chunk.lines + Int(batch.lines[row - first]) + 1)
        }
        first += batch.rows
      }
      return nil
    }
  }

  package func run<Visitor: ChunkVisitor>(
    needs: [ColumnNeeds], threads: Int, progress: (@Sendable (Int, Int) -> Void)?,
    _ visitor: @escaping @Sendable () -> Visitor
  ) throws(Failure) -> ScanResult<Visitor> {
    let size = file.count
    let count = (size - body + chunkSize - 1) / chunkSize
    let pass = ChunkPass(position: body, lines: headerLines, merged: visitor())
    return try pass.run(chunks: count, threads: threads) { chunk in
      let start = body + chunk * chunkSize
      let end = min(start + chunkSize, size)
      let looked = look(chunk == 0 ? start : rowStart(start, until: end), until: end, visitor())
      file.forget(start..<end)
      progress?(end, size)
      return looked
    } again: { chunk, position in
      look(position, until: min(body + (chunk + 1) * chunkSize, size), visitor())
    }
  }

  /// The first row that begins at or after a position, if the position is not within quotes; whether that was right
  /// is seen when the chunk before has been read to its end.
  private func rowStart(_ position: Int, until end: Int) -> Int {
    file.withBytes { bytes in
      var index = position
      while index < end, bytes[index - 1] != UInt8(ascii: "\n") { index += 1 }
      return index
    }
  }

  private func look<Visitor: ChunkVisitor>(_ start: Int, until end: Int, _ visitor: Visitor) -> VisitedChunk<Visitor> {
    file.withBytes { bytes in
      var looked = VisitedChunk(start: start, end: start, visitor: visitor)
      if start >= end { return looked }
      let chunk = bytes.extracting(start..<bytes.count)
      var tokenizer = CSVTokenizer(columns: columns.count, separator: separator, at: 0)
      var batch = CellBatch(columns: columns.count)
      let rows = max(64, Self.batchCells / columns.count)
      do throws(CSVTokenizer.Problem) {
        while try tokenizer.fill(&batch, rows: rows, chunk, until: end - start) {
          let seen = chunk.extracting(looked.end - start..<tokenizer.position)
          // Before anybody relies on it.
          batch.isASCII = UTF8Check.isASCII(seen)
          if !batch.isASCII, let found = UTF8Check.problem(seen) {
            let line = Int(batch.lines[0]) + found.line
            let (offset, byte) = (looked.end + found.offset, found.byte)
            looked.problem = { notUTF8(offset: offset, byte, line: $0 + line) }
            return looked
          }
          looked.visitor.visit(batch, chunk, firstRow: looked.rows)
          looked.rows += batch.rows
          looked.end = start + tokenizer.position
        }
      } catch {
        looked.problem = { error.failure(in: name, columns: columns.count, lines: $0) }
      }
      looked.lines = tokenizer.line
      return looked
    }
  }

  private func notUTF8(offset: Int, _ byte: UInt8, line: Int) -> Failure {
    Failure(
      .malformedData, "not UTF-8: a stray byte 0x\(String(byte, radix: 16)) at offset \(offset)",
      at: Place(file: name, line: line + 1),
      hint: "save the file as UTF-8, for instance with: iconv -f latin1 -t utf8")
  }
}
