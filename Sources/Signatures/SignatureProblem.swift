/// Why a key or signature cannot be read, or why a signature does not hold.
package enum SignatureProblem: Error, Sendable, Equatable, CustomStringConvertible {
  /// The bytes are not what the format requires.
  case malformed(String)
  /// Well formed as far as can be told, but of a kind that is not read here.
  case unsupported(String)
  /// The signature is over something else than it is taken for.
  case wrongNamespace(made: String, wanted: String)
  /// The key did not make this signature over this message.
  case mismatch
  /// A security key signed without anyone touching it.
  case noUserPresence

  /// One clause, lower case, without a full stop.
  package var reason: String {
    switch self {
    case .malformed(let what), .unsupported(let what): what
    case .wrongNamespace(let made, let wanted):
      "the signature was made for namespace '\(made)', not '\(wanted)'"
    case .mismatch: "the signature does not match the message"
    case .noUserPresence: "the security key signed without a touch, so nobody is known to have been there"
    }
  }

  package var description: String { reason }
}
