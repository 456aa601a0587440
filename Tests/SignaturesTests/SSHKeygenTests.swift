import Core
import TestSupport
import Testing

@testable import Signatures

struct SSHKeygenTests {
  @Test("ssh-keygen signs for us", arguments: [0, 21, 1 << 20])
  func signs(_ size: Int) throws {
    let ssh = OpenSSH()
    let path = try ssh.makeKey("rsa", ["-b", "2048"])
    let message = [UInt8](repeating: 7, count: size)
    let signature = try SSHKeygen(environment: ["PATH": OpenSSH.path])
      .sign(message: message, namespace: namespace, keyFile: path)
    try signature.verify(message: message, namespace: namespace)
    #expect(signature.publicKey == (try ssh.publicKey(of: path)))
  }

  @Test("an encrypted key's passphrase is asked for by ssh-keygen")
  func passphrase() throws {
    let ssh = OpenSSH()
    let path = try ssh.makeKey("ed25519", passphrase: "correct horse")
    let ask = try ssh.directory.write("ask", "#!/bin/sh\necho 'correct horse'\n")
    try makeExecutable(ask)
    let environment = ["PATH": OpenSSH.path, "SSH_ASKPASS": ask, "SSH_ASKPASS_REQUIRE": "force", "DISPLAY": ":0"]
    let signature = try SSHKeygen(environment: environment)
      .sign(message: message, namespace: namespace, keyFile: path)
    try signature.verify(message: message, namespace: namespace)
  }

  @Test("a key that is not there is a failure, not an empty signature")
  func missingKey() throws {
    let keygen = try SSHKeygen(environment: ["PATH": OpenSSH.path])
    let error = #expect(throws: Failure.self) {
      try keygen.sign(message: message, namespace: namespace, keyFile: "/nonexistent/key")
    }
    #expect(error?.code == .notAuthorised)
    #expect(error?.description.contains("hint: ") == true)
  }

  @Test("without ssh-keygen there is a hint")
  func missingProgram() {
    let error = #expect(throws: Failure.self) { try SSHKeygen(environment: ["PATH": "/nonexistent"]) }
    #expect(error?.code == .unavailable)
    #expect(error?.description.contains("hint: install OpenSSH") == true)
  }

  @Test(
    "a program that is not ssh-keygen is found out",
    arguments: [("exit 3", ExitCode.notAuthorised), ("echo hello", .unavailable), ("kill -9 $$", .notAuthorised)])
  func impostor(_ script: String, _ code: ExitCode) throws {
    let directory = TemporaryDirectory()
    try makeExecutable(directory.write("ssh-keygen", "#!/bin/sh\n\(script)\n"))
    let keygen = try SSHKeygen(environment: ["PATH": directory.path])
    let error = #expect(throws: Failure.self) {
      try keygen.sign(message: [UInt8](repeating: 1, count: 1 << 22), namespace: namespace, keyFile: "key")
    }
    #expect(error?.code == code, "\(String(describing: error))")
  }
}
