package import Core

/// Where text lies that is scanned.
package protocol TextStorage: Sendable {
  /// The first bytes; fewer when there are no more.
  func head(_ count: Int) throws(Failure) -> [UInt8]

  /// Looks at every row.
  ///
  /// - Parameter progress: called with the bytes that are done and all there are.
  func run<Format: RowFormat, Visitor: ChunkVisitor>(
    _ scan: TextScan<Format>, threads: Int, progress: (@Sendable (Int, Int) -> Void)?,
    _ visitor: @escaping @Sendable (_ chunk: Int) -> Visitor
  ) throws(Failure) -> ScanResult<Visitor>

  /// Calls the body with the bytes from where a chunk begins, at least as many as it has.
  func withChunk<Format: RowFormat, Result>(
    _ chunk: ScanPosition, of scan: TextScan<Format>, _ body: (borrowing Span<UInt8>) -> Result
  ) -> Result?
}
