import CSnappy

enum SnappyDecoder {
  /// Whether the input is whole and has exactly `count` bytes.
  static func decode(_ input: RawSpan, to count: Int, into output: inout Memory, at offset: Int) -> Bool {
    let target = unsafe output.pointer(offset).assumingMemoryBound(to: CChar.self)
    return unsafe input.withUnsafeBytes { bytes in
      guard let source = bytes.baseAddress else { return false }
      let text = unsafe source.assumingMemoryBound(to: CChar.self)
      var length = 0
      guard unsafe snappy_uncompressed_length(text, bytes.count, &length) == SNAPPY_OK, length == count else {
        return false
      }
      return unsafe snappy_uncompress(text, bytes.count, target, &length) == SNAPPY_OK && length == count
    }
  }
}
