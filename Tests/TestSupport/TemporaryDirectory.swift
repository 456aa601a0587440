package import Core
import Glibc

/// An empty directory of the test's own, removed when the test lets go of it.
package final class TemporaryDirectory: Sendable {
  package let path: String

  package init() {
    let parent = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
    path = "\(parent)/modelgate-test-\(getpid())-\(UInt64.random(in: 0 ... .max))"
    precondition(unsafe mkdir(path, 0o700) == 0, "cannot make \(path)")
  }

  deinit { Self.removeTree(path) }

  /// A path inside the directory.
  package func callAsFunction(_ name: String) -> String { Path.join(path, name) }

  /// Writes a file inside the directory, with the directories it needs; returns its path.
  @discardableResult
  package func write(_ name: String, _ text: String) throws(Failure) -> String {
    try Files.replace(self(name), with: Array(text.utf8))
    return self(name)
  }

  private static func removeTree(_ path: String) {
    if unsafe unlink(path) == 0 { return }
    for name in (try? Files.list(path)) ?? [] { removeTree("\(path)/\(name)") }
    unsafe rmdir(path)
  }
}
