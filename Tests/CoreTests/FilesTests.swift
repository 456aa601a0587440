import Core
import Glibc
import TestSupport
import Testing

@Suite("Files are replaced in one step, and what is no file stays what it is")
struct FilesTests {
  @Test("a pipe is written to")
  func pipe() throws {
    let folder = TemporaryDirectory()
    let path = folder.path + "/pipe"
    #expect(unsafe mkfifo(path, 0o600) == 0)
    // Opened for both ends, so that nobody waits.
    let descriptor = unsafe open(path, O_RDWR | O_NONBLOCK)
    defer { close(descriptor) }
    try Files.replace(path, with: Array("through".utf8))
    var buffer = [UInt8](repeating: 0, count: 16)
    let count = unsafe buffer.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
    #expect(buffer.prefix(max(0, count)).elementsEqual("through".utf8))
    var status = stat()
    #expect(unsafe lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO)
    #expect(try Files.list(folder.path) == ["pipe"])
  }

  @Test("a device is written to, also by those who may replace it")
  func device() throws {
    try Files.replace("/dev/null", with: [1, 2, 3])
    var status = stat()
    #expect(unsafe stat("/dev/null", &status) == 0 && status.st_mode & S_IFMT == S_IFCHR)
  }

  @Test("a file is replaced, and a link to one is too")
  func file() throws {
    let folder = TemporaryDirectory()
    let path = folder.path + "/file"
    try Files.replace(path, with: [1])
    #expect(unsafe symlink("file", folder.path + "/link") == 0)
    try Files.replace(folder.path + "/link", with: [2])
    #expect(try Files.read(path) == [1])
    #expect(try Files.read(folder.path + "/link") == [2])
  }
}
