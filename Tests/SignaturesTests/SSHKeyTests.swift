import Core
import TestSupport
import Testing

@testable import Signatures

struct SSHKeyTests {
  @Test("a public key has the fingerprint that ssh-keygen prints", arguments: KeyType.all)
  func fingerprint(_ type: KeyType) throws {
    let ssh = OpenSSH()
    let path = try ssh.makeKey(type.name, type.options)
    let key = try ssh.publicKey(of: path)
    #expect(try ssh.keygen(["-l", "-f", path + ".pub"]).split(separator: " ")[1] == key.fingerprint)
    #expect(key.comment == "a comment")
    #expect(key == (try SSHPublicKey(parsing: key.text)), "the comment is no part of the key")
  }

  @Test("a public key cut off anywhere, or with more behind it, is refused", arguments: KeyType.all)
  func truncated(_ type: KeyType) throws {
    let ssh = OpenSSH()
    let blob = try ssh.publicKey(of: ssh.makeKey(type.name, type.options)).blob
    for count in blob.indices {
      #expect(throws: SignatureProblem.self) { try SSHPublicKey(blob: Array(blob.prefix(count))) }
    }
    #expect(throws: SignatureProblem.self) { try SSHPublicKey(blob: blob + [0]) }
  }

  @Test(
    "a line that is no public key is refused with a reason",
    arguments: [
      ("", "should read"), ("ssh-ed25519", "should read"), ("ssh-ed25519 !!!", "not base64"),
      ("ssh-dss AAAAB3NzaC1kc3M=", "'ssh-dss' are not supported"),
      ("ssh-ed25519 AAAAB3NzaC1yc2E=", "ends within"), ("ssh-ed25519 AAAA", "ends within"),
    ])
  func malformed(_ line: String, _ reason: String) {
    let error = #expect(throws: SignatureProblem.self) { try SSHPublicKey(parsing: line) }
    #expect(error?.reason.contains(reason) == true, "\(String(describing: error))")
  }

  @Test("a key that names one type and holds another is refused")
  func otherType() throws {
    let ssh = OpenSSH()
    let key = try ssh.publicKey(of: ssh.makeKey("ed25519"))
    let error = #expect(throws: SignatureProblem.self) {
      try SSHPublicKey(parsing: "ssh-rsa \(Base64.encode(key.blob))")
    }
    #expect(error?.reason == "the key says it is 'ssh-rsa' but holds a 'ssh-ed25519'")
  }

  @Test("an ECDSA key that is no point on its curve is refused")
  func offTheCurve() throws {
    let ssh = OpenSSH()
    var blob = try ssh.publicKey(of: ssh.makeKey("ecdsa")).blob
    blob[blob.count - 1] ^= 1
    #expect(throws: SignatureProblem.self) { try SSHPublicKey(blob: blob) }
  }

  @Test("a private key is read with its public half", arguments: KeyType.signing)
  func privateKey(_ type: KeyType) throws {
    let ssh = OpenSSH()
    let path = try ssh.makeKey(type.name, type.options)
    #expect(try ssh.privateKey(path).publicKey == (try ssh.publicKey(of: path)))
  }

  @Test("an encrypted private key is told from a damaged one", arguments: KeyType.all)
  func encrypted(_ type: KeyType) throws {
    let ssh = OpenSSH()
    let path = try ssh.makeKey(type.name, type.options, passphrase: "correct horse")
    guard case .encrypted(let key) = try SSHPrivateKey.read(Files.read(path)) else {
      Issue.record("it was not found to be encrypted")
      return
    }
    #expect(key == (try ssh.publicKey(of: path)))
  }

  @Test("keys that only ssh-keygen signs with are named")
  func other() throws {
    let ssh = OpenSSH()
    let rsa = try ssh.makeKey("rsa", ["-b", "2048"])
    let pem = try ssh.makeKey("ecdsa", ["-m", "PEM"])
    for (file, expected) in [(rsa, "ssh-rsa"), (pem, "PEM"), (rsa + ".pub", "public key")] {
      guard case .other(let kind) = try SSHPrivateKey.read(Files.read(file)) else {
        Issue.record("\(expected) was taken for a key of ours")
        continue
      }
      #expect(kind == expected)
    }
    #expect(throws: SignatureProblem.self) { try SSHPrivateKey.read(Array("hello\n".utf8)) }
  }

  @Test("a private key cut off or changed anywhere is never taken for another key", arguments: KeyType.signing)
  func damaged(_ type: KeyType) throws {
    let ssh = OpenSSH()
    let path = try ssh.makeKey(type.name, type.options)
    let text = try Files.read(path)
    let original = try ssh.publicKey(of: path)
    for count in 0..<text.count - 1 {
      #expect(throws: SignatureProblem.self) { try SSHPrivateKey.read(Array(text.prefix(count))) }
    }
    for index in text.indices {
      var changed = text
      changed[index] ^= 1
      if case .key(let key)? = try? SSHPrivateKey.read(changed) { #expect(key.publicKey == original) }
    }
  }
}
