import Scan

/// Words that are in memory until they are written elsewhere; what cannot be written stays there.
struct ScratchWords: Sendable {
  private enum Place: Sendable {
    case memory([UInt64])
    /// - Parameter offset: in bytes.
    case file(ScratchFile, offset: Int)
  }

  private var place: Place
  let count: Int

  init(_ words: [UInt64]) {
    place = .memory(words)
    count = words.count
  }

  mutating func write(to space: ScratchSpace) {
    guard case .memory(let words) = place, let file = space.file, let offset = file.append(words) else { return }
    place = .file(file, offset: offset)
  }

  /// Looks at some of the words.
  ///
  /// - Parameter buffer: what they are read into, where they are not in memory.
  /// - Returns: whether they could be read.
  func read(_ range: Range<Int>, _ buffer: inout [UInt64], _ body: (borrowing Span<UInt64>) -> Void) -> Bool {
    switch place {
    case .memory(let words): body(words.span.extracting(range))
    case .file(let file, let offset):
      buffer.removeAll(keepingCapacity: true)
      guard file.read(range.count, at: offset + 8 * range.lowerBound, into: &buffer) else { return false }
      body(buffer.span)
    }
    return true
  }
}
