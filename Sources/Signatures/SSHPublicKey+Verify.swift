import Crypto
import CryptoExtras

extension SSHPublicKey {
  /// Checks an SSH signature blob (algorithm, then signature) over some bytes.
  ///
  /// - Throws: `SignatureProblem`: `mismatch` when the blob reads well but the key did not sign these bytes.
  func verify(_ blob: [UInt8], over message: [UInt8]) throws(SignatureProblem) {
    var reader = SSHWireReader(blob, of: "the signature")
    let algorithm = try reader.text("algorithm")
    let signature = try reader.string("value")
    switch material {
    case .rsa(let modulus, let exponent):
      try reader.finish()
      try verifyRSA(algorithm, signature, modulus: modulus, exponent: exponent, over: message)
    case .securityKey(let inner, let application):
      try expect(algorithm)
      let flags = try reader.byte("flags")
      let counter = try reader.raw(4, "counter")
      try reader.finish()
      // Bit 0 says that someone touched the token (CTAP2, authenticator data).
      guard flags & 1 == 1 else { throw .noUserPresence }
      // What a token signs: hash of the application, flags, counter, hash of the message (PROTOCOL.u2f).
      var signed = Array(SHA256.hash(data: Array(application.utf8)))
      signed.append(flags)
      signed += counter
      signed += SHA256.hash(data: message)
      try Self.verify(signature, by: inner, over: signed)
    case .ed25519, .ecdsa:
      try expect(algorithm)
      try reader.finish()
      try Self.verify(signature, by: material, over: message)
    }
  }

  private func expect(_ algorithm: String) throws(SignatureProblem) {
    guard algorithm == kind.rawValue else {
      throw .malformed("the signature is of type '\(algorithm)', its key of type '\(kind.rawValue)'")
    }
  }

  private static func verify(
    _ signature: [UInt8], by material: Material, over message: [UInt8]
  ) throws(SignatureProblem) {
    switch material {
    case .ed25519(let key):
      guard signature.count == 64 else {
        throw .malformed("an Ed25519 signature has 64 bytes, this one \(signature.count)")
      }
      guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: key),
        key.isValidSignature(signature, for: message)
      else { throw .mismatch }
    case .ecdsa(let curve, let point):
      var reader = SSHWireReader(signature, of: "the signature")
      let r = try reader.magnitude(width: curve.width, "number r")
      let s = try reader.magnitude(width: curve.width, "number s")
      try reader.finish()
      guard curve.isValid(r + s, by: point, over: message) else { throw .mismatch }
    case .rsa, .securityKey: throw .mismatch
    }
  }

  private func verifyRSA(
    _ algorithm: String, _ signature: [UInt8], modulus: [UInt8], exponent: [UInt8], over message: [UInt8]
  ) throws(SignatureProblem) {
    guard signature.count <= modulus.count else { throw .malformed("the signature is longer than its RSA key") }
    // Some agents leave leading zeros out.
    let whole = [UInt8](repeating: 0, count: modulus.count - signature.count) + signature
    let value = _RSA.Signing.RSASignature(rawRepresentation: whole)
    guard let key = try? _RSA.Signing.PublicKey(n: modulus, e: exponent) else { throw .mismatch }
    let valid =
      switch algorithm {
      case "rsa-sha2-256": key.isValidSignature(value, for: SHA256.hash(data: message), padding: .insecurePKCS1v1_5)
      case "rsa-sha2-512": key.isValidSignature(value, for: SHA512.hash(data: message), padding: .insecurePKCS1v1_5)
      case "ssh-rsa": throw .unsupported("the RSA signature uses SHA-1, which is broken")
      default: throw .malformed("the signature is of type '\(algorithm)', its key of type '\(kind.rawValue)'")
      }
    guard valid else { throw .mismatch }
  }
}
