import Crypto

/// A private key that signs here: unencrypted, Ed25519 or ECDSA.
package struct SSHPrivateKey: Sendable {
  /// What a private key file turned out to hold.
  package enum Contents: Sendable {
    case key(SSHPrivateKey)
    /// Protected by a passphrase: `SSHKeygen` asks for it.
    case encrypted(SSHPublicKey)
    /// A kind that only `SSHKeygen` signs with, such as `ssh-rsa`, a security key, a PEM file or a public key whose
    /// private half an agent holds.
    case other(kind: String)
  }

  fileprivate enum Secret: Sendable {
    case ed25519(Curve25519.Signing.PrivateKey)
    case p256(P256.Signing.PrivateKey)
    case p384(P384.Signing.PrivateKey)
    case p521(P521.Signing.PrivateKey)
  }

  package let publicKey: SSHPublicKey
  private let secret: Secret

  private static let magic = Array("openssh-key-v1\0".utf8)

  /// Reads the content of a private key file, in the format of OpenSSH's PROTOCOL.key.
  ///
  /// - Throws: `SignatureProblem` when it is damaged or no key at all; a key that is whole but not for us is a case.
  package static func read(_ file: [UInt8]) throws(SignatureProblem) -> Contents {
    guard file.starts(with: Armour.privateKey.begin.utf8) else { return .other(kind: try foreignKind(file)) }
    var reader = SSHWireReader(try Armour.privateKey.read(file), of: "the private key")
    guard try reader.raw(magic.count, "preamble") == magic else {
      throw .malformed("the private key does not begin with 'openssh-key-v1'")
    }
    let cipher = try reader.text("cipher")
    _ = try reader.string("key derivation")
    _ = try reader.string("key derivation options")
    guard try reader.integer("number of keys") == 1 else {
      throw .unsupported("the file holds more than one private key")
    }
    let blob = try reader.string("public key")
    let section = try reader.string("private section")
    try reader.finish()
    let publicKey: SSHPublicKey
    do throws(SignatureProblem) {
      publicKey = try SSHPublicKey(blob: blob)
    } catch .unsupported(let reason) {
      return .other(kind: reason)
    }
    guard cipher == "none" else { return .encrypted(publicKey) }
    return try open(section, publicKey)
  }

  /// Signs a message for one purpose, hashed with SHA-512 as `ssh-keygen` does.
  ///
  /// - Throws: `SignatureProblem` when the namespace is empty or the cryptographic library refuses.
  package func sign(message: [UInt8], namespace: String) throws(SignatureProblem) -> SSHSignature {
    guard !namespace.isEmpty else { throw .malformed("a signature needs a namespace") }
    let signed = SSHSignature.signedBytes(of: message, namespace: namespace, hash: .sha512)
    var writer = SSHWireWriter()
    writer.string(publicKey.kind.rawValue)
    do {
      switch secret {
      case .ed25519(let key): writer.string(Array(try key.signature(for: signed)))
      case .p256(let key): writer.string(Self.halves(try key.signature(for: signed).rawRepresentation))
      case .p384(let key): writer.string(Self.halves(try key.signature(for: signed).rawRepresentation))
      case .p521(let key): writer.string(Self.halves(try key.signature(for: signed).rawRepresentation))
      }
    } catch {
      throw .malformed("the key cannot sign: \(error)")
    }
    return SSHSignature(publicKey: publicKey, namespace: namespace, hash: .sha512, signature: writer.bytes)
  }

  /// r and s, as RFC 5656 (section 3.1.2) encodes them.
  private static func halves(_ raw: some Collection<UInt8>) -> [UInt8] {
    var writer = SSHWireWriter()
    writer.magnitude(raw.prefix(raw.count / 2))
    writer.magnitude(raw.dropFirst(raw.count / 2))
    return writer.bytes
  }

  private static func open(_ section: [UInt8], _ publicKey: SSHPublicKey) throws(SignatureProblem) -> Contents {
    var reader = SSHWireReader(section, of: "the private key")
    guard try reader.integer("check") == reader.integer("check") else {
      throw .malformed("the private key's two check numbers differ")
    }
    guard try reader.text("type") == publicKey.kind.rawValue else {
      throw .malformed("the private key's two halves are of different types")
    }
    let secret: Secret
    let mismatch = SignatureProblem.malformed("the private key does not belong to its public half")
    switch publicKey.material {
    case .ed25519(let point):
      _ = try reader.string("public key")
      let pair = try reader.string("private key")
      guard pair.count == 64, let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: pair.prefix(32)),
        Array(key.publicKey.rawRepresentation) == point
      else { throw mismatch }
      secret = .ed25519(key)
    case .ecdsa(let curve, let point):
      _ = try reader.string("curve")
      _ = try reader.string("public point")
      let number = try reader.magnitude(width: curve.width, "private number")
      guard let key = Secret(curve, number), key.point == point else { throw mismatch }
      secret = key
    case .rsa, .securityKey: return .other(kind: publicKey.kind.rawValue)
    }
    _ = try reader.string("comment")
    // The section is filled up to the cipher's block with 1, 2, 3, …
    let padding = try reader.raw(reader.remaining, "padding")
    guard padding.count < 8, padding.enumerated().allSatisfy({ Int($1) == $0 + 1 }) else {
      throw .malformed("the private key's padding is wrong")
    }
    return .key(SSHPrivateKey(publicKey: publicKey, secret: secret))
  }

  /// What a file that is not in OpenSSH's own format holds, if it is a key at all.
  private static func foreignKind(_ file: [UInt8]) throws(SignatureProblem) -> String {
    let first = String(decoding: file.prefix(1024).prefix { $0 != 10 && $0 != 13 }, as: UTF8.self)
    if first.hasPrefix("-----BEGIN "), first.hasSuffix(" PRIVATE KEY-----") || first == "-----BEGIN PRIVATE KEY-----" {
      return "PEM"
    }
    if file.count <= Armour.limit, (try? SSHPublicKey(parsing: String(decoding: file, as: UTF8.self))) != nil {
      return "public key"
    }
    throw .malformed("not a private key: it does not begin with '\(Armour.privateKey.begin)'")
  }
}

extension SSHPrivateKey.Secret {
  fileprivate init?(_ curve: Curve, _ number: [UInt8]) {
    let secret: Self? =
      switch curve {
      case .p256: (try? P256.Signing.PrivateKey(rawRepresentation: number)).map { .p256($0) }
      case .p384: (try? P384.Signing.PrivateKey(rawRepresentation: number)).map { .p384($0) }
      case .p521: (try? P521.Signing.PrivateKey(rawRepresentation: number)).map { .p521($0) }
      }
    guard let secret else { return nil }
    self = secret
  }

  /// The public half in uncompressed form.
  fileprivate var point: [UInt8] {
    switch self {
    case .ed25519(let key): Array(key.publicKey.rawRepresentation)
    case .p256(let key): Array(key.publicKey.x963Representation)
    case .p384(let key): Array(key.publicKey.x963Representation)
    case .p521(let key): Array(key.publicKey.x963Representation)
    }
  }
}
