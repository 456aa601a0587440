import Core
import Crypto
import TestSupport
import Testing

@testable import Signatures

struct SSHSignatureTests {
  @Test("what ssh-keygen signs, we verify", arguments: KeyType.all)
  func verifiesTheirs(_ type: KeyType) throws {
    let ssh = OpenSSH()
    let path = try ssh.makeKey(type.name, type.options)
    let text = try ssh.sign(message, namespace, key: path)
    let signature = try SSHSignature(armoured: text)
    try signature.verify(message: message, namespace: namespace)
    #expect(signature.namespace == namespace)
    #expect(signature.publicKey == (try ssh.publicKey(of: path)))
    #expect(signature.publicKey.kind == type.kind)
    #expect(signature.hash == .sha512)
    #expect(Array(signature.armoured.utf8) == text, "we write the text that ssh-keygen writes")
  }

  @Test("what we sign, ssh-keygen verifies, and only for the namespace it was made for", arguments: KeyType.signing)
  func theyVerifyOurs(_ type: KeyType) throws {
    let ssh = OpenSSH()
    let path = try ssh.makeKey(type.name, type.options)
    // ECDSA's numbers vary in length from one signature to the next.
    for _ in 0..<8 {
      let signature = try ssh.privateKey(path).sign(message: message, namespace: namespace)
      try signature.verify(message: message, namespace: namespace)
      #expect(try SSHSignature(armoured: Array(signature.armoured.utf8)) == signature)
      let signers = "ann@example.com \(try ssh.publicKey(of: path).text)\n"
      #expect(try ssh.verifies(message, namespace, signature.armoured, signers: signers))
      #expect(try !ssh.verifies(message, "file", signature.armoured, signers: signers))
      #expect(try !ssh.verifies(message + [0], namespace, signature.armoured, signers: signers))
    }
  }

  @Test("a changed byte anywhere in the message is noticed", arguments: KeyType.all)
  func changedMessage(_ type: KeyType) throws {
    let ssh = OpenSSH()
    let signature = try SSHSignature(armoured: ssh.sign(message, namespace, key: ssh.makeKey(type.name, type.options)))
    for index in message.indices {
      var changed = message
      changed[index] ^= 1
      #expect(throws: SignatureProblem.mismatch) { try signature.verify(message: changed, namespace: namespace) }
    }
    for other in [[], message.dropLast(), message + [0]] as [[UInt8]] {
      #expect(throws: SignatureProblem.mismatch) { try signature.verify(message: other, namespace: namespace) }
    }
  }

  @Test("a changed character anywhere in the signature's text is noticed", arguments: KeyType.all)
  func changedSignature(_ type: KeyType) throws {
    let ssh = OpenSSH()
    let text = try ssh.sign(message, namespace, key: ssh.makeKey(type.name, type.options))
    for index in text.indices.dropLast() {
      for bit in [0, 1, 4] as [UInt8] {
        var changed = text
        changed[index] ^= 1 << bit
        #expect(throws: SignatureProblem.self, "character \(index), bit \(bit)") {
          try SSHSignature(armoured: changed).verify(message: message, namespace: namespace)
        }
      }
    }
  }

  @Test("a signature cut off anywhere, or with more behind it, is refused", arguments: KeyType.all)
  func truncated(_ type: KeyType) throws {
    let ssh = OpenSSH()
    let text = try ssh.sign(message, namespace, key: ssh.makeKey(type.name, type.options))
    let blob = try SSHSignature(armoured: text).blob
    for count in blob.indices {
      #expect(throws: SignatureProblem.self) {
        try SSHSignature(blob: Array(blob.prefix(count))).verify(message: message, namespace: namespace)
      }
    }
    // Without its last line feed the text is still whole.
    for count in 0..<text.count - 1 {
      #expect(throws: SignatureProblem.self) { try SSHSignature(armoured: Array(text.prefix(count))) }
    }
    #expect(throws: SignatureProblem.self) { try SSHSignature(blob: blob + [0]) }
    #expect(throws: SignatureProblem.self) { try SSHSignature(armoured: text + text) }
    #expect(throws: SignatureProblem.self) { try SSHSignature(armoured: [10] + text) }
    #expect(try SSHSignature(armoured: text + [10, 10]).blob == blob)
  }

  @Test("lengths and numbers that lie are refused without reading past the end")
  func lyingLengths() throws {
    let ssh = OpenSSH()
    let blob = try SSHSignature(armoured: ssh.sign(message, namespace, key: ssh.makeKey("ed25519"))).blob
    for index in 6..<blob.count - 3 {
      for value in [[0, 0, 0, 0], [0, 0, 255, 255], [127, 255, 255, 255], [255, 255, 255, 255]] as [[UInt8]] {
        var changed = blob
        changed.replaceSubrange(index..<index + 4, with: value)
        if changed == blob { continue }
        #expect(throws: SignatureProblem.self) {
          try SSHSignature(blob: changed).verify(message: message, namespace: namespace)
        }
      }
    }
  }

  @Test("a signature for one purpose does not serve another")
  func otherNamespace() throws {
    let ssh = OpenSSH()
    let signature = try SSHSignature(armoured: ssh.sign(message, "file", key: ssh.makeKey("ed25519")))
    let error = #expect(throws: SignatureProblem.self) {
      try signature.verify(message: message, namespace: namespace)
    }
    #expect(error?.reason == "the signature was made for namespace 'file', not 'modelgate-approval'")
  }

  @Test("sha256 is read as well")
  func sha256() throws {
    let ssh = OpenSSH()
    let path = try ssh.makeKey("ed25519")
    let input = try ssh.directory.write("input", String(decoding: message, as: UTF8.self))
    _ = try ssh.keygen(["-q", "-Y", "sign", "-O", "hashalg=sha256", "-n", namespace, "-f", path, input])
    let signature = try SSHSignature(armoured: Files.read(input + ".sig"))
    #expect(signature.hash == .sha256)
    try signature.verify(message: message, namespace: namespace)
  }

  @Test(
    "base64 that is not canonical is refused", arguments: ["QQ", "QR==", "QUI=\n", " QUJD", "QUJ", "QU-_", "=", "A==="])
  func base64(_ text: String) {
    #expect(Base64.decode(text) == nil)
  }

  @Test("an RSA signature with SHA-1 is refused by name")
  func sha1() throws {
    let ssh = OpenSSH()
    let signature = try SSHSignature(armoured: ssh.sign(message, namespace, key: ssh.makeKey("rsa", ["-b", "2048"])))
    var writer = SSHWireWriter()
    writer.string("ssh-rsa")
    writer.string([UInt8](repeating: 1, count: 256))
    let forged = SSHSignature(
      publicKey: signature.publicKey, namespace: namespace, hash: .sha512, signature: writer.bytes)
    let error = #expect(throws: SignatureProblem.self) { try forged.verify(message: message, namespace: namespace) }
    #expect(error?.reason.contains("SHA-1") == true)
  }
}
