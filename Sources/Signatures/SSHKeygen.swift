package import Core
import Glibc

/// Signing by way of `ssh-keygen`, for keys that cannot be read here: behind a passphrase, in an agent, in hardware.
package struct SSHKeygen: Sendable {
  private let program: String
  private let environment: [String: String]

  /// - Parameter environment: the program's own; its `PATH` says where to look.
  /// - Throws: `Failure` with `unavailable` when there is no `ssh-keygen`.
  package init(environment: [String: String]) throws(Failure) {
    let directories = (environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
    let candidates = directories.map { Path.join(String($0), "ssh-keygen") }
    guard let program = candidates.first(where: { unsafe access($0, X_OK) == 0 && !Files.isDirectory($0) }) else {
      throw Failure(
        .unavailable, "ssh-keygen is needed to sign with this key, and is not on PATH",
        hint: "install OpenSSH 8.1 or later (Debian: openssh-client), or sign with an unencrypted Ed25519 or ECDSA key")
    }
    self.program = program
    self.environment = environment
  }

  /// Signs a message for one purpose. The program may ask for a passphrase or a touch on the terminal; what it says
  /// there is not captured.
  ///
  /// - Parameter keyFile: a private key, or a public one whose private half an agent holds.
  /// - Throws: `Failure` with `notAuthorised` when it does not sign, `unavailable` when it cannot be run.
  package func sign(message: [UInt8], namespace: String, keyFile: String) throws(Failure) -> SSHSignature {
    let arguments = ["ssh-keygen", "-q", "-Y", "sign", "-n", namespace, "-f", keyFile]
    let child = try start(arguments)
    let output = child.exchange(message, limit: Armour.limit + 1)
    let status = child.wait()
    guard status == 0 else {
      throw Failure(
        .notAuthorised, "ssh-keygen did not sign with '\(keyFile)' (exit status \(status))",
        hint: "see what it printed above, and try: ssh-keygen -Y sign -n \(namespace) -f KEY < FILE")
    }
    do throws(SignatureProblem) {
      return try SSHSignature(armoured: output)
    } catch {
      throw Failure(
        .unavailable, "ssh-keygen wrote something else than a signature: \(error.reason)",
        hint: "check which program '\(program)' is")
    }
  }

  private func start(_ arguments: [String]) throws(Failure) -> Child {
    // A socket pair and not two pipes: writing to a program that is gone is an error here, not a signal.
    var ends: [Int32] = [-1, -1]
    guard unsafe socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
      throw cannotRun(errno)
    }
    defer { close(ends[1]) }
    let child = spawn(arguments, socket: ends[1])
    guard child.error == 0 else {
      close(ends[0])
      throw cannotRun(child.error)
    }
    return Child(process: child.process, socket: ends[0])
  }

  /// Runs the program with standard input and output on the socket; standard error and the terminal stay ours.
  private func spawn(_ arguments: [String], socket: Int32) -> (process: pid_t, error: Int32) {
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
    unsafe posix_spawn_file_actions_adddup2(&actions, socket, STDIN_FILENO)
    unsafe posix_spawn_file_actions_adddup2(&actions, socket, STDOUT_FILENO)
    // Our tools ignore SIGPIPE and their worker threads block signals, both of which would be inherited: Control-C
    // must end a program that waits for a passphrase.
    unsafe sigemptyset(&defaults)
    unsafe sigaddset(&defaults, SIGPIPE)
    unsafe posix_spawnattr_setsigdefault(&attributes, &defaults)
    unsafe sigemptyset(&unblocked)
    unsafe posix_spawnattr_setsigmask(&attributes, &unblocked)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
    let variables = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    var argumentPointers = unsafe arguments.map { unsafe strdup($0) } + [nil]
    var variablePointers = unsafe variables.map { unsafe strdup($0) } + [nil]
    defer {
      for index in unsafe argumentPointers.indices { unsafe free(argumentPointers[index]) }
      for index in unsafe variablePointers.indices { unsafe free(variablePointers[index]) }
    }
    let error = unsafe posix_spawn(&process, program, &actions, &attributes, &argumentPointers, &variablePointers)
    return (process, error)
  }

  private func cannotRun(_ error: Int32) -> Failure {
    let reason = unsafe String(cString: strerror(error)).lowercased()
    return Failure(.unavailable, "cannot run '\(program)': \(reason)", hint: "check that it is a working ssh-keygen")
  }
}

/// A running program whose standard input and output are one socket of ours; closed when it goes.
private struct Child: ~Copyable {
  let process: pid_t
  let socket: Int32

  deinit { close(socket) }

  /// Gives it all its input, then takes its output up to the limit.
  ///
  /// One after the other, since a signature is written only once the message has been read to its end.
  func exchange(_ input: [UInt8], limit: Int) -> [UInt8] {
    var sent = 0
    while sent < input.count {
      let count = unsafe input.withUnsafeBytes { buffer in
        let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[sent...])
        return unsafe send(socket, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
      }
      if count < 0, errno == EINTR { continue }
      // It stopped reading: its exit status will say why.
      if count <= 0 { break }
      sent += count
    }
    shutdown(socket, Int32(SHUT_WR))
    var output: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while output.count < limit {
      let count = unsafe buffer.withUnsafeMutableBytes { unsafe read(socket, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      if count <= 0 { break }
      output += buffer[..<count]
    }
    // Whatever more it writes is refused, so that waiting for it ends.
    shutdown(socket, Int32(SHUT_RDWR))
    return output
  }

  /// Its exit status; 128 and the signal's number when a signal ended it, as shells have it.
  func wait() -> Int32 {
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0 {
      if errno != EINTR { return -1 }
    }
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }
}
