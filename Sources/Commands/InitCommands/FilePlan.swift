import Core

/// Files to be written: prepared together, then written together or not at all.
struct FilePlan {
  private(set) var files: [File] = []

  struct File {
    let path: String
    let bytes: [UInt8]
    /// Why it is there, in a line.
    let reason: String
    let action: Action

    enum Action {
      case write
      case replace
      /// Lines are added to a file that stays as it is.
      case extend
      /// There is one already.
      case keep
    }
  }

  /// Whether files that are there may be replaced.
  let force: Bool

  /// Plans a file of our own.
  ///
  /// - Parameter keepsOld: what stands there stays, also when others are replaced.
  mutating func add(_ path: String, _ text: String, _ reason: String, keepsOld: Bool = false) {
    let isNew = !Files.exists(path)
    if !isNew, keepsOld || !force { return keep(path, keepsOld ? "is here already" : Self.alreadyThere) }
    files.append(File(path: path, bytes: Array(text.utf8), reason: reason, action: isNew ? .write : .replace))
  }

  /// Says of a file that is there that it stays as it is.
  mutating func keep(_ path: String, _ reason: String = alreadyThere) {
    files.append(File(path: path, bytes: [], reason: reason, action: .keep))
  }

  private static let alreadyThere = "is here already; --force writes a new one"

  /// Plans a line at the end of a file, which may be there.
  mutating func extend(_ path: String, with line: String, _ reason: String) throws(Failure) {
    guard Files.exists(path) else { return add(path, line + "\n", reason) }
    var bytes = try Files.read(path)
    if let last = bytes.last, last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
    files.append(File(path: path, bytes: bytes + Array("\(line)\n".utf8), reason: reason, action: .extend))
  }

  /// The files that are written.
  var changes: [File] {
    files.filter { file in
      switch file.action {
      case .keep: false
      case .write, .replace, .extend: true
      }
    }
  }

  /// Writes them. When one cannot be written, those before it are put back as they were.
  ///
  /// - Throws: why one could not be written.
  func write() throws(Failure) {
    var before: [(path: String, bytes: [UInt8]?)] = []
    do throws(Failure) {
      for file in changes {
        let old = Files.exists(file.path) ? try Files.read(file.path) : nil
        try Files.replace(file.path, with: file.bytes)
        before.append((file.path, old))
      }
    } catch {
      for (path, bytes) in before.reversed() {
        if let bytes { try? Files.replace(path, with: bytes) } else { Files.remove(path) }
      }
      throw error
    }
  }
}
