/// The keys of objects, numbered in the order they are first seen in. Rows mostly have the same keys in the same order,
/// so the key that followed the last time is compared first, byte by byte: one that matches needs no look for its end,
/// its escapes or its encoding. A kernel file.
package struct JSONKeys: Sendable {
  private struct Entry {
    /// In `text`.
    let start: Int
    let length: Int
    /// Whether its text between quotes is JSON as it stands.
    let isPlain: Bool
    /// The column that came after this one the last time.
    var follower: Int
    /// The row that it was last seen in.
    var row: Int
  }

  private var entries: [Entry] = []
  /// Every key with a closing quote behind it, filled up to whole words.
  private var text: [UInt8] = []
  private var columns: [[UInt8]: Int] = [:]
  private var sought: [UInt8] = []
  private var row = 0
  private var first = 0
  private var previous = -1

  package init() {}

  package var count: Int { entries.count }

  /// A key's text, which is UTF-8.
  package func bytes(_ column: Int) -> ArraySlice<UInt8> {
    text[entries[column].start..<entries[column].start + entries[column].length]
  }

  package func name(_ column: Int) -> String { String(decoding: bytes(column), as: UTF8.self) }

  /// The column of a key, which gets the next number if it has none.
  ///
  /// - Parameter key: UTF-8 without escapes.
  package mutating func column(_ key: some Sequence<UInt8>) -> Int {
    sought.removeAll(keepingCapacity: true)
    sought.append(contentsOf: key)
    return columnOfSought()
  }

  @inline(__always) mutating func beginRow() {
    row &+= 1
    previous = -1
  }

  /// The key of the row before that came after the one of the last call, if it stands here.
  ///
  /// - Parameter start: after the opening quote.
  @inline(__always) func guess(_ bytes: borrowing Span<UInt8>, _ start: Int) -> (column: Int, end: Int)? {
    let column = previous < 0 ? first : unsafe entries.span[unchecked: previous].follower
    guard column < entries.count else { return nil }
    let entry = unsafe entries.span[unchecked: column]
    var rest = entry.length &+ 1
    guard entry.isPlain, start &+ rest &+ 7 <= bytes.count else { return nil }
    var here = start
    var there = entry.start
    while rest >= 8 {
      if Word.load(bytes, here) != Word.load(text.span, there) { return nil }
      here &+= 8
      there &+= 8
      rest &-= 8
    }
    // What lies above the last bytes is shifted out.
    if rest > 0, (Word.load(bytes, here) ^ Word.load(text.span, there)) << UInt64((8 &- rest) &* 8) != 0 { return nil }
    return (column, start &+ entry.length)
  }

  /// Looks a key up that was not guessed.
  mutating func find(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>, isEscaped: Bool) -> Int {
    sought.removeAll(keepingCapacity: true)
    if isEscaped {
      JSONString.unescape(bytes, range, into: &sought)
    } else {
      for index in range { unsafe sought.append(bytes[unchecked: index]) }
    }
    return columnOfSought()
  }

  /// Says that a key came next in the row.
  ///
  /// - Returns: false when the row has it already.
  @inline(__always) mutating func pass(_ column: Int) -> Bool {
    let (before, row) = (previous, row)
    if before < 0 { first = column }
    previous = column
    var entries = entries.mutableSpan
    if before >= 0 { unsafe entries[unchecked: before].follower = column }
    if unsafe entries[unchecked: column].row == row { return false }
    unsafe entries[unchecked: column].row = row
    return true
  }

  private mutating func columnOfSought() -> Int {
    if let column = columns[sought] { return column }
    let column = entries.count
    let isPlain = !sought.contains { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }
    entries.append(
      Entry(start: text.count, length: sought.count, isPlain: isPlain, follower: column + 1, row: 0))
    text += sought
    text.append(UInt8(ascii: "\""))
    while text.count % 8 != 0 { text.append(0) }
    columns[sought] = column
    return column
  }
}
