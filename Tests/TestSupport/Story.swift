import Core
import Glibc

/// A copy of the churn example with two approvers' keys, played up to wherever a test needs it.
package final class Story: Workspace {
  package let directory = TemporaryDirectory()
  package var path: String { directory.path }

  package init(policy change: (String) -> String = { $0 }) throws {
    let copy = Command.run(["/bin/cp", "-r", Repository.path("Examples/churn/."), directory.path], in: "/")
    precondition(copy.code == 0, copy.errors)
    var signers = ""
    for name in ["alice", "bob", "carol"] {
      let made = Command.run(
        ["/usr/bin/ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", "\(name)_key"], in: path)
      precondition(made.code == 0, made.errors)
      signers += "\(name)@example.com \(String(decoding: try Files.read(directory("\(name)_key.pub")), as: UTF8.self))"
    }
    try directory.write("allowed_signers", signers)
    let policy = String(decoding: try Files.read(directory("modelgate.yaml")), as: UTF8.self)
    try directory.write("modelgate.yaml", change(policy))
  }

  /// And planned for production, approved by alice and bob.
  package func prepareApproved() {
    prepare()
    play(
      "modelgate-release plan 2.0.0 --stage staging", "modelgate-release promote --stage staging",
      "modelgate-gate --stage production",
      "modelgate-release plan 2.0.0 --stage production --requester carol@example.com",
      "modelgate-approve sign --stage production --key alice_key",
      "modelgate-approve sign --stage production --key bob_key")
  }

  /// Changes one byte of a file; calling it again changes it back.
  package func flip(_ file: String, at offset: Int) throws {
    var bytes = try Files.read(file)
    bytes[min(offset, bytes.count - 1)] ^= 1
    try Files.replace(file, with: bytes)
  }

  /// The files below a directory of the story.
  package func files(_ below: String) throws -> [String] {
    try Files.list(directory(below)).flatMap { name -> [String] in
      let relative = "\(below)/\(name)"
      return Files.isDirectory(directory(relative)) ? try files(relative) : [relative]
    }
  }
}
