/// Where a cell's text lies, and what the file says that it is, in one word.
public struct Cell: BitwiseCopyable, Sendable, Equatable {
  /// Bits 0 to 30: where the text starts; bit 31: it is in the batch's own buffer and not in the chunk; bits 32 to 59: how
  /// long it is; bits 60 to 63: its kind.
  public let bits: UInt64

  public enum Kind: UInt8, Sendable {
    /// Text without a type, as in CSV: what it is, is for the reader to say.
    case untyped
    case null
    /// The row has no such member, as only JSON can have it.
    case absent
    case string
    case number
    case boolean
    /// A date or a time, written as ISO 8601 has it.
    case moment
    /// A list or an object, as its text.
    case structure
  }

  /// No cell may be as long, and none may begin as far into its chunk.
  static let limit = 1 << 28

  @inlinable @inline(__always) public init(_ start: Int, _ length: Int, _ kind: Kind, isAside: Bool = false) {
    bits =
      UInt64(truncatingIfNeeded: start) | UInt64(truncatingIfNeeded: length) << 32 | UInt64(kind.rawValue) << 60
      | (isAside ? 1 << 31 : 0)
  }

  /// Text without a type; without any text it is null.
  @inlinable @inline(__always) public init(untyped start: Int, _ end: Int) {
    let length = UInt64(truncatingIfNeeded: end &- start)
    bits = UInt64(truncatingIfNeeded: start) | length << 32 | (length == 0 ? 1 << 60 : 0)
  }

  public static let null = Cell(0, 0, .null)
  public static let absent = Cell(0, 0, .absent)

  @inlinable @inline(__always) public var isNull: Bool { (bits >> 60) &- 1 <= 1 }
  @inlinable @inline(__always) public var kind: Kind {
    Kind(rawValue: UInt8(truncatingIfNeeded: bits >> 60)) ?? .untyped
  }
  @inlinable @inline(__always) public var count: Int { Int(truncatingIfNeeded: bits >> 32 & 0xFFF_FFFF) }
  @inlinable @inline(__always) public var isAside: Bool { bits & 1 << 31 != 0 }
  @inlinable @inline(__always) public var range: Range<Int> {
    let start = Int(truncatingIfNeeded: bits & 0x7FFF_FFFF)
    return unsafe Range(uncheckedBounds: (start, start &+ count))
  }
}
