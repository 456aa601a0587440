/// What looks at the rows of one chunk of a file. Chunks are looked at on several threads, each by a visitor of its
/// own, and the visitors are merged in the order of the file: so the result is the same for any number of threads.
package protocol ChunkVisitor: Sendable {
  /// Looks at the next rows of its chunk.
  ///
  /// - Parameters:
  ///   - bytes: the chunk.
  ///   - firstRow: of the batch, counted from the chunk's first.
  mutating func visit(_ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>, firstRow: Int)
  /// Takes over what the visitor of the next chunk found.
  ///
  /// - Parameter before: what came before that chunk.
  mutating func merge(_ next: Self, after before: ScanPosition)
}
