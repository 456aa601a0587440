/// The members of one object of a JSON Lines file: positions only, text is not copied. Made once and used for every
/// row, as it also knows the keys of the rows before.
package struct JSONRow: Sendable {
  /// JSON's own types, which stay apart: `1`, `"1"`, `null`, `""` and a key that is absent all differ.
  package enum Kind: UInt8, Sendable {
    case null
    case boolean
    case number
    case string
    /// An object or an array.
    case structure
  }

  package struct Member: Sendable {
    /// The key between its quotes, and the value: a string between its quotes, all else as it stands, a structure
    /// with its brackets.
    package let key: Range<Int>
    package let value: Range<Int>
    /// Among `keys`.
    package let column: Int
    package let kind: Kind
    /// Whether the key, or the value that is a string, has to go through `JSONString.unescape` to be text.
    package let isKeyEscaped: Bool
    package let isValueEscaped: Bool
  }

  /// In the order of the row; no two have the same column.
  package private(set) var members: [Member] = []
  /// Line ends before the row.
  package private(set) var line = 0
  package internal(set) var keys: JSONKeys

  /// - Parameter keys: those that have a column already.
  package init(keys: JSONKeys = JSONKeys()) { self.keys = keys }

  @inline(__always) mutating func begin(line: Int) {
    members.removeAll(keepingCapacity: true)
    self.line = line
    keys.beginRow()
  }

  @inline(__always) mutating func append(_ member: Member) { members.append(member) }
}
