import CZlib
import Core
import Scan

/// What a gzip file holds, of one member or several: a kernel file. Used by one thread at a time.
@safe final class GzipStream: ByteStream {
  private let file: MappedFile
  private let name: String
  /// At a fixed address, since zlib's state points back to it.
  private let stream: UnsafeMutablePointer<z_stream>
  private(set) var position = 0
  /// Whether a member has begun and not ended.
  private var isOpen = false

  init(_ file: MappedFile, name: String) throws(Failure) {
    self.file = file
    self.name = name
    unsafe stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    // 15 is the largest window, 16 asks for gzip.
    guard unsafe inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw Failure(.software, "zlib has no memory left", at: Place(file: name))
    }
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  func read(_ count: Int, into bytes: inout [UInt8]) throws(Failure) -> Bool {
    let start = bytes.count
    bytes.append(contentsOf: repeatElement(0, count: count))
    var filled = 0
    while filled < count, position < file.count {
      let step = min(count - filled, 1 << 30)
      let written = unsafe bytes.withUnsafeMutableBufferPointer { buffer in
        unsafe inflate(into: UnsafeMutableBufferPointer(rebasing: buffer[(start + filled)..<(start + filled + step)]))
      }
      guard let written else { throw Failure.damaged("gzip", name, at: position) }
      filled += written
    }
    bytes.removeLast(count - filled)
    if filled == 0, isOpen { throw Failure.damaged("gzip", name, at: position) }
    return filled > 0
  }

  /// - Returns: how much was written; nil when the data is wrong.
  private func inflate(into output: UnsafeMutableBufferPointer<UInt8>) -> Int? {
    file.withBytes { input in
      unsafe input.extracting(position..<input.count).withUnsafeBufferPointer { input in
        // zlib does not write to its input.
        unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        unsafe stream.pointee.avail_in = UInt32(min(input.count, 1 << 20))
        unsafe stream.pointee.next_out = output.baseAddress
        unsafe stream.pointee.avail_out = UInt32(output.count)
        let given = unsafe stream.pointee.avail_in
        let result = unsafe CZlib.inflate(stream, Z_NO_FLUSH)
        let used = unsafe Int(given - stream.pointee.avail_in)
        position += used
        isOpen = true
        let written = unsafe output.count - Int(stream.pointee.avail_out)
        if result == Z_STREAM_END {
          isOpen = false
          // What follows is another member, or padding with zeros as tape has it.
          if unsafe inflateReset(stream) != Z_OK { return nil }
          if unsafe input[used...].allSatisfy({ $0 == 0 }) { position = file.count }
          return written
        }
        // No progress at the end of the input: it was cut off.
        if result == Z_OK || (result == Z_BUF_ERROR && position < file.count) { return written }
        return nil
      }
    }
  }
}
