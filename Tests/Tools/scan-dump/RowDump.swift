import Core
import Scan

/// What a tokenizer makes of JSON Lines, as JSON in ASCII for another program to compare with: a list of rows, each of
/// them its line and its members (key, kind, value; bytes in hexadecimal), or a string that says what is wrong.
enum RowDump {
  /// - Throws: when reading in pieces gives something else than reading at once.
  static func verdict(_ bytes: [UInt8], pieces: Int) throws(Failure) -> String {
    let whole = read(bytes, pieces: bytes.count + 1)
    guard read(bytes, pieces: pieces) == whole else {
      throw Failure(.fail, "in pieces of \(pieces) bytes other rows were read from \(hexadecimal(bytes))")
    }
    return whole
  }

  /// Reads pieces by tokenizers of their own, each from the first line that begins in its piece.
  private static func read(_ bytes: [UInt8], pieces: Int) -> String {
    let span = bytes.span
    var rows: [String] = []
    var lines = 0
    var row = JSONRow()
    let beginning = JSONLinesTokenizer.start(of: span)
    var start = beginning
    while start < bytes.count {
      let limit = min(start + pieces, bytes.count)
      var first = start
      while first > beginning, first < limit, bytes[first - 1] != UInt8(ascii: "\n") { first += 1 }
      var tokenizer = JSONLinesTokenizer(at: first)
      do throws(JSONLinesTokenizer.Problem) {
        while try tokenizer.next(&row, span, until: limit) {
          let members = row.members.map { member in "[\(text(member, row, bytes))]" }
          rows.append("[\(lines + row.line),[\(members.joined(separator: ","))]]")
        }
      } catch {
        return "\"\(hexadecimal(Array(error.failure(in: "x", lines: lines).description.utf8)))\""
      }
      lines += tokenizer.line
      start = limit
    }
    return "[\(rows.joined(separator: ","))]"
  }

  private static func text(_ member: JSONRow.Member, _ row: JSONRow, _ bytes: [UInt8]) -> String {
    let key = string(bytes, member.key, member.isKeyEscaped)
    precondition(key.elementsEqual(row.keys.bytes(member.column)), "a key has another's column")
    let value = string(bytes, member.value, member.isValueEscaped)
    return "\"\(hexadecimal(key))\",\"\(member.kind)\",\"\(hexadecimal(value))\""
  }

  private static func string(_ bytes: [UInt8], _ range: Range<Int>, _ isEscaped: Bool) -> [UInt8] {
    if !isEscaped { return Array(bytes[range]) }
    var text: [UInt8] = []
    JSONString.unescape(bytes.span, range, into: &text)
    return text
  }

  static func hexadecimal(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
