import Crypto

/// The NIST curves of ECDSA keys (RFC 5656); each signs with the SHA-2 of its size.
enum Curve: String, Sendable {
  case p256 = "nistp256"
  case p384 = "nistp384"
  case p521 = "nistp521"

  /// Bytes of one coordinate, and of each half of a signature.
  var width: Int {
    switch self {
    case .p256: 32
    case .p384: 48
    case .p521: 66
    }
  }

  /// Whether the bytes are an uncompressed point on the curve, the only form OpenSSH takes.
  func holds(_ point: [UInt8]) -> Bool {
    guard point.count == 1 + 2 * width, point.first == 4 else { return false }
    return switch self {
    case .p256: (try? P256.Signing.PublicKey(x963Representation: point)) != nil
    case .p384: (try? P384.Signing.PublicKey(x963Representation: point)) != nil
    case .p521: (try? P521.Signing.PublicKey(x963Representation: point)) != nil
    }
  }

  /// Whether `signature`, r and s of full width one after the other, is the key's over the message.
  func isValid(_ signature: [UInt8], by point: [UInt8], over message: [UInt8]) -> Bool {
    switch self {
    case .p256:
      guard let key = try? P256.Signing.PublicKey(x963Representation: point),
        let signature = try? P256.Signing.ECDSASignature(rawRepresentation: signature)
      else { return false }
      return key.isValidSignature(signature, for: message)
    case .p384:
      guard let key = try? P384.Signing.PublicKey(x963Representation: point),
        let signature = try? P384.Signing.ECDSASignature(rawRepresentation: signature)
      else { return false }
      return key.isValidSignature(signature, for: message)
    case .p521:
      guard let key = try? P521.Signing.PublicKey(x963Representation: point),
        let signature = try? P521.Signing.ECDSASignature(rawRepresentation: signature)
      else { return false }
      return key.isValidSignature(signature, for: message)
    }
  }
}
