/// Whether bytes are UTF-8; nearly all are ASCII, which is seen eight bytes at a time.
package enum UTF8Check {
  /// The first byte that does not belong, and the line ends before it; nil when all is well.
  package static func problem(_ bytes: borrowing Span<UInt8>) -> (offset: Int, byte: UInt8, line: Int)? {
    var index = 0
    while index + 8 <= bytes.count, Word.load(bytes, index) & ~Word.low == 0 { index += 8 }
    while index < bytes.count, bytes[index] < 0x80 { index += 1 }
    if index == bytes.count { return nil }
    do {
      _ = try UTF8Span(validating: bytes.extracting(index..<bytes.count))
      return nil
    } catch {
      let offset = index + error.byteOffsets.lowerBound
      var line = 0
      for position in 0..<offset where bytes[position] == UInt8(ascii: "\n") { line += 1 }
      return (offset, bytes[offset], line)
    }
  }
}
