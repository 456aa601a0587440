import Core

/// A part of an expression: its tree as it was written. Operators and functions are one thing, an `Operation`.
struct ExpressionNode: Sendable, Equatable {
  enum Content: Sendable, Equatable {
    case number(Double)
    case text(String)
    case truth(Bool)
    case null
    case column(String)
    /// `CASE` has its conditions and values by turns, then what else it is.
    case apply(Operation, [ExpressionNode])
  }

  let content: Content
  /// Bytes before it in the expression's text.
  let place: Int
  /// How deep the tree is here.
  let depth: Int

  init(_ content: Content, at place: Int) {
    self.content = content
    self.place = place
    depth = if case .apply(_, let arguments) = content { 1 + (arguments.map(\.depth).max() ?? 0) } else { 1 }
  }

  /// Whatever the places.
  static func == (a: ExpressionNode, b: ExpressionNode) -> Bool { a.content == b.content }
}

extension ExpressionNode: CustomStringConvertible {
  var description: String { text(.condition) }

  /// - Parameter least: how tightly it has to bind to stand without parentheses.
  private func text(_ least: Precedence) -> String {
    let (text, own) = written
    return own < least ? "(\(text))" : text
  }

  private var written: (String, Precedence) {
    switch content {
    case .number(let value): (Self.number(value), .primary)
    case .text(let text): (Self.quote(text, "'"), .primary)
    case .truth(let value): (value ? "TRUE" : "FALSE", .primary)
    case .null: ("NULL", .primary)
    case .column(let name): (Lexer.isBare(name) ? name : Self.quote(name, "\""), .primary)
    case .apply(let operation, let arguments): Self.written(operation, arguments)
    }
  }

  private static func written(_ operation: Operation, _ arguments: [ExpressionNode]) -> (String, Precedence) {
    let name = operation.name
    switch operation.syntax {
    case .call:
      return ("\(name)(\(list(arguments)))", .primary)
    case .infix(let own):
      let sides = arguments.enumerated().map { index, node in
        node.text(index == 0 && own.groupsLeft ? own : own.tighter)
      }
      return (sides.joined(separator: " \(name) "), own)
    case .minus:
      let operand = arguments[0].text(.unary)
      return (operand.hasPrefix("-") ? "-(\(operand))" : "-\(operand)", .unary)
    case .not:
      if case .apply(let inner, let innerArguments) = arguments[0].content, case .predicate(let word) = inner.syntax {
        return (predicate(word, innerArguments, "NOT "), .comparison)
      }
      return ("NOT \(arguments[0].text(.not))", .not)
    case .predicate(let word):
      return (predicate(word, arguments, ""), .comparison)
    case .choice:
      var text = "CASE"
      for index in stride(from: 0, to: arguments.count - 1, by: 2) {
        text += " WHEN \(arguments[index]) THEN \(arguments[index + 1])"
      }
      if let other = arguments.last, other.content != .null { text += " ELSE \(other)" }
      return (text + " END", .primary)
    }
  }

  private static func predicate(_ word: Operation.Predicate, _ arguments: [ExpressionNode], _ not: String) -> String {
    let operands = arguments.map { $0.text(Precedence.comparison.tighter) }
    return switch word {
    case .isWhat(let what): "\(operands[0]) IS \(not)\(what)"
    case .isIn: "\(operands[0]) \(not)IN (\(list(arguments.dropFirst())))"
    case .between: "\(operands[0]) \(not)BETWEEN \(operands[1]) AND \(operands[2])"
    case .like: "\(operands[0]) \(not)LIKE \(operands[1])"
    }
  }

  private static func list(_ nodes: some Sequence<ExpressionNode>) -> String {
    nodes.map(\.description).joined(separator: ", ")
  }

  private static func number(_ value: Double) -> String { JSON.ecmaScript(value) }

  private static func quote(_ text: String, _ mark: Unicode.Scalar) -> String {
    let inner = text.unicodeScalars.map { $0 == mark ? "\(mark)\(mark)" : String($0) }
    return "\(mark)\(inner.joined())\(mark)"
  }
}

/// How tightly operators bind.
enum Precedence: Int, Sendable, Comparable {
  case condition, or, and, not, comparison, joining, sum, product, unary, primary

  static func < (a: Precedence, b: Precedence) -> Bool { a.rawValue < b.rawValue }

  var tighter: Precedence { Precedence(rawValue: rawValue + 1) ?? .primary }

  /// Whether `a - b - c` is `(a - b) - c`. Conditions joined by the same word are one list, and comparisons of
  /// comparisons need parentheses.
  var groupsLeft: Bool { self == .joining || self == .sum || self == .product }
}
