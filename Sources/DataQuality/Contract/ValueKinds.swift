import Scan

/// Some of the types that JSON's values have.
package struct ValueKinds: OptionSet, Sendable, Hashable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let null = ValueKinds(rawValue: 1)
  package static let boolean = ValueKinds(rawValue: 2)
  /// A number without a fraction, however it is written: 1.0 is one.
  package static let integer = ValueKinds(rawValue: 4)
  /// Any number, an integer too.
  package static let number = ValueKinds(rawValue: 8)
  package static let string = ValueKinds(rawValue: 16)
  package static let array = ValueKinds(rawValue: 32)
  package static let object = ValueKinds(rawValue: 64)

  package static let all: ValueKinds = [.null, .boolean, .integer, .number, .string, .array, .object]

  /// In the order in which people name them.
  static let named: [(name: String, kind: ValueKinds)] = [
    ("null", .null), ("boolean", .boolean), ("integer", .integer), ("number", .number), ("string", .string),
    ("array", .array), ("object", .object),
  ]

  /// The same, with what its members contain.
  var closed: ValueKinds { contains(.number) ? union(.integer) : self }

  var text: String {
    let told = contains(.number) ? subtracting(.integer) : self
    return Self.named.filter { told.contains($0.kind) }.map(\.name).joined(separator: " or ")
  }

  /// Whether a cell that is not null is of one of them.
  @inline(__always)
  func contain(_ cell: Cell, _ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool {
    switch cell.kind {
    case .null, .absent: contains(.null)
    case .boolean: contains(.boolean)
    case .string, .moment: contains(.string)
    case .number: contains(.number) || (contains(.integer) && Self.isWhole(bytes, range))
    case .structure: contains(bytes[range.lowerBound] == UInt8(ascii: "[") ? .array : .object)
    case .untyped:
      contains(.string) || (contains(.number) && Self.isNumber(bytes, range))
        || (contains(.integer) && Self.isWhole(bytes, range))
        || (contains(.boolean) && LogicalType.isBoolean(bytes, range))
    }
  }

  private static func isNumber(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool {
    if case .number = FastNumber.parse(bytes, range) { true } else { false }
  }

  private static func isWhole(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool {
    if case .number(let value) = FastNumber.parse(bytes, range) { value == value.rounded() } else { false }
  }
}
