import Core
import Crypto
import Testing

@testable import Signatures

/// A security key made of software, since the tests have no hardware; `ssh-keygen -Y verify` needs none.
struct SoftwareToken {
  let key: SSHPublicKey
  private let secret: Curve25519.Signing.PrivateKey?
  private let ecdsa: P256.Signing.PrivateKey?

  init(_ kind: SSHPublicKey.Kind, application: String = "ssh:") throws {
    var writer = SSHWireWriter()
    writer.string(kind.rawValue)
    if kind == .securityKeyEd25519 {
      let made = Curve25519.Signing.PrivateKey()
      writer.string(Array(made.publicKey.rawRepresentation))
      (secret, ecdsa) = (made, nil)
    } else {
      let made = P256.Signing.PrivateKey()
      writer.string("nistp256")
      writer.string(Array(made.publicKey.x963Representation))
      (secret, ecdsa) = (nil, made)
    }
    writer.string(application)
    key = try SSHPublicKey(blob: writer.bytes)
  }

  func sign(_ message: [UInt8], flags: UInt8 = 1, application: String = "ssh:") throws -> SSHSignature {
    let signed = SSHSignature.signedBytes(of: message, namespace: namespace, hash: .sha512)
    let tail: [UInt8] = [flags, 0, 0, 1, 2]
    let bytes = Array(SHA256.hash(data: Array(application.utf8))) + tail + Array(SHA256.hash(data: signed))
    var writer = SSHWireWriter()
    writer.string(key.kind.rawValue)
    if let secret { writer.string(Array(try secret.signature(for: bytes))) }
    if let ecdsa {
      let raw = try ecdsa.signature(for: bytes).rawRepresentation
      var halves = SSHWireWriter()
      halves.magnitude(raw.prefix(32))
      halves.magnitude(raw.suffix(32))
      writer.string(halves.bytes)
    }
    writer.raw(tail)
    return SSHSignature(publicKey: key, namespace: namespace, hash: .sha512, signature: writer.bytes)
  }
}

struct SecurityKeyTests {
  static let kinds = [SSHPublicKey.Kind.securityKeyEd25519, .securityKeyECDSA]

  @Test("a security key's signature holds, for us and for ssh-keygen", arguments: kinds)
  func holds(_ kind: SSHPublicKey.Kind) throws {
    let token = try SoftwareToken(kind)
    let signature = try token.sign(message)
    try signature.verify(message: message, namespace: namespace)
    let signers = "ann@example.com \(token.key.text)\n"
    #expect(try OpenSSH().verifies(message, namespace, signature.armoured, signers: signers))
    #expect(throws: SignatureProblem.mismatch) { try signature.verify(message: message + [0], namespace: namespace) }
  }

  @Test("one made without a touch is refused", arguments: kinds)
  func untouched(_ kind: SSHPublicKey.Kind) throws {
    let signature = try SoftwareToken(kind).sign(message, flags: 4)
    #expect(throws: SignatureProblem.noUserPresence) {
      try signature.verify(message: message, namespace: namespace)
    }
  }

  @Test("one made for another application is refused", arguments: kinds)
  func otherApplication(_ kind: SSHPublicKey.Kind) throws {
    let signature = try SoftwareToken(kind).sign(message, application: "https://example.com")
    #expect(throws: SignatureProblem.mismatch) { try signature.verify(message: message, namespace: namespace) }
    #expect(throws: SignatureProblem.self) { try SoftwareToken(kind, application: "https://example.com") }
  }

  @Test("flags and counter are signed", arguments: kinds)
  func changedTail(_ kind: SSHPublicKey.Kind) throws {
    let blob = try SoftwareToken(kind).sign(message).blob
    for back in 1...5 {
      var changed = blob
      changed[blob.count - back] ^= 2
      #expect(throws: SignatureProblem.mismatch) {
        try SSHSignature(blob: changed).verify(message: message, namespace: namespace)
      }
    }
  }
}
