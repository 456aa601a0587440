import CLZ4

enum LZ4Decoder {
  /// Whether the input is one whole block of exactly `count` bytes.
  static func decode(_ input: RawSpan, to count: Int, into output: inout Memory, at offset: Int) -> Bool {
    if input.byteCount > Int(Int32.max) || count > Int(Int32.max) { return false }
    let target = unsafe output.pointer(offset).assumingMemoryBound(to: CChar.self)
    return unsafe input.withUnsafeBytes { bytes in
      guard let source = bytes.baseAddress else { return false }
      let size = unsafe LZ4_decompress_safe(
        source.assumingMemoryBound(to: CChar.self), target, Int32(bytes.count), Int32(count))
      return Int(size) == count
    }
  }

  /// What files before LZ4_RAW have: Hadoop's frames (uncompressed size, compressed size, both big-endian, a block),
  /// or from some writers a block alone.
  static func decodeHadoop(_ input: RawSpan, to count: Int, into output: inout Memory, at offset: Int) -> Bool {
    var (position, done) = (0, 0)
    while input.byteCount - position >= 8 {
      let size = Int(UInt32(bigEndian: input.halfWord(at: position)))
      let compressed = Int(UInt32(bigEndian: input.halfWord(at: position + 4)))
      position += 8
      guard size <= count - done, compressed <= input.byteCount - position else { break }
      let block = input.extracting(position..<position + compressed)
      guard decode(block, to: size, into: &output, at: offset + done) else { break }
      position += compressed
      done += size
      if done == count, position == input.byteCount { return true }
    }
    return decode(input, to: count, into: &output, at: offset)
  }
}
