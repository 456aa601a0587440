package import Core

/// One pass over a file of text, in chunks.
package struct TextScan<Format: RowFormat>: RowSource {
  package let name: String
  let format: Format
  /// The first byte after the header, and the line ends in it.
  let body: Int
  let headerLines: Int
  /// Fixed, whatever the number of threads: sums are added up in the same order then.
  let chunkSize: Int
  private let text: any TextStorage

  /// Bytes. A chunk should have thousands of rows also where rows are long: each costs something for every rule.
  static func usualChunkSize(columns: Int) -> Int { max(1, columns / 64) << 20 }

  /// Few enough that they stay in the processor's cache between one rule and the next, and enough that the rules' own
  /// cost does not count.
  private var batchRows: Int { max(256, (1 << 14) / max(1, columns.count)) }

  init(_ text: any TextStorage, _ format: Format, name: String, body: Int, headerLines: Int, chunkSize: Int) {
    self.text = text
    self.format = format
    self.name = name
    self.body = body
    self.headerLines = headerLines
    self.chunkSize = chunkSize
  }

  package var columns: [SourceColumn] { format.columns }

  package func run<Visitor: ChunkVisitor>(
    needs: [ColumnNeeds], threads: Int, progress: (@Sendable (Int, Int) -> Void)?,
    _ visitor: @escaping @Sendable (_ chunk: Int) -> Visitor
  ) throws(Failure) -> ScanResult<Visitor> {
    try text.run(self, threads: threads, progress: progress, visitor)
  }

  package func row(_ row: Int, in chunks: [ScanPosition]) -> SourceRow? {
    guard let chunk = chunks.last(where: { $0.rows < row }) else { return nil }
    let found = text.withChunk(chunk, of: self) { bytes -> SourceRow? in
      var reader = format.reader()
      var batch = CellBatch(columns: columns.count)
      var first = chunk.rows + 1
      while (try? reader.read(&batch, rows: 1024, bytes, until: bytes.count)) ?? false {
        if row < first + batch.rows {
          let cells = (0..<columns.count).map { batch.text(row - first, $0, bytes) ?? null }
          return SourceRow(cells: cells, line: batch.line(row - first).map { chunk.lines + $0 })
        }
        first += batch.rows
      }
      return nil
    }
    return found ?? nil
  }

  /// How a null cell reads.
  private var null: String? { columns.first?.type == .untyped ? "" : nil }

  /// Looks at the rows that begin in a part of some bytes.
  ///
  /// - Parameter offset: of the bytes in the file, for messages.
  func look<Visitor: ChunkVisitor>(
    _ bytes: borrowing Span<UInt8>, until limit: Int, offset: Int, _ visitor: Visitor
  ) -> VisitedChunk<Visitor> {
    var looked = VisitedChunk(start: offset, end: offset, visitor: visitor)
    var reader = format.reader()
    var batch = CellBatch(columns: columns.count)
    let rows = batchRows
    let name = name
    var end = 0
    do throws(RowProblem) {
      while try reader.read(&batch, rows: rows, bytes, until: limit) {
        let seen = bytes.extracting(end..<reader.position)
        batch.isASCII = UTF8Check.isASCII(seen)
        // Before anybody relies on it.
        if !batch.isASCII, !format.checksText, let found = UTF8Check.problem(seen) {
          let line = Int(batch.lines[0]) + found.line
          let place = offset + end + found.offset
          looked.problem = { Self.notUTF8(name, offset: place, found.byte, line: $0 + line) }
          return looked
        }
        looked.visitor.visit(batch, bytes, firstRow: looked.rows)
        looked.rows += batch.rows
        end = reader.position
        looked.end = offset + end
      }
    } catch {
      looked.problem = { error.failure(name, $0) }
    }
    looked.lines = reader.line
    return looked
  }

  private static func notUTF8(_ name: String, offset: Int, _ byte: UInt8, line: Int) -> Failure {
    Failure(
      .malformedData, "not UTF-8: a stray byte 0x\(String(byte, radix: 16)) at offset \(offset)",
      at: Place(file: name, line: line + 1),
      hint: "save the file as UTF-8, for instance with: iconv -f latin1 -t utf8")
  }
}
