package import Core
import Parquet
package import Scan

/// One pass over a Parquet file: chunks are parts of its row groups, of which only the columns that are needed are read.
package struct ParquetScan: RowSource {
  package let name: String
  package let columns: [SourceColumn]
  private let file: ParquetFile
  private let converters: [ColumnConverter]
  private let chunks: [Chunk]

  /// Rows of one row group.
  private struct Chunk: Sendable {
    let group: Int
    /// Rows of the group before it.
    let start: Int
    let rows: Int
    /// Rows of the file before it.
    let before: Int
  }

  /// How every such file begins.
  static let magic = ParquetFile.magic

  /// Fixed, whatever the number of threads: sums are added up in the same order then.
  private static let chunkRows = 1 << 17
  /// So that a thousand columns take no more memory than ten.
  private var batchRows: Int { max(256, min(1 << 13, (1 << 20) / max(1, columns.count))) }

  /// - Parameter chunkRows: the results of sums depend on it in their last digits.
  /// - Throws: as `ParquetFile` does.
  package init(_ path: String, name: String, chunkRows: Int = chunkRows) throws(Failure) {
    self.name = name
    let file = try ParquetFile(path)
    self.file = file
    converters = file.columns.map { ColumnConverter($0) }
    columns = zip(file.columns, converters).map { SourceColumn($0.name, $1.type) }
    var chunks: [Chunk] = []
    var before = 0
    for (group, rowGroup) in file.rowGroups.enumerated() {
      for start in stride(from: 0, to: rowGroup.rowCount, by: chunkRows) {
        let rows = min(chunkRows, rowGroup.rowCount - start)
        chunks.append(Chunk(group: group, start: start, rows: rows, before: before))
        before += rows
      }
    }
    self.chunks = chunks
  }

  package func run<Visitor: ChunkVisitor>(
    needs: [ColumnNeeds], threads: Int, progress: (@Sendable (Int, Int) -> Void)?,
    _ visitor: @escaping @Sendable (_ chunk: Int) -> Visitor
  ) throws(Failure) -> ScanResult<Visitor> {
    let pass = ChunkPass(position: 0, lines: 0, merged: visitor(0))
    return try pass.run(chunks: chunks.count, threads: threads) { index in
      var looked = VisitedChunk(start: index, end: index + 1, visitor: visitor(index))
      let chunk = chunks[index]
      do throws(Failure) {
        try read(chunk, needs) { batch in
          let empty: [UInt8] = []
          looked.visitor.visit(batch, empty.span, firstRow: looked.rows)
          looked.rows += batch.rows
        }
      } catch {
        looked.problem = { _ in error }
      }
      progress?(chunk.before + chunk.rows, file.rowCount)
      return looked
    } again: { index, _ in
      VisitedChunk(start: index, end: index, visitor: visitor(index))
    }
  }

  /// Calls the body with the rows of a chunk, a batch at a time.
  private func read(
    _ chunk: Chunk, _ needs: [ColumnNeeds], _ body: (borrowing CellBatch) -> Void
  ) throws(Failure) {
    var readers: [TypedColumnReader?] = []
    for (converter, need) in zip(converters, needs) {
      // A column that must have values has no nulls, and nothing else is asked.
      let isNeeded = !need.isEmpty && (need != .nulls || converter.column.isOptional)
      readers.append(
        isNeeded
          ? try TypedColumnReader(file, converter, need, group: chunk.group, skipping: chunk.start) : nil)
    }
    var done = 0
    while done < chunk.rows {
      var rows = min(batchRows, chunk.rows - done)
      for reader in readers {
        guard let available = try reader?.available() else { continue }
        rows = min(rows, available)
      }
      // A column that ends early is found damaged when it is read.
      rows = max(rows, 1)
      var typed: [TypedColumn] = []
      for (converter, reader) in zip(converters, readers) {
        typed.append(try reader?.read(rows) ?? TypedColumn(converter.type, unread: rows))
      }
      body(CellBatch(rows: rows, typed: typed))
      done += rows
    }
  }

  package func row(_ row: Int, in positions: [ScanPosition]) -> SourceRow? {
    guard let chunk = chunks.last(where: { $0.before < row }), row <= chunk.before + chunk.rows else { return nil }
    let place = Chunk(group: chunk.group, start: chunk.start + row - chunk.before - 1, rows: 1, before: row - 1)
    var found: SourceRow?
    try? read(place, columns.map { $0.type == .unreadable ? [] : .text }) { batch in
      let empty: [UInt8] = []
      found = SourceRow(cells: (0..<batch.columns).map { batch.text(0, $0, empty.span) }, line: nil)
    }
    return found
  }
}
