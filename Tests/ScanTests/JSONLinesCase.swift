import Core
import Scan
import Testing

/// A document and what has to be made of it, with the reason as its name.
struct JSONLinesCase: Sendable, CustomTestStringConvertible {
  enum Outcome: Sendable, Equatable {
    /// Each row's members: key, kind and text.
    case rows([String])
    /// The place, as line:column, and the message's beginning.
    case refused(String, String)
  }

  let name: String
  let document: [UInt8]
  let outcome: Outcome

  var testDescription: String { name }

  static func reads(_ name: String, _ text: String, _ rows: String...) -> JSONLinesCase {
    JSONLinesCase(name: name, document: Array(text.utf8), outcome: .rows(rows))
  }

  static func refuses(_ name: String, _ text: String, _ place: String, _ message: String) -> JSONLinesCase {
    refuses(name, bytes: Array(text.utf8), place, message)
  }

  static func refuses(_ name: String, bytes: [UInt8], _ place: String, _ message: String) -> JSONLinesCase {
    JSONLinesCase(name: name, document: bytes, outcome: .refused(place, message))
  }

  /// `{"a":"…"}` around bytes.
  static func inString(_ bytes: [UInt8]) -> [UInt8] { Array(#"{"a":""#.utf8) + bytes + Array(#""}"#.utf8) }
}

/// What a tokenizer makes of documents.
enum JSONLinesReading {
  static func rows(_ bytes: [UInt8]) throws(Failure) -> [String] {
    let span = bytes.span
    var tokenizer = JSONLinesTokenizer(at: JSONLinesTokenizer.start(of: span))
    var row = JSONRow()
    var rows: [String] = []
    do throws(JSONLinesTokenizer.Problem) {
      while try tokenizer.next(&row, span, until: bytes.count) {
        rows.append(row.members.map { text($0, bytes) }.joined(separator: ", "))
      }
    } catch {
      throw error.failure(in: "x.jsonl", lines: 0)
    }
    return rows
  }

  static func text(_ member: JSONRow.Member, _ bytes: [UInt8]) -> String {
    "\(string(member.key, member.isKeyEscaped, bytes)) \(member.kind) \(string(member.value, member.isValueEscaped, bytes))"
  }

  private static func string(_ range: Range<Int>, _ isEscaped: Bool, _ bytes: [UInt8]) -> String {
    if !isEscaped { return String(decoding: bytes[range], as: UTF8.self) }
    var text: [UInt8] = []
    JSONString.unescape(bytes.span, range, into: &text)
    return String(decoding: text, as: UTF8.self)
  }

  static func check(_ sample: JSONLinesCase) {
    do throws(Failure) {
      let found = try rows(sample.document)
      #expect(.rows(found) == sample.outcome)
    } catch {
      guard case .refused(let place, let message) = sample.outcome else {
        Issue.record("refused: \(error)")
        return
      }
      #expect(error.description.hasPrefix("x.jsonl:\(place): \(message)"), "\(error)")
      #expect(error.code == .malformedData)
      #expect(error.description.contains("\nhint: "))
    }
  }
}
