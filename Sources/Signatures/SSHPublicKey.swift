import Core
import Crypto
import CryptoExtras

/// A public key as OpenSSH writes it. Two are equal when their key material is, whatever the comment.
package struct SSHPublicKey: Sendable {
  /// The kinds that are read here. DSA is absent because OpenSSH gave it up.
  package enum Kind: String, Sendable, CaseIterable {
    case ed25519 = "ssh-ed25519"
    case ecdsa256 = "ecdsa-sha2-nistp256"
    case ecdsa384 = "ecdsa-sha2-nistp384"
    case ecdsa521 = "ecdsa-sha2-nistp521"
    case securityKeyEd25519 = "sk-ssh-ed25519@openssh.com"
    case securityKeyECDSA = "sk-ecdsa-sha2-nistp256@openssh.com"
    case rsa = "ssh-rsa"
  }

  /// The numbers that make up a key.
  enum Material: Sendable {
    case ed25519([UInt8])
    case ecdsa(Curve, point: [UInt8])
    indirect case securityKey(Material, application: String)
    case rsa(modulus: [UInt8], exponent: [UInt8])
  }

  package let kind: Kind
  /// The key in SSH's binary encoding: what fingerprints are of.
  package let blob: [UInt8]
  /// Whatever stood behind the key; says nothing about who holds it.
  package let comment: String
  let material: Material

  /// Reads `keytype base64 [comment]`, as in a `.pub` file.
  package init(parsing line: some StringProtocol) throws(SignatureProblem) {
    let parts = line.split(maxSplits: 2, whereSeparator: { $0.isWhitespace })
    guard parts.count >= 2 else { throw .malformed("not a public key: it should read 'keytype base64 [comment]'") }
    // A kind that is not known is said to be so before its base64 is looked at.
    _ = try Self.kind(named: String(parts[0]))
    guard let blob = Base64.decode(String(parts[1])) else { throw .malformed("the key is not base64") }
    let comment = parts.count > 2 ? String(parts[2].prefix { !$0.isNewline }) : ""
    try self.init(blob: blob, comment: comment)
    guard kind.rawValue == parts[0] else {
      throw .malformed("the key says it is '\(parts[0])' but holds a '\(kind.rawValue)'")
    }
  }

  /// Reads the binary encoding: RFC 4253 (RSA), RFC 5656 (ECDSA), RFC 8709 (Ed25519), OpenSSH's PROTOCOL.u2f.
  package init(blob: [UInt8], comment: String = "") throws(SignatureProblem) {
    var reader = SSHWireReader(blob, of: "the key")
    kind = try Self.kind(named: reader.text("type"))
    switch kind {
    case .ed25519: material = try Self.ed25519(&reader)
    case .ecdsa256: material = try Self.ecdsa(.p256, &reader)
    case .ecdsa384: material = try Self.ecdsa(.p384, &reader)
    case .ecdsa521: material = try Self.ecdsa(.p521, &reader)
    case .securityKeyEd25519: material = try Self.securityKey(Self.ed25519(&reader), &reader)
    case .securityKeyECDSA: material = try Self.securityKey(Self.ecdsa(.p256, &reader), &reader)
    case .rsa: material = try Self.rsa(&reader)
    }
    try reader.finish()
    self.blob = blob
    self.comment = comment
  }

  /// `SHA256:` and unpadded base64, as `ssh-keygen -l` prints it.
  package var fingerprint: String {
    "SHA256:" + Base64.encode(Array(SHA256.hash(data: blob))).prefix { $0 != "=" }
  }

  /// `keytype base64`, without the comment.
  package var text: String { "\(kind.rawValue) \(Base64.encode(blob))" }

  private static func kind(named name: String) throws(SignatureProblem) -> Kind {
    if let kind = Kind(rawValue: name) { return kind }
    throw .unsupported("keys of type '\(name)' are not supported")
  }

  private static func ed25519(_ reader: inout SSHWireReader) throws(SignatureProblem) -> Material {
    let key = try reader.string("public key")
    guard key.count == 32 else { throw .malformed("an Ed25519 key has 32 bytes, this one \(key.count)") }
    return .ed25519(key)
  }

  private static func ecdsa(_ curve: Curve, _ reader: inout SSHWireReader) throws(SignatureProblem) -> Material {
    let name = try reader.text("curve")
    guard name == curve.rawValue else { throw .malformed("the key is on curve '\(name)', not '\(curve.rawValue)'") }
    let point = try reader.string("public point")
    guard curve.holds(point) else { throw .malformed("the key is no point on curve '\(name)'") }
    return .ecdsa(curve, point: point)
  }

  private static func securityKey(
    _ material: Material, _ reader: inout SSHWireReader
  ) throws(SignatureProblem) -> Material {
    let application = try reader.text("application")
    // Another application is another use of the same token, such as a web site's login.
    guard application.hasPrefix("ssh:") else {
      throw .unsupported("the security key is for application '\(application)', not 'ssh:'")
    }
    return .securityKey(material, application: application)
  }

  private static func rsa(_ reader: inout SSHWireReader) throws(SignatureProblem) -> Material {
    let exponent = try reader.magnitude("exponent")
    let modulus = try reader.magnitude("modulus")
    let bits = modulus.count * 8 - (modulus.first?.leadingZeroBitCount ?? 0)
    guard bits >= 2048 else { throw .unsupported("the RSA key has \(bits) bits; fewer than 2048 are not safe") }
    guard (try? _RSA.Signing.PublicKey(n: modulus, e: exponent)) != nil else {
      throw .unsupported("the RSA key's numbers are not accepted by the cryptographic library")
    }
    return .rsa(modulus: modulus, exponent: exponent)
  }
}

extension SSHPublicKey: Hashable {
  package static func == (a: SSHPublicKey, b: SSHPublicKey) -> Bool { a.blob == b.blob }

  package func hash(into hasher: inout Hasher) { hasher.combine(blob) }
}
