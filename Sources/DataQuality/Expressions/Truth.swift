/// What a condition says of a row: true, false, unknown or invalid. `RowExpression` tells when it is which.
///
/// The same four tell whether a row has a value at all: `unknown` is null, `invalid` has none, all else has one.
package struct Truth: Sendable, Equatable, Comparable, CustomStringConvertible {
  /// In the order of OR, whose result is the greatest.
  let code: UInt8

  package static let `false` = Truth(code: 0)
  package static let unknown = Truth(code: 1)
  package static let invalid = Truth(code: 2)
  package static let `true` = Truth(code: 3)

  /// What a value is marked with, in columns that hold more than conditions.
  static let value = `false`
  static let null = unknown

  @inline(__always) init(code: UInt8) { self.code = code }

  @inline(__always) init(_ holds: Bool) { code = holds ? 3 : 0 }

  @inline(__always) package static func < (a: Truth, b: Truth) -> Bool { a.code < b.code }

  @inline(__always) static func or(_ a: Truth, _ b: Truth) -> Truth { max(a, b) }

  /// The least, but for unknown and invalid, of which invalid is worse here too.
  @inline(__always) static func and(_ a: Truth, _ b: Truth) -> Truth {
    let least = min(a.code, b.code)
    return Truth(code: least == 1 && a.code ^ b.code == 3 ? 2 : least)
  }

  @inline(__always) static prefix func ! (a: Truth) -> Truth {
    Truth(code: a.code == 0 ? 3 : a.code == 3 ? 0 : a.code)
  }

  package var description: String {
    switch self {
    case .false: "false"
    case .unknown: "unknown"
    case .invalid: "invalid"
    default: "true"
    }
  }
}
