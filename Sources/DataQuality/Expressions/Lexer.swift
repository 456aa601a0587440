import Core

/// The smallest parts of an expression's text, and where each begins.
struct Lexeme: Sendable {
  enum Token: Sendable, Equatable {
    case number(Double)
    case text(String)
    /// A bare name that is no keyword.
    case name(String)
    /// A name in double quotes or backticks: a column, whatever it looks like.
    case quoted(String)
    /// In capitals.
    case keyword(String)
    case symbol(String)
    case end
  }

  let token: Token
  /// Bytes before it.
  let place: Int
}

/// Takes an expression's text apart.
struct Lexer {
  private let bytes: [UInt8]
  private var index = 0

  static let keywords: Set<String> = [
    "AND", "OR", "NOT", "IS", "IN", "BETWEEN", "LIKE", "CASE", "WHEN", "THEN", "ELSE", "END", "NULL", "TRUE", "FALSE",
  ]
  private static let symbols = [
    "||", "==", "!=", "<>", "<=", ">=", "=", "<", ">", "+", "-", "*", "/", "%", "(", ")", ",",
  ]
  private static let aliases = ["==": "=", "!=": "<>"]

  private init(_ text: String) { bytes = Array(text.utf8) }

  static func lexemes(of text: String) throws(Failure) -> [Lexeme] {
    var lexer = Lexer(text)
    var found: [Lexeme] = []
    repeat { found.append(try lexer.next()) } while found.last?.token != .end
    return found
  }

  private mutating func next() throws(Failure) -> Lexeme {
    while index < bytes.count, [32, 9, 10, 13].contains(bytes[index]) { index += 1 }
    let start = index
    return Lexeme(token: try token(), place: start)
  }

  private mutating func token() throws(Failure) -> Lexeme.Token {
    guard index < bytes.count else { return .end }
    switch bytes[index] {
    case UInt8(ascii: "'"): return .text(try quoted("a text"))
    case UInt8(ascii: "\""), UInt8(ascii: "`"):
      let start = index
      let name = try quoted("a column's name")
      if name.isEmpty { throw .inExpression("a column's name is empty", at: start) }
      return .quoted(name)
    case UInt8(ascii: "."), 48...57: return try number()
    case let byte where Self.isNamePart(byte): return word()
    default: return try symbol()
    }
  }

  /// Up to the closing quote, of which two stand for one.
  private mutating func quoted(_ what: String) throws(Failure) -> String {
    let (start, quote) = (index, bytes[index])
    var text: [UInt8] = []
    index += 1
    while index < bytes.count {
      if bytes[index] == quote {
        guard index + 1 < bytes.count, bytes[index + 1] == quote else {
          index += 1
          return String(decoding: text, as: UTF8.self)
        }
        index += 1
      }
      text.append(bytes[index])
      index += 1
    }
    let mark = String(Unicode.Scalar(quote))
    throw .inExpression(
      "\(what) is not closed", at: start,
      hint: "it ends at the next \(mark); one that belongs to it is written twice")
  }

  private mutating func number() throws(Failure) -> Lexeme.Token {
    let start = index
    while index < bytes.count, Self.isNamePart(bytes[index]) || bytes[index] == UInt8(ascii: ".") || isExponentSign {
      index += 1
    }
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    let isDecimal = text.utf8.allSatisfy { (48...57).contains($0) || ".eE+-".utf8.contains($0) }
    guard isDecimal, let value = Double(text), value.isFinite else {
      throw .inExpression(
        "'\(text)' is no number", at: start, hint: "a name with a point in it or a digit first stands in double quotes")
    }
    return .number(value)
  }

  private var isExponentSign: Bool {
    (bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-"))
      && (bytes[index - 1] == UInt8(ascii: "e") || bytes[index - 1] == UInt8(ascii: "E"))
  }

  private mutating func word() -> Lexeme.Token {
    let start = index
    while index < bytes.count, Self.isNamePart(bytes[index]) { index += 1 }
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    let capitals = text.uppercased()
    return Self.keywords.contains(capitals) ? .keyword(capitals) : .name(text)
  }

  private mutating func symbol() throws(Failure) -> Lexeme.Token {
    let rest = bytes[index...]
    if rest.starts(with: "--".utf8) || rest.starts(with: "/*".utf8) {
      throw .inExpression("comments are not supported", at: index, hint: "minus a negative number is written - (-1)")
    }
    guard let symbol = Self.symbols.first(where: { rest.starts(with: $0.utf8) }) else {
      let found = String(Character(Unicode.Scalar(bytes[index])))
      throw .inExpression(
        "'\(found)' means nothing here", at: index,
        hint: found == ";" ? "an expression is one condition" : "names with other signs stand in double quotes")
    }
    index += symbol.utf8.count
    return .symbol(Self.aliases[symbol] ?? symbol)
  }

  /// Whether a name can be written without quotes.
  static func isBare(_ name: String) -> Bool {
    guard let first = name.utf8.first, !(48...57).contains(first) else { return false }
    return name.utf8.allSatisfy(isNamePart) && !keywords.contains(name.uppercased())
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, 65...90, 97...122, UInt8(ascii: "_"), 0x80...: true
    default: false
    }
  }
}

extension Failure {
  /// - Parameter place: bytes before it in the expression's text.
  static func inExpression(_ message: String, at place: Int, hint: String? = nil) -> Failure {
    Failure(.configuration, message, at: Place(column: place + 1), hint: hint)
  }
}
