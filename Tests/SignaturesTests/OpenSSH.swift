import Core
import Glibc
import TestSupport
import Testing

@testable import Signatures

/// The real `ssh-keygen`, in a temporary directory of its own: what our signatures are held against.
final class OpenSSH: Sendable {
  let directory = TemporaryDirectory()

  /// Makes a key pair; returns the private key's path.
  func makeKey(_ type: String, _ options: [String] = [], passphrase: String = "") throws -> String {
    let path = directory("key-\(UInt32.random(in: 0 ... .max))")
    _ = try keygen(["-q", "-t", type, "-N", passphrase, "-C", "a comment", "-f", path] + options)
    return path
  }

  func publicKey(of path: String) throws -> SSHPublicKey {
    try SSHPublicKey(parsing: String(decoding: try Files.read(path + ".pub"), as: UTF8.self))
  }

  func privateKey(_ path: String) throws -> SSHPrivateKey {
    guard case .key(let key) = try SSHPrivateKey.read(Files.read(path)) else { throw Problem("not a plain key") }
    return key
  }

  /// What `ssh-keygen -Y sign` writes.
  func sign(_ message: [UInt8], _ namespace: String, key: String) throws -> [UInt8] {
    let input = directory("message-\(UInt32.random(in: 0 ... .max))")
    try Files.replace(input, with: message)
    _ = try keygen(["-q", "-Y", "sign", "-n", namespace, "-f", key, input])
    return try Files.read(input + ".sig")
  }

  /// Whether `ssh-keygen -Y verify` accepts a signature.
  func verifies(_ message: [UInt8], _ namespace: String, _ signature: String, signers: String) throws -> Bool {
    try Files.replace(directory("message"), with: message)
    try directory.write("message.sig", signature)
    try directory.write("allowed_signers", signers)
    let arguments = [
      "-Y", "verify", "-f", directory("allowed_signers"), "-I", "ann@example.com", "-n", namespace,
      "-s", directory("message.sig"),
    ]
    return try run(arguments, input: directory("message")).status == 0
  }

  /// Runs `ssh-keygen`, which must succeed; returns what it prints.
  func keygen(_ arguments: [String]) throws -> String {
    let (status, output) = try run(arguments, input: "/dev/null")
    guard status == 0 else { throw Problem("ssh-keygen \(arguments): exit status \(status): \(output)") }
    return output
  }

  private func run(_ arguments: [String], input: String) throws -> (status: Int32, output: String) {
    let output = directory("output-\(UInt32.random(in: 0 ... .max))")
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
    unsafe posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT, 0o600)
    unsafe posix_spawn_file_actions_adddup2(&actions, 1, 2)
    var argv = unsafe (["ssh-keygen"] + arguments).map { unsafe strdup($0) } + [nil]
    let variables = ["PATH=\(Self.path)"]
    var environment = unsafe variables.map { unsafe strdup($0) } + [nil]
    defer {
      for index in unsafe argv.indices { unsafe free(argv[index]) }
      for index in unsafe environment.indices { unsafe free(environment[index]) }
    }
    var process: pid_t = 0
    let error = unsafe posix_spawnp(&process, "ssh-keygen", &actions, nil, &argv, &environment)
    guard error == 0 else { throw Problem("ssh-keygen cannot be run (error \(error)); it must be on PATH") }
    var status: Int32 = 0
    guard unsafe waitpid(process, &status, 0) == process else { throw Problem("waitpid failed") }
    return ((status >> 8) & 0xFF | status & 0x7F, String(decoding: try Files.read(output), as: UTF8.self))
  }

  static let path = unsafe getenv("PATH").map { unsafe String(cString: $0) } ?? ""
}

struct Problem: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

/// A kind of key and how `ssh-keygen` is asked for it.
struct KeyType: Sendable, CustomTestStringConvertible {
  let name: String
  var options: [String] = []
  let kind: SSHPublicKey.Kind
  var testDescription: String { kind.rawValue }

  static let signing = [
    KeyType(name: "ed25519", kind: .ed25519),
    KeyType(name: "ecdsa", options: ["-b", "256"], kind: .ecdsa256),
    KeyType(name: "ecdsa", options: ["-b", "384"], kind: .ecdsa384),
    KeyType(name: "ecdsa", options: ["-b", "521"], kind: .ecdsa521),
  ]
  static let rsa = KeyType(name: "rsa", options: ["-b", "2048"], kind: .rsa)
  static let all = signing + [rsa]
}

let message = Array("the digest of a plan\n".utf8)
let namespace = "modelgate-approval"

func makeExecutable(_ path: String) throws {
  guard unsafe chmod(path, 0o700) == 0 else { throw Problem("cannot make \(path) executable") }
}
