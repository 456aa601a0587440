import CZstd
import Core
import Scan

/// What a Zstandard file holds, of one frame or several: a kernel file. Used by one thread at a time.
@safe final class ZstandardStream: ByteStream {
  private let file: MappedFile
  private let name: String
  private let context: OpaquePointer
  private(set) var position = 0
  /// Whether a frame has begun and not ended.
  private var isOpen = false

  init(_ file: MappedFile, name: String) throws(Failure) {
    self.file = file
    self.name = name
    guard let context = unsafe ZSTD_createDStream() else {
      throw Failure(.software, "zstd has no memory left", at: Place(file: name))
    }
    unsafe self.context = context
  }

  deinit { unsafe _ = ZSTD_freeDStream(context) }

  func read(_ count: Int, into bytes: inout [UInt8]) throws(Failure) -> Bool {
    let start = bytes.count
    bytes.append(contentsOf: repeatElement(0, count: count))
    var filled = 0
    while filled < count {
      let before = (position, filled)
      let written = unsafe bytes.withUnsafeMutableBufferPointer { buffer in
        unsafe decompress(into: UnsafeMutableBufferPointer(rebasing: buffer[(start + filled)..<(start + count)]))
      }
      guard let written else { throw Failure.damaged("Zstandard", name, at: position) }
      filled += written
      if (position, filled) == before { break }
    }
    bytes.removeLast(count - filled)
    if filled == 0, isOpen { throw Failure.damaged("Zstandard", name, at: position) }
    return filled > 0
  }

  /// - Returns: how much was written; nil when the data is wrong.
  private func decompress(into output: UnsafeMutableBufferPointer<UInt8>) -> Int? {
    file.withBytes { input in
      unsafe input.withUnsafeBufferPointer { input in
        var from = unsafe ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: position)
        var to = unsafe ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
        let result = unsafe ZSTD_decompressStream(context, &to, &from)
        if ZSTD_isError(result) != 0 { return nil }
        unsafe position = from.pos
        // 0 says that a frame ended and was written as a whole.
        if unsafe to.pos > 0 || result == 0 || position < input.count { isOpen = result != 0 }
        return unsafe to.pos
      }
    }
  }
}
