import Glibc

/// Reading files, and writing them whole or not at all. Paths are taken as they are; nothing here expands them.
package enum Files {
  /// The bytes of a regular file (or `-`: standard input).
  ///
  /// - Throws: `missingInput` when there is none, `inputOutput` when it cannot be read or is a directory.
  package static func read(_ path: String) throws(Failure) -> [UInt8] {
    let file = try Descriptor(reading: path)
    var bytes: [UInt8] = []
    try file.readAll(named: path, sizeHint: file.size) { bytes += $0 }
    return bytes
  }

  /// The digest of a file's content, read in pieces: a model may be larger than memory.
  package static func digest(_ path: String) throws(Failure) -> ContentDigest {
    let file = try Descriptor(reading: path)
    var hasher = ContentHasher()
    try file.readAll(named: path, sizeHint: 1 << 20) { hasher.update(Array($0)) }
    return hasher.finalize()
  }

  package static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

  package static func isDirectory(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  package static func isSymbolicLink(_ path: String) -> Bool {
    var status = stat()
    return unsafe lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  /// The size of a file in bytes; nil when there is none.
  package static func size(_ path: String) -> Int? {
    var status = stat()
    return unsafe stat(path, &status) == 0 ? Int(status.st_size) : nil
  }

  /// The working directory; empty when it was removed.
  package static var workingDirectory: String {
    guard let path = unsafe getcwd(nil, 0) else { return "" }
    defer { unsafe free(path) }
    return unsafe String(cString: path)
  }

  /// Puts the bytes in place under `path` in one step: a temporary file beside it, fsync, rename, fsync of the
  /// directory. Whoever reads `path` sees the old content or the new one, also after a power cut.
  ///
  /// What is no file, such as `/dev/stdout` or a pipe, is written to as it is: taking its place would break the machine
  /// for whoever may.
  package static func replace(_ path: String, with bytes: [UInt8]) throws(Failure) {
    if isDevice(path) { return try append(path, bytes) }
    try stage(bytes, beside: path) { temporary throws(Failure) in
      guard unsafe rename(temporary, path) == 0 else { throw Failure.system("cannot write", path) }
    }
  }

  private static func isDevice(_ path: String) -> Bool {
    if path.hasPrefix("/dev/") { return exists(path) }
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else { return false }
    return [S_IFCHR, S_IFBLK, S_IFIFO, S_IFSOCK].contains(status.st_mode & S_IFMT)
  }

  /// Like `replace`, but only if nothing stands under `path` yet; says whether it did.
  ///
  /// Of any number of processes that do this at once, exactly one is told `true`.
  package static func create(_ path: String, with bytes: [UInt8]) throws(Failure) -> Bool {
    var created = false
    try stage(bytes, beside: path) { temporary throws(Failure) in
      // link(2) fails when the name is taken, where rename(2) would replace it.
      if unsafe link(temporary, path) == 0 {
        created = true
      } else if errno != EEXIST {
        throw Failure.system("cannot write", path)
      }
      unsafe unlink(temporary)
    }
    return created
  }

  /// Adds to a file's end, where several programs write to one; makes it if there is none.
  package static func append(_ path: String, _ bytes: [UInt8]) throws(Failure) {
    try Descriptor(appending: path).write(bytes, named: path)
  }

  /// Makes the directory and those above it; one that is there already is fine.
  package static func makeDirectory(_ path: String) throws(Failure) {
    if path.isEmpty || isDirectory(path) { return }
    try makeDirectory(Path.parent(path))
    guard unsafe mkdir(path, 0o777) == 0 || errno == EEXIST else { throw Failure.system("cannot make directory", path) }
    if !isDirectory(path) { throw Failure(.inputOutput, "not a directory", at: Place(file: path)) }
    try synchroniseDirectory(Path.parent(path))
  }

  /// The names in a directory, sorted; none when there is no such directory.
  package static func list(_ path: String) throws(Failure) -> [String] {
    guard let directory = unsafe opendir(path) else {
      if errno == ENOENT { return [] }
      throw Failure.system("cannot list directory", path)
    }
    defer { unsafe closedir(directory) }
    var names: [String] = []
    while let entry = unsafe readdir(directory) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) {
        unsafe String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  package static func remove(_ path: String) { unsafe unlink(path) }

  private static func stage(
    _ bytes: [UInt8], beside path: String, commit: (_ temporary: String) throws(Failure) -> Void
  ) throws(Failure) {
    let directory = Path.parent(path)
    try makeDirectory(directory)
    let random = String(UInt64.random(in: 0 ... .max), radix: 36)
    let temporary = Path.join(directory, ".\(Path.name(path)).\(getpid()).\(random).tmp")
    do throws(Failure) {
      try Descriptor(creating: temporary).write(bytes, named: path)
      try commit(temporary)
    } catch {
      unsafe unlink(temporary)
      throw error
    }
    try synchroniseDirectory(directory)
  }

  private static func synchroniseDirectory(_ path: String) throws(Failure) {
    let directory = try Descriptor(reading: path.isEmpty ? "." : path, directory: true)
    try directory.synchronise(named: path)
  }
}

/// An open file; closed when it goes.
private struct Descriptor: ~Copyable {
  private let number: Int32
  private(set) var size = 0

  init(reading path: String, directory: Bool = false) throws(Failure) {
    if path == "-" {
      number = dup(STDIN_FILENO)
      return
    }
    number = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard number >= 0 else { throw Failure.system("cannot read", path) }
    var status = stat()
    guard unsafe fstat(number, &status) == 0 else { throw Failure.system("cannot read", path) }
    if !directory, status.st_mode & S_IFMT == S_IFDIR {
      throw Failure(.inputOutput, "cannot read: it is a directory", at: Place(file: path), hint: "name a file in it")
    }
    size = Int(status.st_size)
  }

  init(creating path: String) throws(Failure) {
    number = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard number >= 0 else { throw Failure.system("cannot write", path) }
  }

  init(appending path: String) throws(Failure) {
    number = unsafe open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
    guard number >= 0 else { throw Failure.system("cannot write", path) }
  }

  deinit { close(number) }

  func readAll(named path: String, sizeHint: Int, each: (ArraySlice<UInt8>) -> Void) throws(Failure) {
    var buffer = [UInt8](repeating: 0, count: min(max(sizeHint + 1, 1 << 14), 1 << 22))
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { unsafe Glibc.read(number, $0.baseAddress, $0.count) }
      if count > 0 {
        each(buffer[..<count])
      } else if count == 0 {
        return
      } else if errno != EINTR {
        throw Failure.system("cannot read", path)
      }
    }
  }

  func write(_ bytes: [UInt8], named path: String) throws(Failure) {
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[written...])
        return unsafe Glibc.write(number, rest.baseAddress, rest.count)
      }
      if count >= 0 {
        written += count
      } else if errno != EINTR {
        throw Failure.system("cannot write", path)
      }
    }
    try synchronise(named: path)
  }

  func synchronise(named path: String) throws(Failure) {
    // Some file systems cannot synchronise a directory and say EINVAL; there is nothing more to do there.
    guard fsync(number) == 0 || errno == EINVAL else { throw Failure.system("cannot write", path) }
  }
}

extension Failure {
  /// What the system said about a path, from `errno`.
  package static func system(_ action: String, _ path: String) -> Failure {
    let error = errno
    let reason = unsafe String(cString: strerror(error)).lowercased()
    switch error {
    case ENOENT, ENOTDIR: return Failure(.missingInput, "no such file or directory", at: Place(file: path))
    case EACCES, EPERM:
      return Failure(
        .inputOutput, "\(action): \(reason)", at: Place(file: path), hint: "check who may read and write it")
    default: return Failure(.inputOutput, "\(action): \(reason)", at: Place(file: path))
    }
  }
}
