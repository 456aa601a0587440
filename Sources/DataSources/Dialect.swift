package import Core

/// What separates the cells of a file.
package struct Dialect: Sendable, Equatable {
  package let separator: UInt8

  package init(separator: UInt8) { self.separator = separator }

  /// - Parameter name: the character, or `tab`, `comma`, `semicolon`, `pipe`.
  /// - Throws: `usage` for what cannot separate.
  package init(named name: String) throws(Failure) {
    let names = ["tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"]
    let text = names[name] ?? name
    guard let byte = text.utf8.first, text.utf8.count == 1, byte < 0x7F, byte != UInt8(ascii: "\""),
      byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\r")
    else {
      throw Failure(
        .usage, "'\(name)' cannot separate cells", hint: "give one character, or tab, comma, semicolon or pipe")
    }
    separator = byte
  }

  private static let candidates = [UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: "|")]

  /// The candidate that all of the first rows have as often as the header, and at least once; a comma when several do
  /// or none does.
  ///
  /// - Parameter head: the file's first bytes.
  package init(detecting head: [UInt8]) {
    let rows = Self.rows(head)
    let fitting = Self.candidates.filter { candidate in
      let counts = rows.map { row in Self.count(candidate, in: row) }
      return counts.allSatisfy { $0 == counts[0] && $0 > 0 }
    }
    separator = fitting.contains(UInt8(ascii: ",")) ? UInt8(ascii: ",") : fitting.first ?? UInt8(ascii: ",")
  }

  /// The first rows, without a last one that may not be whole.
  private static func rows(_ head: [UInt8]) -> [ArraySlice<UInt8>] {
    var rows: [ArraySlice<UInt8>] = []
    var start = 0
    var isQuoted = false
    for (index, byte) in head.enumerated() {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      guard byte == UInt8(ascii: "\n"), !isQuoted else { continue }
      rows.append(head[start..<index])
      start = index + 1
      if rows.count == 50 { return rows }
    }
    return rows.isEmpty ? [head[...]] : rows
  }

  private static func count(_ separator: UInt8, in row: ArraySlice<UInt8>) -> Int {
    var isQuoted = false
    var count = 0
    for byte in row {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if byte == separator, !isQuoted { count += 1 }
    }
    return count
  }
}
