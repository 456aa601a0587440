import CZstd

@safe struct ZstandardDecoder: ~Copyable {
  /// Made when first needed.
  private var context: OpaquePointer?

  init() { unsafe context = nil }

  deinit { unsafe _ = ZSTD_freeDCtx(context) }

  /// Whether the input is whole and has exactly `count` bytes.
  mutating func decode(
    _ input: RawSpan, to count: Int, into output: inout Memory, at offset: Int
  ) throws(Problem) -> Bool {
    if unsafe context == nil { unsafe context = ZSTD_createDCtx() }
    guard let context = unsafe context else { throw .unsupported("zstd has no memory left") }
    let target = unsafe output.pointer(offset)
    let size = unsafe input.withUnsafeBytes { bytes in
      unsafe ZSTD_decompressDCtx(context, target, count, bytes.baseAddress, bytes.count)
    }
    return ZSTD_isError(size) == 0 && size == count
  }
}
