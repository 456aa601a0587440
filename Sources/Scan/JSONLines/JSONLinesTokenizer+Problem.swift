package import Core

extension JSONLinesTokenizer {
  /// What is wrong, and where.
  package struct Problem: Error, Equatable {
    let reason: Reason
    /// Line ends before it.
    package let line: Int
    /// In its line, in bytes, counted from 1.
    package let column: Int
  }

  enum Reason: Error, Equatable {
    case byteOrderMark
    case expectedObject
    case textAfterObject
    case lineEnds
    case fileEnds
    case expectedKey
    case repeatedKey(String)
    case expectedColon
    case expectedComma(inObject: Bool)
    case trailingComma
    case tooDeep
    case expectedValue
    case notFinite
    case expectedDigit
    case leadingZero
    case unclosedString
    case controlCharacter(UInt8)
    case unknownEscape
    case badCodeUnit
    case loneSurrogate
    case notUTF8(UInt8)
  }

  @inline(never) func problem(_ reason: Reason, _ index: Int) -> Problem {
    Problem(reason: reason, line: line, column: index - lineStart + 1)
  }

  /// What is missing at an index; that the line or the file ends there tells more.
  @inline(never) func expected(_ reason: Reason, _ bytes: borrowing Span<UInt8>, _ index: Int) -> Problem {
    if index == bytes.count { return problem(.fileEnds, index) }
    return problem(bytes[index] == Self.newline ? .lineEnds : reason, index)
  }
}

extension JSONLinesTokenizer.Problem {
  /// - Parameter lines: line ends before the chunk.
  package func failure(in file: String, lines: Int) -> Failure {
    let (message, hint) = reason.text
    return Failure(
      .malformedData, message, at: Place(file: file, line: lines + line + 1, column: column), hint: hint)
  }
}

extension JSONLinesTokenizer.Reason {
  fileprivate var text: (String, hint: String) {
    switch self {
    case .byteOrderMark: ("a byte-order mark within the file", "remove it where files were joined")
    case .expectedObject: ("expected an object", "write each row as an object on a line of its own")
    case .textAfterObject: ("text after the object", "write each object on a line of its own")
    case .lineEnds: ("the line ends within an object", "write each object on a line of its own")
    case .fileEnds: ("the file ends within an object", "look whether the file was cut off")
    case .expectedKey: ("expected a key", "write keys in double quotes")
    case .repeatedKey(let key): ("the object has the key '\(key)' twice", "rename or drop one of them")
    case .expectedColon: ("expected a colon", "put one between a key and its value")
    case .expectedComma(let inObject):
      ("expected a comma or \(inObject ? "}" : "]")", "put commas between the \(inObject ? "members" : "elements")")
    case .trailingComma: ("a comma after the last value", "remove it")
    case .tooDeep:
      ("more than \(JSONLinesTokenizer.deepest) objects and arrays within each other", "write deep values as strings")
    case .expectedValue:
      ("expected a value", "write null, true, false, a number, a string in double quotes, an object or an array")
    case .notFinite: ("NaN and infinity are no JSON numbers", "write null where there is no number")
    case .expectedDigit: ("expected a digit", "write numbers such as 0.5, -1 or 2e-3")
    case .leadingZero: ("a number begins with a zero", "write codes such as 007 in double quotes")
    case .unclosedString: ("a string is never closed", "close it with \", and write line ends in it as \\n")
    case .controlCharacter(let byte):
      ("a control character 0x\(byte < 16 ? "0" : "")\(String(byte, radix: 16)) in a string", Self.hint(escaping: byte))
    case .unknownEscape: ("an unknown escape in a string", "write a backslash as \\\\")
    case .badCodeUnit: ("\\u without four hexadecimal digits", "write a backslash as \\\\")
    case .loneSurrogate: ("half a surrogate pair in a string", "write both halves, such as \\ud83d\\ude00")
    case .notUTF8(let byte):
      (
        "not UTF-8: a stray byte 0x\(String(byte, radix: 16))",
        "save the file as UTF-8, for instance with: iconv -f latin1 -t utf8"
      )
    }
  }

  private static func hint(escaping byte: UInt8) -> String {
    switch byte {
    case 0x08: "write it as \\b"
    case 0x09: "write it as \\t"
    case 0x0C: "write it as \\f"
    case 0x0D: "write it as \\r"
    default: "write it as \\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))"
    }
  }
}
