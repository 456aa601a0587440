import CBrotli

enum BrotliDecoder {
  /// Whether the input is whole and has exactly `count` bytes.
  static func decode(_ input: RawSpan, to count: Int, into output: inout Memory, at offset: Int) -> Bool {
    let target = unsafe output.pointer(offset).assumingMemoryBound(to: UInt8.self)
    return unsafe input.withUnsafeBytes { bytes in
      guard let source = bytes.baseAddress else { return false }
      var size = count
      let result = unsafe BrotliDecoderDecompress(
        bytes.count, source.assumingMemoryBound(to: UInt8.self), &size, target)
      return result == BROTLI_DECODER_RESULT_SUCCESS && size == count
    }
  }
}
