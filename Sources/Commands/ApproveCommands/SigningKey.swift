import Core
import Release
import Signatures

/// The approver's key, wherever it signs.
struct SigningKey {
  let publicKey: SSHPublicKey
  private let signer: Signer

  private enum Signer {
    case ours(SSHPrivateKey)
    case keygen(SSHKeygen, file: String)
  }

  /// - Throws: `missingInput` when there is no such file, `malformedData` when it is no key.
  init(file: String, environment: [String: String]) throws(Failure) {
    let bytes = try Files.read(file)
    do throws(SignatureProblem) {
      switch try SSHPrivateKey.read(bytes) {
      case .key(let key):
        publicKey = key.publicKey
        signer = .ours(key)
        return
      case .encrypted(let key):
        publicKey = key
      case .other:
        publicKey = try Self.companion(of: file, bytes)
      }
    } catch {
      throw Failure(.malformedData, "not an SSH key: \(error.reason)", at: Place(file: file))
    }
    signer = .keygen(try SSHKeygen(environment: environment), file: file)
  }

  /// The public key of a private key that cannot be read here: the file itself or the one beside it.
  private static func companion(of file: String, _ bytes: [UInt8]) throws(SignatureProblem) -> SSHPublicKey {
    if let key = try? SSHPublicKey(parsing: String(decoding: bytes, as: UTF8.self)) { return key }
    let beside = (try? Files.read(file + ".pub")) ?? []
    return try SSHPublicKey(parsing: String(decoding: beside, as: UTF8.self))
  }

  func sign(_ message: [UInt8]) throws(Failure) -> SSHSignature {
    switch signer {
    case .ours(let key):
      do throws(SignatureProblem) {
        return try key.sign(message: message, namespace: ApprovalDocument.namespace)
      } catch {
        throw Failure(.software, "cannot sign: \(error.reason)")
      }
    case .keygen(let keygen, let file):
      return try keygen.sign(message: message, namespace: ApprovalDocument.namespace, keyFile: file)
    }
  }
}
