import Crypto

/// A detached signature as `ssh-keygen -Y sign` writes it; OpenSSH's PROTOCOL.sshsig has the format.
package struct SSHSignature: Sendable, Equatable {
  /// How the message is hashed before it is signed.
  package enum HashAlgorithm: String, Sendable, CaseIterable {
    case sha256, sha512

    func digest(_ message: [UInt8]) -> [UInt8] {
      switch self {
      case .sha256: Array(SHA256.hash(data: message))
      case .sha512: Array(SHA512.hash(data: message))
      }
    }
  }

  /// The key that claims to have signed; who holds it is for `AllowedSigners` to say.
  package let publicKey: SSHPublicKey
  /// What the signature is for, so that one made for a purpose cannot serve another.
  package let namespace: String
  package let hash: HashAlgorithm
  /// Algorithm and signature in SSH's binary encoding.
  let signature: [UInt8]

  private static let magic = Array("SSHSIG".utf8)
  private static let version: UInt32 = 1

  init(publicKey: SSHPublicKey, namespace: String, hash: HashAlgorithm, signature: [UInt8]) {
    self.publicKey = publicKey
    self.namespace = namespace
    self.hash = hash
    self.signature = signature
  }

  /// Reads the armoured text, from `-----BEGIN SSH SIGNATURE-----` on.
  ///
  /// - Throws: `SignatureProblem` for anything but one signature in its one canonical encoding.
  package init(armoured text: [UInt8]) throws(SignatureProblem) {
    try self.init(blob: Armour.signature.read(text))
  }

  /// Reads the bytes inside the armour.
  package init(blob: [UInt8]) throws(SignatureProblem) {
    var reader = SSHWireReader(blob, of: "the signature")
    guard try reader.raw(Self.magic.count, "preamble") == Self.magic else {
      throw .malformed("the signature does not begin with 'SSHSIG'")
    }
    let version = try reader.integer("version")
    guard version == Self.version else { throw .unsupported("the signature is of version \(version), not 1") }
    let key = try SSHPublicKey(blob: reader.string("public key"))
    let namespace = try reader.text("namespace")
    guard !namespace.isEmpty else { throw .malformed("the signature names no namespace") }
    guard try reader.string("reserved field").isEmpty else {
      throw .malformed("the signature's reserved field is not empty")
    }
    let name = try reader.text("hash algorithm")
    guard let hash = HashAlgorithm(rawValue: name) else {
      throw .unsupported("the signature hashes with '\(name)'; only sha256 and sha512 are allowed")
    }
    let signature = try reader.string("value")
    try reader.finish()
    self.init(publicKey: key, namespace: namespace, hash: hash, signature: signature)
  }

  /// The bytes inside the armour.
  package var blob: [UInt8] {
    var writer = SSHWireWriter()
    writer.raw(Self.magic)
    writer.integer(Self.version)
    writer.string(publicKey.blob)
    writer.string(namespace)
    writer.string([])
    writer.string(hash.rawValue)
    writer.string(signature)
    return writer.bytes
  }

  /// The text that `ssh-keygen -Y verify` reads; ends with a line feed.
  package var armoured: String { Armour.signature.write(blob) }

  /// Checks that the holder of `publicKey` signed this message for this purpose. Says nothing about who that is.
  package func verify(message: [UInt8], namespace: String) throws(SignatureProblem) {
    guard self.namespace == namespace else { throw .wrongNamespace(made: self.namespace, wanted: namespace) }
    try publicKey.verify(signature, over: Self.signedBytes(of: message, namespace: namespace, hash: hash))
  }

  /// What a key really signs: the namespace, the hash's name and the message's hash.
  static func signedBytes(of message: [UInt8], namespace: String, hash: HashAlgorithm) -> [UInt8] {
    var writer = SSHWireWriter()
    writer.raw(magic)
    writer.string(namespace)
    writer.string([])
    writer.string(hash.rawValue)
    writer.string(hash.digest(message))
    return writer.bytes
  }
}
