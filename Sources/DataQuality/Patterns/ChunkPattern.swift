/// A pattern that one chunk's visitor uses: an automaton where pattern and text are simple, else PCRE2, which says the same
/// in three times as long. That needs memory of its own on each thread; handed from thread to thread with the visitor, it is
/// never used by two at once.
final class ChunkPattern: @unchecked Sendable {
  private let pattern: String
  private let automaton: PatternAutomaton?
  private var expression: RegularExpression?
  /// Compiling it was tried.
  private var isCompiled = false

  /// - Parameter automaton: the pattern's, which all chunks share.
  init(_ pattern: String, _ automaton: PatternAutomaton?) {
    self.pattern = pattern
    self.automaton = automaton
  }

  /// - Returns: nil where it could not be decided within PCRE2's limits.
  @inline(__always) func find(in bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool? {
    automaton?.search(bytes, range) ?? match(bytes, range)
  }

  private func match(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool? {
    if !isCompiled {
      isCompiled = true
      // The contract's reader compiled it already, so it does compile; if not, nothing is decided and the rule fails.
      expression = try? RegularExpression(pattern)
    }
    return expression?.search(bytes, range) ?? nil
  }
}
