import CZlib

@safe struct GzipDecoder: ~Copyable {
  /// At a fixed address, since zlib's state points back to it; made when first needed.
  private var stream: UnsafeMutablePointer<z_stream>?

  init() { unsafe stream = nil }

  deinit {
    guard let stream = unsafe stream else { return }
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  private mutating func prepared() throws(Problem) -> UnsafeMutablePointer<z_stream> {
    if let stream = unsafe stream { return unsafe stream }
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    // 15 is the largest window, 32 recognises gzip and zlib by their heads.
    guard unsafe inflateInit2_(stream, 15 + 32, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      unsafe stream.deallocate()
      throw .unsupported("zlib has no memory left")
    }
    unsafe self.stream = unsafe stream
    return unsafe stream
  }

  /// Whether the input, of one member or several, is whole and has exactly `count` bytes.
  mutating func decode(
    _ input: RawSpan, to count: Int, into output: inout Memory, at offset: Int
  ) throws(Problem) -> Bool {
    let stream = unsafe try prepared()
    if input.byteCount > Int(UInt32.max) || count > Int(UInt32.max) { return false }
    let target = unsafe output.pointer(offset).assumingMemoryBound(to: UInt8.self)
    return unsafe input.withUnsafeBytes { bytes in
      guard let source = bytes.baseAddress else { return false }
      // zlib does not write to its input.
      unsafe stream.pointee.next_in = UnsafeMutablePointer(
        mutating: source.assumingMemoryBound(to: UInt8.self))
      unsafe stream.pointee.avail_in = UInt32(bytes.count)
      unsafe stream.pointee.next_out = unsafe target
      unsafe stream.pointee.avail_out = UInt32(count)
      while true {
        guard unsafe inflateReset(stream) == Z_OK, unsafe inflate(stream, Z_FINISH) == Z_STREAM_END else {
          return false
        }
        let (more, room) = unsafe (stream.pointee.avail_in > 0, stream.pointee.avail_out > 0)
        if !more || !room { return !more && !room }
      }
    }
  }
}
