import Core
import Glibc

/// A file open for reading at any place, by any thread; closed when it goes.
///
/// It is read and not mapped: a file that another program shortens meanwhile is then an error and not a signal.
final class OpenFile: Sendable {
  let path: String
  let size: Int
  private let number: Int32

  init(_ path: String) throws(Failure) {
    let number = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard number >= 0 else { throw Failure.system("cannot read", path) }
    var status = stat()
    guard unsafe fstat(number, &status) == 0 else {
      defer { close(number) }
      throw Failure.system("cannot read", path)
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      close(number)
      throw Failure(
        .inputOutput, "cannot read: it is not a regular file", at: Place(file: path),
        hint: "a Parquet file is read from its end: save it to a disk first")
    }
    self.path = path
    self.number = number
    size = Int(status.st_size)
  }

  deinit { close(number) }

  /// Fills `memory` from `start` on with `count` bytes of the file from `offset` on.
  func read(_ count: Int, at offset: Int, into memory: inout Memory, from start: Int = 0) throws(Problem) {
    var done = 0
    while done < count {
      let got = unsafe pread(number, memory.pointer(start + done), count - done, off_t(offset + done))
      if got > 0 {
        done += got
      } else if got == 0 {
        throw .truncated
      } else if errno != EINTR {
        throw .failed(Failure.system("cannot read", path))
      }
    }
  }
}
