/// A 64-bit hash of a text, for a `DistinctSketch`: each bit of it depends on the whole. Saved profiles hold what comes of
/// it, so it stays as it is.
///
/// Multiplication folded to its own size, sixteen bytes at a time, as in wyhash (Wang Yi, 2019).
public enum TextHash {
  @inlinable @inline(__always)
  public static func of(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> UInt64 {
    let (start, end) = (range.lowerBound, range.upperBound)
    var seed: UInt64 = 0xA076_1D64_78BD_642F
    // Up to eight bytes are one word; more end in two, which may share some bytes.
    if range.count < 8 { return finish(Word.load(bytes, start, before: end), 0, seed, range.count) }
    if range.count <= 16 { return finish(Word.load(bytes, start), Word.load(bytes, end &- 8), seed, range.count) }
    var index = start
    while index &+ 16 < end {
      seed = CellHash.fold(
        Word.load(bytes, index) ^ 0xE703_7ED1_A0B4_28DB, Word.load(bytes, index &+ 8) ^ seed)
      index &+= 16
    }
    return finish(Word.load(bytes, end &- 16), Word.load(bytes, end &- 8), seed, range.count)
  }

  public static func of(_ text: [UInt8]) -> UInt64 { of(text.span, 0..<text.count) }

  @inlinable @inline(__always)
  static func finish(_ first: UInt64, _ last: UInt64, _ seed: UInt64, _ count: Int) -> UInt64 {
    let folded = CellHash.fold(first ^ 0xE703_7ED1_A0B4_28DB, last ^ seed)
    return CellHash.fold(0x8EBC_6AF0_9C88_C6E3 ^ UInt64(truncatingIfNeeded: count), folded ^ 0x5899_65CC_7537_4CC3)
  }
}
