package import Core
import Tables

/// Comma-separated values (RFC 4180), or values separated by something else.
package struct CSVFormat: RowFormat {
  package let columns: [SourceColumn]
  package var checksText: Bool { false }
  private let separator: UInt8

  /// Reads the header.
  ///
  /// - Parameter head: the file's first bytes, the whole header among them.
  /// - Throws: as `CSV.parse` does for a header.
  init(header: [UInt8], name: String, separator: UInt8) throws(Failure) {
    columns = try CSV.parse(header, name: name, separator: separator).columns.map { SourceColumn($0.name) }
    self.separator = separator
  }

  package func reader() -> CSVTokenizer { CSVTokenizer(columns: columns.count, separator: separator, at: 0) }

  package func endOfRows(_ bytes: borrowing Span<UInt8>) -> Int {
    // Within quotes no row ends; a doubled quote leaves them and enters them again.
    let quotes = Word.repeating(UInt8(ascii: "\""))
    var count = 0
    var index = 0
    while index &+ 8 <= bytes.count {
      count &+= Word.matches(Word.load(bytes, index), quotes).nonzeroBitCount
      index &+= 8
    }
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "\"") { count += 1 }
      index += 1
    }
    var isQuoted = !count.isMultiple(of: 2)
    while index > 0 {
      let byte = bytes[index - 1]
      if byte == UInt8(ascii: "\n"), !isQuoted { return index }
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      index -= 1
    }
    return 0
  }

  /// The first byte after the header, and the line ends in it; nil when it does not end here.
  static func endOfHeader(_ bytes: borrowing Span<UInt8>) -> (end: Int, lines: Int)? {
    var isQuoted = false
    var lines = 0
    for index in 0..<bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      guard byte == UInt8(ascii: "\n") else { continue }
      lines += 1
      if !isQuoted { return (index + 1, lines) }
    }
    return nil
  }
}

extension CSVTokenizer: RowReader {
  package mutating func read(
    _ batch: inout CellBatch, rows: Int, _ bytes: borrowing Span<UInt8>, until limit: Int
  ) throws(RowProblem) -> Bool {
    do throws(Problem) {
      return try fill(&batch, rows: rows, bytes, until: limit)
    } catch {
      let columns = columns
      throw RowProblem { error.failure(in: $0, columns: columns, lines: $1) }
    }
  }
}

package typealias CSVScan = TextScan<CSVFormat>

extension TextScan where Format == CSVFormat {
  /// Reads the header.
  ///
  /// - Parameter chunkSize: bytes; the results of sums depend on it in their last digits.
  /// - Throws: as `CSV.parse` does for a header.
  package init(
    _ text: some TextStorage, name: String, separator: UInt8 = UInt8(ascii: ","), chunkSize: Int? = nil
  ) throws(Failure) {
    var size = 1 << 16
    while true {
      let head = try text.head(size)
      let end = CSVFormat.endOfHeader(head.span)
      if end == nil, head.count == size {
        size *= 4
        continue
      }
      let (body, lines) = end ?? (head.count, 0)
      let format = try CSVFormat(header: Array(head[..<body]), name: name, separator: separator)
      self.init(
        text, format, name: name, body: body, headerLines: lines,
        chunkSize: chunkSize ?? Self.usualChunkSize(columns: format.columns.count))
      return
    }
  }
}
