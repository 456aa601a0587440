import Scan

/// A set of texts.
struct CellSet: Sendable {
  /// Of texts shorter than eight bytes all of each in one word, of longer ones their hash: open addressing, a quarter full
  /// at most; 0 for none.
  private let words: [UInt64]
  private let shift: UInt64
  /// By the same place, the text of a hash; else empty.
  private let texts: [[UInt8]]
  let containsEmpty: Bool

  init(_ texts: [String]) {
    let known = Set(texts.map { Array($0.utf8) })
    containsEmpty = known.contains([])
    let bits = Int.bitWidth - (4 * max(1, known.count)).leadingZeroBitCount
    shift = UInt64(64 - bits)
    var words = [UInt64](repeating: 0, count: 1 << bits)
    var kept = [[UInt8]](repeating: [], count: 1 << bits)
    for text in known where !text.isEmpty {
      let word = Self.word(text.span, 0..<text.count)
      var slot = Self.slot(word, shift)
      while words[slot] != 0 { slot = (slot + 1) & (words.count - 1) }
      words[slot] = word
      if text.count >= 8 { kept[slot] = text }
    }
    self.words = words
    self.texts = kept
  }

  /// - Parameter range: not empty.
  @inline(__always) private static func word(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> UInt64 {
    if range.count < 8 {
      return Word.load(bytes, range.lowerBound, before: range.upperBound) | UInt64(range.count) &<< 56
    }
    var hash = CellHash()
    hash.add(bytes, range)
    // No short text's length.
    return hash.low | 0xFF &<< 56
  }

  @inline(__always) private static func slot(_ word: UInt64, _ shift: UInt64) -> Int {
    Int(truncatingIfNeeded: (word &* 0x9E37_79B9_7F4A_7C15) &>> shift)
  }

  @inline(__always) func contains(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool {
    if range.isEmpty { return containsEmpty }
    let word = Self.word(bytes, range)
    let words = words.span
    var slot = Self.slot(word, shift)
    while true {
      let known = unsafe words[unchecked: slot]
      if known == 0 { return false }
      // What has the same hash is compared.
      if known == word, range.count < 8 || isText(slot, bytes, range) { return true }
      slot = (slot &+ 1) & (words.count &- 1)
    }
  }

  @inline(never) private func isText(_ slot: Int, _ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool {
    let known = texts[slot]
    let text = known.span
    guard text.count == range.count else { return false }
    for index in 0..<text.count where unsafe text[unchecked: index] != bytes[unchecked: range.lowerBound + index] {
      return false
    }
    return true
  }
}
