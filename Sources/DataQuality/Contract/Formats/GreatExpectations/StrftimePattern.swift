/// What Python's `datetime.strptime` accepts for a format, as a regular expression. It is looser than the name of the
/// format says: numbers may lack their leading zeros, and any space matches any other.
///
/// Source: CPython, Lib/_strptime.py (3.11), and the days that months have.
enum StrftimePattern {
  struct Unsupported: Error {
    let directive: String
  }

  static func regularExpression(_ format: String) -> Result<String, Unsupported> {
    var parts: [Part] = []
    var characters = Substring(format)
    while let character = characters.popFirst() {
      if character == "%" {
        guard let directive = characters.popFirst() else { return .failure(Unsupported(directive: "%")) }
        if directive == "%" {
          parts.append(.text("%"))
        } else if let part = directives[directive] {
          parts.append(part)
        } else {
          return .failure(Unsupported(directive: "%\(directive)"))
        }
      } else if character.isWhitespace {
        if case .pattern("\\s+")? = parts.last { continue }
        parts.append(.pattern("\\s+"))
      } else {
        parts.append(.text(RegularExpression.literal(String(character))))
      }
    }
    func written(_ replaced: [Field: String] = [:]) -> String {
      parts.map { $0.written(replaced) }.joined()
    }
    // Days that a month does not have.
    var impossible: [String] = []
    let fields = Set(parts.compactMap(\.field))
    if fields.isSuperset(of: [.month, .day]) {
      let short = "(?:11|0?[469]|\(names(of: [4, 6, 9, 11])))"
      let february = "(?:0?2|\(names(of: [2])))"
      impossible = [written([.month: short, .day: "31"]), written([.month: february, .day: "3[01]"])]
      // Without a year it is 1900, which was no leap year.
      let four = "[02468][048]|[13579][26]"
      impossible.append(
        written([
          .month: february, .day: "29", .year: "(?!(?:\(four))00|\\d\\d(?!00)(?:\(four)))\\d{4}",
          .shortYear: "(?!\(four))\\d\\d",
        ]))
    }
    let exclusions = impossible.map { "(?!\($0)\\z)" }.joined()
    return .success("(?i)\\A\(exclusions)\(written())\\z")
  }

  private enum Field: Hashable {
    case year
    case shortYear
    case month
    case day
  }

  private enum Part {
    case text(String)
    case pattern(String)
    case field(Field, String)

    var field: Field? { if case .field(let field, _) = self { field } else { nil } }

    func written(_ replaced: [Field: String]) -> String {
      switch self {
      case .text(let text), .pattern(let text): text
      case .field(let field, let pattern): "(?:\(replaced[field] ?? pattern))"
      }
    }
  }

  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
  ]

  private static let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

  /// Long and short, so that both may stand for a month.
  private static func names(of numbers: [Int]) -> String {
    numbers.map { "\(months[$0 - 1])|\(months[$0 - 1].prefix(3))" }.joined(separator: "|")
  }

  private static let directives: [Character: Part] = [
    "Y": .field(.year, "(?!0000)\\d{4}"), "y": .field(.shortYear, "\\d\\d"), "m": .field(.month, "1[0-2]|0?[1-9]"),
    "B": .field(.month, months.joined(separator: "|")),
    "b": .field(.month, months.map { String($0.prefix(3)) }.joined(separator: "|")),
    "d": .field(.day, "3[01]|[12]\\d|[0 ]?[1-9]"),
    "j": .pattern("(?:36[0-6]|3[0-5]\\d|[12]\\d\\d|0?[1-9]\\d|0?0?[1-9])"),
    "H": .pattern("(?:2[0-3]|[01]?\\d)"), "I": .pattern("(?:1[0-2]|[0 ]?[1-9])"), "M": .pattern("(?:[0-5]?\\d)"),
    "S": .pattern("(?:[0-5]?\\d)"), "f": .pattern("\\d{1,6}"), "p": .pattern("(?:am|pm)"),
    "A": .pattern("(?:\(weekdays.joined(separator: "|")))"),
    "a": .pattern("(?:\(weekdays.map { String($0.prefix(3)) }.joined(separator: "|")))"),
    "z": .pattern("(?:[+-]\\d\\d:?[0-5]\\d(?::?[0-5]\\d(?:\\.\\d{1,6})?)?|(?-i:Z))"),
  ]
}
