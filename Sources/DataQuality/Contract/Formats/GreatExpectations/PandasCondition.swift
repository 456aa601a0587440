import Core

/// A condition as `DataFrame.query` reads it, or in Great Expectations' own few words (`col("x") > 5`), in the words of
/// `RowExpression`. What does not translate is refused by name.
struct PandasCondition {
  struct Problem: Error {
    let message: String
  }

  enum Dialect {
    case pandas
    case greatExpectations
  }

  private enum Token: Equatable {
    case name(String)
    /// In backticks.
    case column(String)
    case text(String)
    case number(String)
    case symbol(String)
    case end
  }

  /// A part of the condition: what it is in the other words.
  private struct Part {
    let text: String
    var isTruth = false
  }

  private let dialect: Dialect
  private let tokens: [Token]
  private var index = 0
  private var depth = 0

  private init(_ text: String, _ dialect: Dialect) throws(Problem) {
    self.dialect = dialect
    tokens = try Self.tokens(of: text)
  }

  /// - Returns: the text of an expression.
  static func translated(_ text: String, _ dialect: Dialect) throws(Problem) -> String {
    var parser = try PandasCondition(text, dialect)
    let part = try parser.disjunction()
    guard parser.next == .end else { throw parser.unexpected() }
    return parser.truth(part)
  }

  // MARK: Tokens

  private static let symbols = [
    "==", "!=", "<=", ">=", "**", "//", "<", ">", "(", ")", "[", "]", ",", ".", "+", "-", "*", "/", "%", "&", "|", "~",
    "@",
  ]

  private static func tokens(of text: String) throws(Problem) -> [Token] {
    var tokens: [Token] = []
    var rest = Substring(text)
    while let first = rest.first {
      if first.isWhitespace {
        rest.removeFirst()
      } else if first == "'" || first == "\"" || first == "`" {
        rest.removeFirst()
        var quoted = ""
        while let character = rest.popFirst(), character != first {
          if character == "\\", first != "`" {
            guard let escaped = rest.popFirst(), "\\'\"".contains(escaped) else {
              throw Problem(message: "an escape in a text is not supported")
            }
            quoted.append(escaped)
          } else {
            quoted.append(character)
          }
          if rest.isEmpty { throw Problem(message: "a text does not end") }
        }
        tokens.append(first == "`" ? .column(quoted) : .text(quoted))
      } else if first.isNumber || (first == "." && rest.dropFirst().first?.isNumber == true) {
        var number = ""
        while let character = rest.first,
          character.isNumber || character == "." || character == "e" || character == "E"
            || ("+-".contains(character) && (number.last == "e" || number.last == "E"))
        {
          number.append(rest.removeFirst())
        }
        guard let value = Double(number), value.isFinite else {
          throw Problem(message: "'\(number)' is no number")
        }
        tokens.append(.number(number))
      } else if first.isLetter || first == "_" {
        let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        rest = rest.dropFirst(name.count)
        tokens.append(.name(String(name)))
      } else if let symbol = symbols.first(where: { rest.hasPrefix($0) }) {
        rest = rest.dropFirst(symbol.count)
        tokens.append(.symbol(symbol))
      } else {
        throw Problem(message: "'\(first)' is not supported")
      }
    }
    return tokens + [.end]
  }

  private var next: Token { tokens[min(index, tokens.count - 1)] }

  private mutating func take(_ words: String...) -> String? {
    switch next {
    case .name(let word), .symbol(let word):
      guard words.contains(word) else { return nil }
      index += 1
      return word
    default: return nil
    }
  }

  private mutating func expect(_ symbol: String) throws(Problem) {
    if take(symbol) == nil { throw unexpected() }
  }

  private func unexpected() -> Problem {
    switch next {
    case .end: Problem(message: "it ends early")
    case .name(let text), .column(let text), .text(let text), .number(let text), .symbol(let text):
      Problem(message: "'\(text)' is not supported here")
    }
  }

  // MARK: Grammar

  /// A part where a condition has to stand: a column of truth values by itself is one.
  private func truth(_ part: Part) -> String { part.isTruth ? part.text : "(\(part.text) IS TRUE)" }

  private mutating func disjunction() throws(Problem) -> Part {
    var parts = [try conjunction()]
    while take("or", "|") != nil { parts.append(try conjunction()) }
    return parts.count == 1 ? parts[0] : Part(text: ConditionText.any(parts.map(truth)), isTruth: true)
  }

  private mutating func conjunction() throws(Problem) -> Part {
    var parts = [try negation()]
    while take("and", "&") != nil { parts.append(try negation()) }
    return parts.count == 1 ? parts[0] : Part(text: ConditionText.all(parts.map(truth)), isTruth: true)
  }

  private mutating func negation() throws(Problem) -> Part {
    depth += 1
    defer { depth -= 1 }
    guard depth < 50 else { throw Problem(message: "it is nested too deeply") }
    guard take("not", "~") != nil else { return try comparison() }
    return Part(text: "(NOT \(truth(try negation())))", isTruth: true)
  }

  private mutating func comparison() throws(Problem) -> Part {
    var left = try sum()
    var parts: [String] = []
    while true {
      if let sign = take("==", "!=", "<=", ">=", "<", ">") {
        let right = try sum()
        if left.isTruth || right.isTruth { throw Problem(message: "a comparison of conditions is not supported") }
        parts.append(ConditionText.comparison(left.text, sign, right.text))
        left = right
      } else if next == .name("in") || (next == .name("not") && tokens[index + 1] == .name("in")) {
        let isNegated = take("not") != nil
        index += 1
        parts.append(ConditionText.membership(left.text, in: try list(), isNegated: isNegated))
      } else {
        break
      }
    }
    return parts.isEmpty ? left : Part(text: ConditionText.all(parts), isTruth: true)
  }

  private mutating func sum() throws(Problem) -> Part {
    var left = try product()
    while let sign = take("+", "-") { left = Part(text: "(\(left.text) \(sign) \(try product().text))") }
    return left
  }

  private mutating func product() throws(Problem) -> Part {
    var left = try factor()
    while let sign = take("*", "/", "%") { left = Part(text: "(\(left.text) \(sign) \(try factor().text))") }
    return left
  }

  private mutating func factor() throws(Problem) -> Part {
    if take("-") != nil { return Part(text: "(-\(try factor().text))") }
    var part = try primary()
    while take(".") != nil { part = try method(of: part) }
    return part
  }

  private mutating func primary() throws(Problem) -> Part {
    let token = next
    index += 1
    switch token {
    case .number(let text): return Part(text: text)
    case .text(let text): return Part(text: ConditionText.text(text))
    case .column(let name): return Part(text: ConditionText.column(name))
    case .name("True"): return Part(text: "TRUE")
    case .name("False"): return Part(text: "FALSE")
    case .name(let name):
      if next == .symbol("(") { return try call(name) }
      if ["None", "and", "or", "in", "not"].contains(name) || dialect == .greatExpectations { break }
      return Part(text: ConditionText.column(name))
    case .symbol("("):
      let part = try disjunction()
      try expect(")")
      return part
    default: break
    }
    index -= 1
    throw unexpected()
  }

  /// `col("x")`, `date("2024-01-31")`.
  private mutating func call(_ function: String) throws(Problem) -> Part {
    guard dialect == .greatExpectations, function == "col" || function == "date" else {
      throw Problem(message: "the function '\(function)' is not supported")
    }
    try expect("(")
    guard case .text(let text) = next else { throw unexpected() }
    index += 1
    try expect(")")
    return Part(text: function == "col" ? ConditionText.column(text) : "date(\(ConditionText.text(text)))")
  }

  private mutating func method(of part: Part) throws(Problem) -> Part {
    guard case .name(let name) = next else { throw unexpected() }
    index += 1
    switch name.lowercased() {
    case "isnull", "isna", "notnull", "notna":
      try expect("(")
      try expect(")")
      return Part(text: ConditionText.nullity(part.text, isNull: name.hasPrefix("is")), isTruth: true)
    case "isin":
      try expect("(")
      let values = try list()
      try expect(")")
      return Part(text: ConditionText.membership(part.text, in: values, isNegated: false), isTruth: true)
    default: throw Problem(message: "the method '\(name)' is not supported")
    }
  }

  private mutating func list() throws(Problem) -> [String] {
    let isTuple = next == .symbol("(")
    try expect(isTuple ? "(" : "[")
    var values: [String] = []
    while take(isTuple ? ")" : "]") == nil {
      if !values.isEmpty { try expect(",") }
      values.append(try factor().text)
    }
    return values
  }
}
