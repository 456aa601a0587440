import Glibc
import Synchronization

/// Where what does not fit into memory may go meanwhile.
package struct ScratchSpace: Sendable {
  /// The one file that all of it goes to, made once something does.
  private final class Shared: Sendable {
    let file = Mutex<ScratchFile?>(nil)
  }

  private let directory: String
  private let shared: Shared
  /// How many bytes may stay in memory.
  package let limit: Int

  package init(_ directory: String, limit: Int) {
    self.init(directory, Shared(), limit: limit)
  }

  private init(_ directory: String, _ shared: Shared, limit: Int) {
    self.directory = directory
    self.shared = shared
    self.limit = limit
  }

  /// The part of one of several users, each of which may keep as much in memory as the others.
  package func share(of users: Int) -> ScratchSpace {
    ScratchSpace(directory, shared, limit: limit / max(1, users))
  }

  /// Nil where none can be made.
  package var file: ScratchFile? {
    shared.file.withLock { file in
      if file == nil { file = ScratchFile(in: directory) }
      return file
    }
  }
}

/// A file without a name, gone with the process however that ends: a kernel file.
@safe package final class ScratchFile: Sendable {
  private let descriptor: Int32
  private let end = Mutex<Int>(0)

  fileprivate init?(in directory: String) {
    var name = Array("\(directory)/modelgate-XXXXXX".utf8CString)
    descriptor = unsafe name.withUnsafeMutableBufferPointer { name in
      guard let start = name.baseAddress else { return -1 }
      let descriptor = unsafe mkstemp(start)
      if descriptor < 0 { return -1 }
      unsafe unlink(start)
      _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
      return descriptor
    }
    if descriptor < 0 { return nil }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// - Returns: where the words are now; nil when they could not be written.
  package func append(_ words: [UInt64]) -> Int? {
    end.withLock { end in
      let start = end
      let isWritten = unsafe words.withUnsafeBytes { bytes in
        var done = 0
        while done < bytes.count {
          guard let from = bytes.baseAddress else { return false }
          let written = unsafe pwrite(descriptor, from + done, bytes.count - done, off_t(start + done))
          if written < 0, errno == EINTR { continue }
          if written <= 0 { return false }
          done += written
        }
        return true
      }
      if !isWritten { return nil }
      end += 8 * words.count
      return start
    }
  }

  /// Reads words that were written.
  ///
  /// - Parameter offset: in bytes.
  /// - Returns: whether they could be read; else nothing is appended.
  package func read(_ count: Int, at offset: Int, into words: inout [UInt64]) -> Bool {
    let start = words.count
    words.append(contentsOf: repeatElement(0, count: count))
    let isRead = unsafe words.withUnsafeMutableBytes { bytes in
      var done = 0
      while done < 8 * count {
        guard let to = bytes.baseAddress else { return false }
        let read = unsafe pread(descriptor, to + 8 * start + done, 8 * count - done, off_t(offset + done))
        if read < 0, errno == EINTR { continue }
        if read <= 0 { return false }
        done += read
      }
      return true
    }
    if !isRead { words.removeLast(count) }
    return isRead
  }
}
