package import Core
import Glibc

/// A file's bytes, mapped into memory: pages come when they are read and go when memory is short, so that a file may
/// be larger than memory. A kernel file: the pointer does not leave it but as a span.
///
/// A file that another process cuts short while it is read ends this one with a bus error, as with any mapping.
@safe package final class MappedFile: @unchecked Sendable {
  private let start: UnsafeRawPointer?
  package let count: Int
  /// What standard input gave, which cannot be mapped.
  private let read: [UInt8]
  private let path: String

  /// - Throws: `missingInput` when there is no such file, `inputOutput` when it cannot be read or is a directory.
  package init(_ path: String) throws(Failure) {
    self.path = path
    let descriptor = path == "-" ? -1 : unsafe open(path, O_RDONLY | O_CLOEXEC)
    defer { if descriptor >= 0 { close(descriptor) } }
    var status = stat()
    if path != "-" {
      guard descriptor >= 0, unsafe fstat(descriptor, &status) == 0 else { throw Failure.system("cannot read", path) }
    }
    // What is no regular file has no size to map; a directory is refused with the others' words.
    guard descriptor >= 0, status.st_mode & S_IFMT == S_IFREG, status.st_size > 0 else {
      read = try Files.read(path)
      count = read.count
      unsafe start = nil
      return
    }
    let mapped = unsafe mmap(nil, Int(status.st_size), PROT_READ, MAP_PRIVATE, descriptor, 0)
    guard let mapped = unsafe mapped, unsafe mapped != MAP_FAILED else { throw Failure.system("cannot read", path) }
    unsafe madvise(mapped, Int(status.st_size), MADV_SEQUENTIAL)
    unsafe start = UnsafeRawPointer(mapped)
    count = Int(status.st_size)
    read = []
  }

  /// Bytes that are in memory already.
  package init(bytes: [UInt8]) {
    path = ""
    unsafe start = nil
    read = bytes
    count = bytes.count
  }

  deinit { if let start = unsafe start { unsafe munmap(UnsafeMutableRawPointer(mutating: start), count) } }

  package func withBytes<Result, E: Error>(_ body: (Span<UInt8>) throws(E) -> Result) throws(E) -> Result {
    guard let start = unsafe start else {
      let bytes = read
      return try body(bytes.span)
    }
    let buffer = unsafe UnsafeBufferPointer(start: start.assumingMemoryBound(to: UInt8.self), count: count)
    return try unsafe body(buffer.span)
  }

  /// The same bytes, to be copied piece by piece: cheaper than pages that are mapped and forgotten where every byte is
  /// read once. Nil where there are none, and where another file has taken its place.
  package var reader: FileReader? {
    guard let start = unsafe start, let reader = FileReader(path), reader.count == count else { return nil }
    let isSame = reader.withBytes(0..<min(count, 64)) { bytes in
      bytes.indices.allSatisfy { unsafe bytes[$0] == start.load(fromByteOffset: $0, as: UInt8.self) }
    }
    return isSame == true ? reader : nil
  }

  /// A copy of its content.
  package var bytes: [UInt8] { withBytes { bytes in unsafe bytes.withUnsafeBufferPointer { unsafe Array($0) } } }

  /// Says that a part has been read: its pages need not stay in memory for this process. Reading it again works.
  package func forget(_ range: Range<Int>) {
    guard let start = unsafe start else { return }
    let page = 4096
    let first = (range.lowerBound + page - 1) / page * page
    let end = range.upperBound / page * page
    if first < end { unsafe madvise(UnsafeMutableRawPointer(mutating: start + first), end - first, MADV_DONTNEED) }
  }

  /// The digest of the content, read in pieces.
  package var digest: ContentDigest {
    withBytes { bytes in
      var hasher = ContentHasher()
      var start = 0
      while start < bytes.count {
        let end = min(start + 1 << 20, bytes.count)
        unsafe bytes.extracting(start..<end).withUnsafeBufferPointer { unsafe hasher.update(Array($0)) }
        forget(start..<end)
        start = end
      }
      return hasher.finalize()
    }
  }
}
