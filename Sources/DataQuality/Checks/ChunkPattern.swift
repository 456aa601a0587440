/// A pattern that one chunk's visitor uses: matching needs memory of its own on each thread. Handed from thread to thread
/// with the visitor, never used by two at once.
final class ChunkPattern: @unchecked Sendable {
  private let expression: RegularExpression

  init?(_ pattern: String) {
    guard let expression = try? RegularExpression(pattern) else { return nil }
    self.expression = expression
  }

  func find(in bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool? { expression.search(bytes, range) }
}
