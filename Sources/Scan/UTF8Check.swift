/// Whether bytes are UTF-8; nearly all are ASCII, which is seen many bytes at a time.
package enum UTF8Check {
  package static func isASCII(_ bytes: borrowing Span<UInt8>) -> Bool { ascii(bytes) == bytes.count }

  /// How many bytes are ASCII before one that may not be.
  private static func ascii(_ bytes: borrowing Span<UInt8>) -> Int {
    var index = 0
    while index &+ 64 <= bytes.count {
      var all: UInt64 = 0
      for word in 0..<8 { all |= Word.load(bytes, index &+ 8 &* word) }
      if all & ~Word.low != 0 { break }
      index &+= 64
    }
    while index < bytes.count, bytes[index] < 0x80 { index += 1 }
    return index
  }

  /// The first byte that does not belong, and the line ends before it; nil when all is well.
  package static func problem(_ bytes: borrowing Span<UInt8>) -> (offset: Int, byte: UInt8, line: Int)? {
    let index = ascii(bytes)
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
