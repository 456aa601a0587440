/// Finds the members of the objects of JSON Lines: one object a line, as RFC 8259 has them and nothing besides; what
/// deviates is refused with its place. Lines of white space only are passed over.
///
/// Stricter than RFC 8259 where it leaves a choice: an object names no key twice, as readers differ in which value they
/// take; strings are Unicode text, so half a surrogate pair is refused; structures nest to `deepest`. Numbers of any
/// size are accepted as they stand.
package struct JSONLinesTokenizer {
  /// How many structures may lie in each other, a row's own object being the first.
  package static let deepest = 512

  /// Where the next line begins.
  package private(set) var position: Int
  /// Line ends passed so far.
  package private(set) var line = 0
  var lineStart = 0
  /// For each structure that is open within a row's value, whether it is an object.
  var nesting: [Bool] = []

  package init(at position: Int) { self.position = position }

  /// Where a file's first line begins: after its byte-order mark, if it has one.
  package static func start(of file: borrowing Span<UInt8>) -> Int { isByteOrderMark(file, 0) ? 3 : 0 }

  static let newline = UInt8(ascii: "\n")
  static let quote = UInt8(ascii: "\"")

  static func isByteOrderMark(_ bytes: borrowing Span<UInt8>, _ index: Int) -> Bool {
    index + 3 <= bytes.count && bytes[index] == 0xEF && bytes[index + 1] == 0xBB && bytes[index + 2] == 0xBF
  }

  /// Reads the next row whose line begins before `limit`, to its end wherever that is.
  ///
  /// - Returns: false when no row was left.
  package mutating func next(
    _ row: inout JSONRow, _ bytes: borrowing Span<UInt8>, until limit: Int
  ) throws(Problem) -> Bool {
    let end = bytes.count
    while position < min(limit, end) {
      lineStart = position
      var index = skipSpace(bytes, position)
      if index < end, bytes[index] != Self.newline {
        row.begin(line: line)
        index = skipSpace(bytes, try object(&row, bytes, index))
        guard index == end || bytes[index] == Self.newline else { throw problem(.textAfterObject, index) }
        endLine(index, end)
        return true
      }
      endLine(index, end)
    }
    return false
  }

  @inline(__always) private mutating func endLine(_ index: Int, _ end: Int) {
    position = index
    if index < end {
      position += 1
      line += 1
    }
  }

  /// - Returns: the index after the object.
  @inline(__always) private mutating func object(
    _ row: inout JSONRow, _ bytes: borrowing Span<UInt8>, _ opening: Int
  ) throws(Problem) -> Int {
    guard bytes[opening] == UInt8(ascii: "{") else {
      throw problem(Self.isByteOrderMark(bytes, opening) ? .byteOrderMark : .expectedObject, opening)
    }
    var index = skipSpace(bytes, opening &+ 1)
    if byte(bytes, index) == UInt8(ascii: "}") { return index &+ 1 }
    while true {
      index = skipSpace(bytes, try member(&row, bytes, index))
      let next = byte(bytes, index)
      if next == UInt8(ascii: "}") { return index &+ 1 }
      guard next == UInt8(ascii: ",") else { throw expected(.expectedComma(inObject: true), bytes, index) }
      let comma = index
      index = skipSpace(bytes, index &+ 1)
      if byte(bytes, index) == UInt8(ascii: "}") { throw problem(.trailingComma, comma) }
    }
  }

  /// - Returns: the index after the value.
  @inline(__always) private mutating func member(
    _ row: inout JSONRow, _ bytes: borrowing Span<UInt8>, _ start: Int
  ) throws(Problem) -> Int {
    guard byte(bytes, start) == Self.quote else { throw expected(.expectedKey, bytes, start) }
    let column: Int
    let keyEnd: Int
    var isKeyEscaped = false
    if let guess = row.keys.guess(bytes, start &+ 1) {
      (column, keyEnd) = guess
    } else {
      keyEnd = try string(bytes, start, &isKeyEscaped)
      column = row.keys.find(bytes, start &+ 1..<keyEnd, isEscaped: isKeyEscaped)
    }
    if !row.keys.pass(column) { throw problem(.repeatedKey(row.keys.name(column)), start) }
    let index = try colon(bytes, keyEnd &+ 1)
    var isValueEscaped = false
    let kind: JSONRow.Kind
    var value = index
    var valueEnd: Int
    var end: Int
    let first = byte(bytes, index)
    switch first {
    case Self.quote:
      kind = .string
      value = index &+ 1
      valueEnd = try string(bytes, index, &isValueEscaped)
      end = valueEnd &+ 1
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      kind = .number
      valueEnd = try number(bytes, index)
      end = valueEnd
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      kind = .structure
      valueEnd = try structure(bytes, index)
      end = valueEnd
    default:
      kind = first == UInt8(ascii: "n") ? .null : .boolean
      valueEnd = try word(bytes, index)
      end = valueEnd
    }
    row.append(
      JSONRow.Member(
        key: unsafe Range(uncheckedBounds: (start &+ 1, keyEnd)),
        value: unsafe Range(uncheckedBounds: (value, valueEnd)), column: column, kind: kind,
        isKeyEscaped: isKeyEscaped, isValueEscaped: isValueEscaped))
    return end
  }

  /// The colon after a key.
  ///
  /// - Returns: where the value begins.
  @inline(__always) func colon(_ bytes: borrowing Span<UInt8>, _ start: Int) throws(Problem) -> Int {
    let index = skipSpace(bytes, start)
    guard byte(bytes, index) == UInt8(ascii: ":") else { throw expected(.expectedColon, bytes, index) }
    return skipSpace(bytes, index &+ 1)
  }

  /// The byte at an index; at the end one that belongs nowhere outside a string.
  @inline(__always) func byte(_ bytes: borrowing Span<UInt8>, _ index: Int) -> UInt8 {
    index < bytes.count ? unsafe bytes[unchecked: index] : 0
  }

  /// Passes over white space but line ends, which end the row.
  @inline(__always) func skipSpace(_ bytes: borrowing Span<UInt8>, _ start: Int) -> Int {
    let first = byte(bytes, start)
    if first > UInt8(ascii: " ") || first == Self.newline { return start }
    if first == UInt8(ascii: " "), byte(bytes, start &+ 1) > UInt8(ascii: " ") { return start &+ 1 }
    return skipLongSpace(bytes, start)
  }

  private func skipLongSpace(_ bytes: borrowing Span<UInt8>, _ start: Int) -> Int {
    var index = start
    let (spaces, tabs) = (Word.repeating(UInt8(ascii: " ")), Word.repeating(UInt8(ascii: "\t")))
    let returns = Word.repeating(UInt8(ascii: "\r"))
    while index &+ 8 <= bytes.count {
      let word = Word.load(bytes, index)
      let others = ~(Word.matches(word, spaces) | Word.matches(word, tabs) | Word.matches(word, returns) | Word.low)
      if others != 0 { return index &+ others.trailingZeroBitCount >> 3 }
      index &+= 8
    }
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): index += 1
      default: return index
      }
    }
    return index
  }
}
