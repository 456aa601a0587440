package import Core

/// Chunks of a fixed number of bytes, each from the first row that begins in it.
extension MappedFile: TextStorage {
  package func head(_ count: Int) throws(Failure) -> [UInt8] {
    withBytes { bytes in (0..<min(count, bytes.count)).map { bytes[$0] } }
  }

  package func withChunk<Format: RowFormat, Result>(
    _ chunk: ScanPosition, of scan: TextScan<Format>, _ body: (borrowing Span<UInt8>) -> Result
  ) -> Result? {
    withBytes { body($0.extracting(chunk.start..<$0.count)) }
  }

  package func run<Format: RowFormat, Visitor: ChunkVisitor>(
    _ scan: TextScan<Format>, threads: Int, progress: (@Sendable (Int, Int) -> Void)?,
    _ visitor: @escaping @Sendable (_ chunk: Int) -> Visitor
  ) throws(Failure) -> ScanResult<Visitor> {
    let (size, body, chunkSize) = (count, scan.body, scan.chunkSize)
    let chunks = (size - body + chunkSize - 1) / chunkSize
    let reader = reader
    let pass = ChunkPass(position: body, lines: scan.headerLines, merged: visitor(0))
    return try pass.run(chunks: chunks, threads: threads) { chunk in
      let start = body + chunk * chunkSize
      let end = min(start + chunkSize, size)
      defer { progress?(end, size) }
      if let looked = reader?.look(start, until: end, isFirst: chunk == 0, scan, visitor(chunk)) { return looked }
      let looked = self.look(chunk == 0 ? start : self.rowStart(start, until: end), until: end, scan, visitor(chunk))
      self.forget(start..<end)
      return looked
    } again: { chunk, position in
      self.look(position, until: min(body + (chunk + 1) * chunkSize, size), scan, visitor(chunk))
    }
  }

  private func look<Format: RowFormat, Visitor: ChunkVisitor>(
    _ start: Int, until end: Int, _ scan: TextScan<Format>, _ visitor: Visitor
  ) -> VisitedChunk<Visitor> {
    if start >= end { return VisitedChunk(start: start, end: start, visitor: visitor) }
    return withBytes { bytes in
      scan.look(bytes.extracting(start..<bytes.count), until: end - start, offset: start, visitor)
    }
  }

  private func rowStart(_ position: Int, until end: Int) -> Int {
    withBytes { $0.rowStart(position, until: end) }
  }
}

extension FileReader {
  /// Rows that begin in a chunk may end behind it: few by more than this.
  private static let overhang = 1 << 16

  /// Looks at the rows that begin in a chunk.
  ///
  /// - Returns: nil where they may not end in what was read.
  fileprivate func look<Format: RowFormat, Visitor: ChunkVisitor>(
    _ start: Int, until end: Int, isFirst: Bool, _ scan: TextScan<Format>, _ visitor: Visitor
  ) -> VisitedChunk<Visitor>? {
    // A row begins behind a line end.
    let origin = isFirst ? start : start - 1
    let range = origin..<min(end + Self.overhang, count)
    let looked = withBytes(range) { bytes in
      let first = isFirst ? start : origin + bytes.rowStart(1, until: end - origin)
      if first >= end { return VisitedChunk(start: first, end: first, visitor: visitor) }
      return scan.look(
        bytes.extracting(first - origin..<bytes.count), until: end - first, offset: first, visitor)
    }
    guard let looked, range.upperBound == count || (looked.problem == nil && looked.end < range.upperBound) else {
      return nil
    }
    return looked
  }
}

extension Span<UInt8> {
  /// The first row that begins at or after a position, if the position is not within quotes; whether that was right
  /// is seen when the chunk before has been read to its end.
  fileprivate func rowStart(_ position: Int, until end: Int) -> Int {
    var index = position
    while index < end, self[index - 1] != UInt8(ascii: "\n") { index += 1 }
    return index
  }
}
