import Core
package import Glibc

/// Runs one of our executables as a user would, and keeps what it printed.
package enum Command {
  package struct Result: Sendable {
    package let code: Int32
    package let output: String
    package let errors: String
  }

  /// Where the executables are: `MODELGATE_BUILD`, else the debug build beside the tests.
  package static let directory =
    unsafe getenv("MODELGATE_BUILD").map { unsafe String(cString: $0) } ?? Repository.path(".build/debug")

  /// A program of the tests' own, which is built beside them, wherever the executables come from.
  package static func tool(_ name: String) -> String {
    var buffer = [CChar](repeating: 0, count: 4096)
    _ = unsafe readlink("/proc/self/exe", &buffer, buffer.count - 1)
    let tests = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return Path.join(Path.parent(tests), name)
  }

  /// A program that is running; `wait` has to be called.
  package struct Running: Sendable {
    package let process: pid_t
    fileprivate let output: String
    fileprivate let errors: String

    package func kill() { _ = Glibc.kill(process, SIGKILL) }

    package func wait() -> Result {
      var status: Int32 = 0
      while unsafe waitpid(process, &status, 0) < 0 && errno == EINTR {}
      let code = status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
      defer {
        Files.remove(output)
        Files.remove(errors)
      }
      return Result(code: code, output: Self.text(output), errors: Self.text(errors))
    }

    private static func text(_ file: String) -> String {
      String(decoding: (try? Files.read(file)) ?? [], as: UTF8.self)
    }
  }

  /// Starts `words[0]`, found among our executables or as a path, in a directory.
  package static func start(_ words: [String], in directory: String, environment: [String: String] = [:]) -> Running {
    let stem = "/tmp/modelgate-run-\(getpid())-\(UInt64.random(in: 0 ... .max))"
    let (output, errors) = (stem + ".out", stem + ".err")
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    unsafe posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT, 0o600)
    unsafe posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT, 0o600)
    let program = words[0].contains("/") ? words[0] : "\(self.directory)/\(words[0])"
    var variables = ["PATH": "/usr/local/bin:/usr/bin:/bin", "USER": "tester", "LC_ALL": "C.UTF-8"]
    variables.merge(environment) { _, new in new }
    // env(1) changes the directory and becomes the program, under the same process id.
    let line = ["env", "-C", directory, program] + words.dropFirst()
    var arguments = unsafe line.map { unsafe strdup($0) } + [nil]
    var pairs = unsafe variables.map { unsafe strdup("\($0.key)=\($0.value)") } + [nil]
    var process: pid_t = 0
    let error = unsafe posix_spawn(&process, "/usr/bin/env", &actions, nil, &arguments, &pairs)
    unsafe (arguments + pairs).forEach { unsafe free($0) }
    precondition(error == 0, "cannot run \(program): build it first")
    return Running(process: process, output: output, errors: errors)
  }

  package static func run(_ words: [String], in directory: String, environment: [String: String] = [:]) -> Result {
    start(words, in: directory, environment: environment).wait()
  }
}
