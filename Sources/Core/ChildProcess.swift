import Glibc

/// Other programs, run without a shell: words are words, whatever is in them.
package enum ChildProcess {
  package struct Result: Sendable {
    /// The exit status; 128 and the signal's number when a signal ended it, as shells have it.
    package let code: Int32
    package let output: [UInt8]
    /// What it wrote to standard error; empty when that was left to the terminal.
    package let errors: String

    /// The output as text, without the line end that programs put last.
    package var line: String {
      let text = String(decoding: output, as: UTF8.self)
      return text.hasSuffix("\n") ? String(text.dropLast()) : text
    }
  }

  /// Where standard error goes.
  package enum StandardError: Sendable {
    case captured
    /// To our own: for programs that talk to the person at the terminal.
    case inherited
  }

  /// The program of that name on the `PATH` of the environment; nil when there is none.
  package static func find(_ name: String, environment: [String: String]) -> String? {
    let directories = (environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
    return directories.map { Path.join(String($0), name) }
      .first { unsafe access($0, X_OK) == 0 && !Files.isDirectory($0) }
  }

  /// Runs a program to its end.
  ///
  /// - Parameters:
  ///   - words: the program's path, then its arguments.
  ///   - environment: the whole of it.
  ///   - input: its standard input.
  ///   - outputLimit: more output than this ends the program.
  ///   - patience: a program that takes longer is ended.
  /// - Throws: `unavailable` when it cannot be started, `temporary` when it took too long, `inputOutput` when it wrote
  ///   too much.
  package static func run(
    _ words: [String], environment: [String: String], input: [UInt8] = [],
    standardError: StandardError = .captured, outputLimit: Int = 1 << 30, patience: Duration? = nil
  ) throws(Failure) -> Result {
    var child = try RunningChild(words, environment: environment, standardError: standardError)
    return try child.finish(input: input, outputLimit: outputLimit, patience: patience, name: words[0])
  }
}

/// A started program and our ends of what it reads and writes; the ends are closed when it goes.
private struct RunningChild: ~Copyable {
  private var process: pid_t = 0
  private var input: Int32
  private var output: Int32
  private var errors: Int32

  init(
    _ words: [String], environment: [String: String], standardError: ChildProcess.StandardError
  ) throws(Failure) {
    let program = words[0]
    // Sockets and not pipes: writing to a program that is gone is an error here, not a signal.
    var inputEnds: [Int32] = [-1, -1]
    var outputEnds: [Int32] = [-1, -1]
    var errorEnds: [Int32] = [-1, -1]
    let flags = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    var opened = unsafe socketpair(AF_UNIX, flags, 0, &inputEnds) == 0
    opened = unsafe opened && socketpair(AF_UNIX, flags, 0, &outputEnds) == 0
    if standardError == .captured { opened = unsafe opened && socketpair(AF_UNIX, flags, 0, &errorEnds) == 0 }
    var error = opened ? 0 : errno
    if opened {
      (process, error) = Self.spawn(
        words, environment, input: inputEnds[1], output: outputEnds[1], errors: errorEnds[1])
    }
    for end in [inputEnds[1], outputEnds[1], errorEnds[1]] where end >= 0 { close(end) }
    (input, output, errors) = (inputEnds[0], outputEnds[0], errorEnds[0])
    if error != 0 {
      let reason = unsafe String(cString: strerror(error)).lowercased()
      throw Failure(.unavailable, "cannot run '\(program)': \(reason)")
    }
    for end in [input, output, errors] where end >= 0 { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
  }

  deinit { for end in [input, output, errors] where end >= 0 { close(end) } }

  private static func spawn(
    _ words: [String], _ environment: [String: String], input: Int32, output: Int32, errors: Int32
  ) -> (process: pid_t, error: Int32) {
    var actions = unsafe posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    var defaults = sigset_t()
    var unblocked = sigset_t()
    var process: pid_t = 0
    unsafe posix_spawn_file_actions_init(&actions)
    unsafe posix_spawnattr_init(&attributes)
    defer {
      unsafe posix_spawn_file_actions_destroy(&actions)
      unsafe posix_spawnattr_destroy(&attributes)
    }
    unsafe posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    unsafe posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    if errors >= 0 { unsafe posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO) }
    // Our tools ignore SIGPIPE and their worker threads block signals, both of which would be inherited: Control-C
    // must end a program that waits for a passphrase.
    unsafe sigemptyset(&defaults)
    unsafe sigaddset(&defaults, SIGPIPE)
    unsafe posix_spawnattr_setsigdefault(&attributes, &defaults)
    unsafe sigemptyset(&unblocked)
    unsafe posix_spawnattr_setsigmask(&attributes, &unblocked)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
    let variables = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    var argumentPointers = unsafe words.map { unsafe strdup($0) } + [nil]
    var variablePointers = unsafe variables.map { unsafe strdup($0) } + [nil]
    defer {
      for index in unsafe argumentPointers.indices { unsafe free(argumentPointers[index]) }
      for index in unsafe variablePointers.indices { unsafe free(variablePointers[index]) }
    }
    let error = unsafe posix_spawn(&process, words[0], &actions, &attributes, &argumentPointers, &variablePointers)
    return (process, error)
  }

  mutating func finish(
    input bytes: [UInt8], outputLimit: Int, patience: Duration?, name: String
  ) throws(Failure) -> ChildProcess.Result {
    let clock = ContinuousClock()
    let deadline = patience.map { clock.now + $0 }
    var sent = 0
    var written: [UInt8] = []
    var complaints: [UInt8] = []
    while output >= 0 || errors >= 0 {
      if sent == bytes.count { Self.shut(&input) }
      var watched = [
        pollfd(fd: input, events: Int16(POLLOUT), revents: 0), pollfd(fd: output, events: Int16(POLLIN), revents: 0),
        pollfd(fd: errors, events: Int16(POLLIN), revents: 0),
      ]
      let ready = unsafe poll(&watched, nfds_t(watched.count), 100)
      if watched[0].revents != 0 { send(bytes, from: &sent) }
      if watched[1].revents != 0 { Self.drain(&output, into: &written) }
      if watched[2].revents != 0 { Self.drain(&errors, into: &complaints) }
      if written.count > outputLimit {
        end()
        throw Failure(.inputOutput, "\(Path.name(name)) wrote more than \(outputLimit) bytes")
      }
      if let deadline, clock.now > deadline {
        end()
        throw Failure(.temporary, "\(Path.name(name)) did not finish in time", hint: "try again later")
      }
      // A helper that outlives the program may hold its output open for ever; what the program wrote has been read.
      if ready == 0, let code = exited() { return result(code, written, complaints) }
    }
    return result(wait(), written, complaints)
  }

  private func result(_ code: Int32, _ output: [UInt8], _ errors: [UInt8]) -> ChildProcess.Result {
    ChildProcess.Result(code: code, output: output, errors: String(decoding: errors, as: UTF8.self))
  }

  private mutating func send(_ bytes: [UInt8], from sent: inout Int) {
    let count = unsafe bytes.withUnsafeBytes { buffer in
      let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[sent...])
      return unsafe Glibc.send(input, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
    }
    if count > 0 {
      sent += count
    } else if errno != EINTR, errno != EAGAIN {
      // It stopped reading: its exit status will say why.
      sent = bytes.count
    }
  }

  /// Takes what there is; at the end closes.
  private static func drain(_ end: inout Int32, into bytes: inout [UInt8]) {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { unsafe read(end, $0.baseAddress, $0.count) }
      if count > 0 {
        bytes += buffer[..<count]
      } else if count < 0, errno == EINTR {
        continue
      } else {
        if count == 0 || errno != EAGAIN { shut(&end) }
        return
      }
    }
  }

  private static func shut(_ end: inout Int32) {
    if end >= 0 { close(end) }
    end = -1
  }

  private func end() {
    _ = kill(process, SIGKILL)
    _ = wait()
  }

  private func exited() -> Int32? {
    var status: Int32 = 0
    return unsafe waitpid(process, &status, WNOHANG) == process ? Self.code(status) : nil
  }

  private func wait() -> Int32 {
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0 {
      if errno != EINTR { return -1 }
    }
    return Self.code(status)
  }

  private static func code(_ status: Int32) -> Int32 {
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }
}
