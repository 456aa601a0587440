package import Core
import Synchronization

/// Bytes that come one after another, such as those that a compressed file holds.
package protocol ByteStream: AnyObject {
  /// Appends the next bytes, about as many as are asked for.
  ///
  /// - Returns: false when there are none left.
  func read(_ count: Int, into bytes: inout [UInt8]) throws(Failure) -> Bool
  /// How much of its source it has used.
  var position: Int { get }
}

/// Text that has to be read from its beginning, each time anew: its chunks are pieces of whole rows.
package struct StreamedText: TextStorage {
  /// Of the source, for progress.
  private let size: Int
  private let open: @Sendable () throws(Failure) -> any ByteStream

  package init(size: Int, open: @escaping @Sendable () throws(Failure) -> any ByteStream) {
    self.size = size
    self.open = open
  }

  package func head(_ count: Int) throws(Failure) -> [UInt8] {
    let stream = try open()
    var bytes: [UInt8] = []
    while bytes.count < count, try stream.read(count - bytes.count, into: &bytes) {}
    return Array(bytes.prefix(count))
  }

  package func run<Format: RowFormat, Visitor: ChunkVisitor>(
    _ scan: TextScan<Format>, threads: Int, progress: (@Sendable (Int, Int) -> Void)?,
    _ visitor: @escaping @Sendable (_ chunk: Int) -> Visitor
  ) throws(Failure) -> ScanResult<Visitor> {
    let pass = ChunkPass(position: 0, lines: scan.headerLines, merged: visitor(0))
    let pieces = Mutex(PieceReader(try open(), scan.format, size: scan.chunkSize, after: scan.body))
    Parallel.run(threads: max(1, threads)) {
      while !pass.isOver {
        let next = pieces.withLock { $0.next() }
        guard let next else { return }
        var looked = VisitedChunk(start: next.index, end: next.index + 1, visitor: visitor(next.index))
        if let failure = next.failure {
          looked.problem = { _ in failure }
        } else {
          let seen = scan.look(next.bytes.span, until: next.bytes.count, offset: next.offset, looked.visitor)
          (looked.rows, looked.lines, looked.visitor, looked.problem) = (
            seen.rows, seen.lines, seen.visitor, seen.problem
          )
        }
        progress?(next.position, size)
        pass.add(looked, of: next.index) { _, _ in looked }
      }
    }
    return try pass.result
  }

  /// Reads everything before it once more.
  package func withChunk<Format: RowFormat, Result>(
    _ chunk: ScanPosition, of scan: TextScan<Format>, _ body: (borrowing Span<UInt8>) -> Result
  ) -> Result? {
    guard let stream = try? open() else { return nil }
    var pieces = PieceReader(stream, scan.format, size: scan.chunkSize, after: scan.body)
    while let piece = pieces.next(), piece.failure == nil {
      if piece.index == chunk.start { return body(piece.bytes.span) }
    }
    return nil
  }
}
