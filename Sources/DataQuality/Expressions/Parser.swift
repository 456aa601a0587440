import Core

/// Makes a tree of an expression's text.
struct Parser {
  private let lexemes: [Lexeme]
  private var index = 0
  private var depth = 0

  /// How deep an expression may be nested, and how long its text may be in bytes.
  static let deepest = 256
  static let longest = 1 << 16

  static func parse(_ text: String) throws(Failure) -> ExpressionNode {
    guard text.utf8.count <= longest else {
      throw .inExpression(
        "the expression is longer than \(longest) bytes", at: longest, hint: "make several rules of it")
    }
    var parser = Parser(lexemes: try Lexer.lexemes(of: text))
    let root = try parser.expression(.condition)
    guard parser.token == .end else { throw parser.unexpected("the end or an operator") }
    return root
  }

  private init(lexemes: [Lexeme]) { self.lexemes = lexemes }

  private var token: Lexeme.Token { lexemes[index].token }
  private var place: Int { lexemes[index].place }

  private mutating func take(_ wanted: Lexeme.Token) -> Bool {
    guard token == wanted else { return false }
    index += 1
    return true
  }

  private mutating func expect(_ wanted: Lexeme.Token, _ what: String) throws(Failure) {
    guard take(wanted) else { throw unexpected(what) }
  }

  private func unexpected(_ wanted: String, hint: String? = nil) -> Failure {
    let found =
      switch token {
      case .number(let value): JSON.ecmaScript(value)
      case .text(let text): "the text '\(text)'"
      case .name(let name), .quoted(let name): "'\(name)'"
      case .keyword(let word): word
      case .symbol(let symbol): "'\(symbol)'"
      case .end: "the end"
      }
    return .inExpression("expected \(wanted), found \(found)", at: place, hint: hint)
  }

  private func make(_ name: String, _ arguments: [ExpressionNode], at place: Int) throws(Failure) -> ExpressionNode {
    guard let operation = Operation.all[name] else { throw .inExpression("'\(name)' is not known", at: place) }
    let node = ExpressionNode(.apply(operation, arguments), at: place)
    guard node.depth <= Self.deepest else { throw Self.tooDeep(at: place) }
    return node
  }

  private static func tooDeep(at place: Int) -> Failure {
    .inExpression("the expression is nested more than \(deepest) deep", at: place, hint: "make several rules of it")
  }

  /// - Parameter least: how tightly operators have to bind.
  private mutating func expression(_ least: Precedence) throws(Failure) -> ExpressionNode {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { throw Self.tooDeep(at: place) }
    var left = try operand(least)
    var isCompared = false
    while true {
      let place = place
      if case .keyword(let word) = token, word == "IS", least <= .comparison {
        index += 1
        left = try isWhat(left, at: place)
        continue
      }
      guard let (name, own) = infix, own >= least else { return left }
      if own == .comparison, isCompared {
        throw .inExpression(
          "a comparison of a comparison", at: place, hint: "write a < b AND b < c, or put one into parentheses")
      }
      isCompared = isCompared || own == .comparison
      if own == .or || own == .and {
        var terms = [left]
        while take(.keyword(name)) { terms.append(try expression(own.tighter)) }
        left = try make(name, terms, at: place)
      } else if case .symbol = token {
        index += 1
        left = try make(name, [left, expression(own.tighter)], at: place)
      } else {
        left = try predicate(left, at: place)
      }
    }
  }

  /// The operator that stands here between its operands, if one does.
  private var infix: (name: String, Precedence)? {
    switch token {
    case .symbol(let name), .keyword(let name):
      if ["NOT", "IN", "LIKE", "BETWEEN"].contains(name) { return (name, .comparison) }
      if case .infix(let own) = Operation.all[name]?.syntax { return (name, own) }
      return nil
    default: return nil
    }
  }

  private mutating func isWhat(_ left: ExpressionNode, at place: Int) throws(Failure) -> ExpressionNode {
    let isNegated = take(.keyword("NOT"))
    for word in ["NULL", "TRUE", "FALSE"] where take(.keyword(word)) {
      return try negated(isNegated, make("IS \(word)", [left], at: place), at: place)
    }
    throw unexpected("NULL, TRUE or FALSE behind IS", hint: "values are compared with =")
  }

  private mutating func predicate(_ left: ExpressionNode, at place: Int) throws(Failure) -> ExpressionNode {
    let isNegated = take(.keyword("NOT"))
    let tighter = Precedence.comparison.tighter
    let node: ExpressionNode
    if take(.keyword("IN")) {
      try expect(.symbol("("), "'(' behind IN")
      node = try make("IN", [left] + list(), at: place)
    } else if take(.keyword("LIKE")) {
      node = try make("LIKE", [left, expression(tighter)], at: place)
    } else if take(.keyword("BETWEEN")) {
      let low = try expression(tighter)
      try expect(.keyword("AND"), "AND and the upper end of BETWEEN")
      node = try make("BETWEEN", [left, low, expression(tighter)], at: place)
    } else {
      throw unexpected("IN, LIKE or BETWEEN behind NOT")
    }
    return try negated(isNegated, node, at: place)
  }

  private func negated(_ isNegated: Bool, _ node: ExpressionNode, at place: Int) throws(Failure) -> ExpressionNode {
    isNegated ? try make("NOT", [node], at: place) : node
  }

  /// Up to the closing parenthesis.
  private mutating func list() throws(Failure) -> [ExpressionNode] {
    var nodes: [ExpressionNode] = []
    repeat { nodes.append(try expression(.condition)) } while take(.symbol(","))
    try expect(.symbol(")"), "',' or ')'")
    return nodes
  }

  private mutating func operand(_ least: Precedence) throws(Failure) -> ExpressionNode {
    let place = place
    let token = token
    switch token {
    case .number(let value):
      index += 1
      return ExpressionNode(.number(value), at: place)
    case .text(let text):
      index += 1
      return ExpressionNode(.text(text), at: place)
    case .quoted(let name):
      index += 1
      return ExpressionNode(.column(name), at: place)
    case .name(let name):
      index += 1
      guard take(.symbol("(")) else { return ExpressionNode(.column(name), at: place) }
      return try call(name, at: place)
    case .keyword("NOT") where least <= .not:
      index += 1
      return try make("NOT", [expression(.not)], at: place)
    case .keyword("NOT"):
      throw .inExpression("NOT needs parentheses here", at: place, hint: "write (NOT …)")
    case .keyword("CASE"):
      index += 1
      return try choice(at: place)
    case .symbol("-"):
      index += 1
      return try make("minus", [expression(.unary)], at: place)
    case .symbol("("):
      index += 1
      let inner = try expression(.condition)
      try expect(.symbol(")"), "')' or an operator")
      return inner
    default:
      for (word, content) in Self.constants where take(.keyword(word)) { return ExpressionNode(content, at: place) }
      if case .keyword = token { throw unexpected("a value", hint: "as a column's name it stands in double quotes") }
      throw unexpected("a value")
    }
  }

  private static let constants: [(String, ExpressionNode.Content)] = [
    ("TRUE", .truth(true)), ("FALSE", .truth(false)), ("NULL", .null),
  ]

  private mutating func call(_ written: String, at place: Int) throws(Failure) -> ExpressionNode {
    let name = written.lowercased()
    guard let operation = Operation.all[name], case .call = operation.syntax else {
      let nearest = Spelling.nearest(to: name, among: Operation.functions)
      throw .inExpression(
        "there is no function '\(written)'", at: place,
        hint: nearest.map { "did you mean \($0)?" } ?? "functions: \(Operation.functions.joined(separator: ", "))")
    }
    let arguments = take(.symbol(")")) ? [] : try list()
    guard operation.count.contains(arguments.count) else {
      throw .inExpression("\(name) takes \(operation.arity), found \(arguments.count)", at: place)
    }
    return try make(name, arguments, at: place)
  }

  private mutating func choice(at place: Int) throws(Failure) -> ExpressionNode {
    var nodes: [ExpressionNode] = []
    while take(.keyword("WHEN")) {
      nodes.append(try expression(.condition))
      try expect(.keyword("THEN"), "THEN")
      nodes.append(try expression(.condition))
    }
    if nodes.isEmpty { throw unexpected("WHEN behind CASE", hint: "write CASE WHEN x = 1 THEN … ELSE … END") }
    nodes.append(take(.keyword("ELSE")) ? try expression(.condition) : ExpressionNode(.null, at: self.place))
    try expect(.keyword("END"), "WHEN, ELSE or END")
    return try make("CASE", nodes, at: place)
  }
}

extension Operation {
  /// How many arguments it takes, in words.
  fileprivate var arity: String {
    let (low, high) = (count.lowerBound, count.upperBound)
    let number = low == high ? "\(low)" : high == .max ? "at least \(low)" : "\(low) or \(high)"
    return "\(number) argument\(high == 1 || (low == 1 && high == .max) ? "" : "s")"
  }
}
