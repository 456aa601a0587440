import Core
import Glibc
import TestSupport

/// `openssl s_server` with a self-signed certificate for 127.0.0.1; stopped when the test lets go of it.
final class TLSServer: Sendable {
  let port: UInt16
  let certificate: String
  private let directory = TemporaryDirectory()
  private let process: pid_t

  init() throws {
    certificate = directory("certificate.pem")
    let key = directory("key.pem")
    let request = [
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
      "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate,
    ]
    guard Self.wait(for: try Self.openssl(request)) == 0 else { throw Loopback.Problem(call: "openssl req") }
    port = try Loopback.closedPort()
    process = try Self.openssl([
      "s_server", "-accept", "127.0.0.1:\(port)", "-cert", certificate, "-key", key, "-www", "-quiet",
    ])
    for _ in 0..<500 where !Loopback.answers(port) { usleep(10_000) }
    guard Loopback.answers(port) else { throw Loopback.Problem(call: "openssl s_server") }
  }

  deinit {
    // Not SIGTERM: a thread that spawns may have it blocked, and what is blocked is inherited.
    kill(process, SIGKILL)
    _ = Self.wait(for: process)
  }

  private static func wait(for process: pid_t) -> Int32 {
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
    return status
  }

  private static func openssl(_ arguments: [String]) throws -> pid_t {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    for descriptor in [0, 1, 2] as [Int32] {
      unsafe posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
    }
    let words = ["openssl"] + arguments
    var pointers = unsafe words.map { unsafe strdup($0) } + [nil]
    defer { for index in unsafe pointers.indices { unsafe free(pointers[index]) } }
    var process: pid_t = 0
    guard unsafe posix_spawnp(&process, "openssl", &actions, nil, &pointers, nil) == 0 else {
      throw Loopback.Problem(call: "openssl must be on PATH: posix_spawnp")
    }
    return process
  }
}
