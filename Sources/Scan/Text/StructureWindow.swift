import CScan

/// Where the bytes lie that structure comma-separated values, for some blocks of 64 bytes ahead: a kernel file.
struct StructureWindow {
  private var found = [UInt64](repeating: 0, count: StructureWindow.blocks)
  /// Where the first block begins, and how many blocks are known.
  private var start = 0
  private var known = 0

  /// Small enough that the text is still in the processor's nearest cache when its cells are looked at.
  private static let blocks = 128

  /// The structure of the block that an index lies in, without what comes before it.
  ///
  /// - Parameter index: no further back than the last one.
  /// - Returns: the block's start and a bit for each byte that was found; nil when it is not wholly within the bytes.
  @inline(__always)
  mutating func block(
    at index: Int, _ bytes: borrowing Span<UInt8>, _ separator: UInt8
  ) -> (start: Int, found: UInt64)? {
    var block = (index &- start) >> 6
    if block >= known || index < start {
      guard look(index, bytes, separator) else { return nil }
      block = 0
    }
    let first = start &+ block << 6
    let bits = unsafe found.span[unchecked: block]
    return (first, bits & (~0 &<< UInt64(truncatingIfNeeded: index &- first)))
  }

  @inline(never)
  private mutating func look(_ index: Int, _ bytes: borrowing Span<UInt8>, _ separator: UInt8) -> Bool {
    start = index
    known = min(Self.blocks, (bytes.count - index) / 64)
    if known == 0 { return false }
    let rest = bytes.extracting(index..<index + 64 * known)
    unsafe rest.withUnsafeBufferPointer { bytes in
      unsafe found.withUnsafeMutableBufferPointer { found in
        unsafe cscan_structure(
          bytes.baseAddress, known, separator, UInt8(ascii: "\n"), UInt8(ascii: "\""), found.baseAddress)
      }
    }
    return true
  }
}
