/// Patterns as they were compiled for one chunk: matching needs memory of its own on each thread.
struct ChunkPatterns: Sendable {
  private var compiled: [String: ChunkPattern] = [:]

  mutating func expression(_ pattern: String) -> ChunkPattern? {
    if let known = compiled[pattern] { return known }
    let made = ChunkPattern(pattern)
    compiled[pattern] = made
    return made
  }
}

/// A pattern that one chunk's visitor uses: handed from thread to thread with it, never used by two at once.
final class ChunkPattern: @unchecked Sendable {
  private let expression: RegularExpression

  init?(_ pattern: String) {
    guard let expression = try? RegularExpression(pattern) else { return nil }
    self.expression = expression
  }

  func isFound(in bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool { expression.isFound(in: bytes, range) }
}
