import Glibc
import Synchronization

/// Parts of a file, each read into memory that is used again and stays in the processor's cache: a kernel file.
@safe package final class FileReader: @unchecked Sendable {
  private let descriptor: Int32
  package let count: Int
  private let free = Mutex<[Buffer]>([])

  @safe private final class Buffer: @unchecked Sendable {
    let start: UnsafeMutableRawPointer
    let capacity: Int

    init(_ capacity: Int) {
      self.capacity = capacity
      unsafe start = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 4096)
    }

    deinit { unsafe start.deallocate() }
  }

  /// Nil when it cannot be opened or is no regular file.
  init?(_ path: String) {
    descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    var status = stat()
    guard descriptor >= 0, unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      return nil
    }
    count = Int(status.st_size)
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// - Parameter range: within the file.
  /// - Returns: nil when it could not be read.
  package func withBytes<Result>(_ range: Range<Int>, _ body: (borrowing Span<UInt8>) -> Result) -> Result? {
    var buffer = free.withLock { $0.popLast() } ?? Buffer(range.count)
    if buffer.capacity < range.count { buffer = Buffer(range.count) }
    defer { free.withLock { $0.append(buffer) } }
    var done = 0
    while done < range.count {
      let read = unsafe pread(descriptor, buffer.start + done, range.count - done, off_t(range.lowerBound + done))
      if read < 0, errno == EINTR { continue }
      if read <= 0 { return nil }
      done += read
    }
    let bytes = unsafe UnsafeBufferPointer(start: buffer.start.assumingMemoryBound(to: UInt8.self), count: range.count)
    return unsafe body(bytes.span)
  }
}
