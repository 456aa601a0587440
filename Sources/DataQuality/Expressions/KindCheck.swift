import Core
import Scan

/// Finds out what every part of an expression is and makes steps of it, before any row is read.
struct KindCheck {
  private(set) var uses: [ColumnUse] = []
  /// The bytes of all literal texts.
  private(set) var literals: [UInt8] = []
  private(set) var patterns: [String] = []
  private(set) var problems: [Diagnostic] = []

  private mutating func report(_ message: String, at node: ExpressionNode, hint: String?) {
    problems.append(Diagnostic(message, at: Place(column: node.place + 1), hint: hint))
  }

  // MARK: Kinds

  /// What a part is, as far as it says so itself.
  private func kind(of node: ExpressionNode) -> Kind {
    switch node.content {
    case .number: .number
    case .text: .text
    case .truth: .truth
    case .null: .null
    case .column: .cell
    case .apply(let operation, let arguments):
      switch operation.result {
      case .kind(let kind): kind
      case .same: common(operation, arguments)
      }
    }
  }

  /// What those arguments are that have to be of one kind.
  private func common(_ operation: Operation, _ arguments: [ExpressionNode]) -> Kind {
    var isOrdered = false
    let kinds = arguments.enumerated().compactMap { index, node -> Kind? in
      switch operation.parameter(index, of: arguments.count) {
      case .same: return kind(of: node)
      case .ordered:
        isOrdered = true
        return kind(of: node)
      default: return nil
      }
    }
    let common = Kind.common(kinds)
    return isOrdered && !common.isDefinite ? .number : common
  }

  // MARK: Steps

  /// - Parameters:
  ///   - wanted: what it has to be; `cell` for whatever it is.
  ///   - user: what takes it, for messages.
  mutating func step(_ node: ExpressionNode, as wanted: Kind, for user: String) -> Step {
    let found = kind(of: node)
    if wanted.isDefinite, found.isDefinite, found != wanted {
      report("\(user) takes \(wanted.name) here, found \(told(node))", at: node, hint: wanted.hint)
      return .null
    }
    switch node.content {
    case .number(let value): return .constant(Values(constant: .value, number: value))
    case .truth(let value): return .constant(Values(constant: Truth(value)))
    case .null: return .null
    case .text(let text):
      let start = literals.count
      literals += text.utf8
      return .constant(Values(constant: .value, text: TextPlace(start..<literals.count, isMade: true)))
    case .column(let name): return use(name, Self.reading(wanted), node)
    case .apply(let operation, let arguments): return apply(operation, arguments, as: wanted, node)
    }
  }

  private mutating func use(_ column: String, _ reading: ColumnUse.Reading, _ node: ExpressionNode) -> Step {
    let use = ColumnUse(column: column, reading: reading, place: node.place)
    if let known = uses.firstIndex(of: use) { return .input(known) }
    uses.append(use)
    return .input(uses.count - 1)
  }

  private static func reading(_ kind: Kind) -> ColumnUse.Reading {
    switch kind {
    case .number: .number
    case .text: .text
    case .moment: .moment
    case .truth: .truth
    case .cell, .null: .cell
    }
  }

  private mutating func apply(
    _ operation: Operation, _ arguments: [ExpressionNode], as wanted: Kind, _ node: ExpressionNode
  ) -> Step {
    var shared = common(operation, arguments)
    if case .same = operation.result, !shared.isDefinite { shared = wanted }
    if case .ordered = operation.parameters.first, shared != .number, shared != .moment {
      report("\(operation.name) takes numbers or dates, found \(shared.name)", at: node, hint: Kind.number.hint)
      return .null
    }
    if case .isIn = operation.kernel, let known = membership(arguments.dropFirst(), shared) {
      let operand = step(arguments[0], as: shared, for: "IN")
      return .apply(.member(known), shared, [operand])
    }
    var kernel = operation.kernel
    var steps: [Step] = []
    for (index, argument) in arguments.enumerated() {
      switch operation.parameter(index, of: arguments.count) {
      case .kind(let kind): steps.append(step(argument, as: kind, for: operation.name))
      case .same, .ordered: steps.append(step(argument, as: shared, for: operation.name))
      case .any:
        if case .column(let name) = argument.content {
          steps.append(use(name, .nulls, argument))
        } else {
          steps.append(step(argument, as: .cell, for: operation.name))
        }
      case .readable(.text):
        if kind(of: argument) != .number { return step(argument, as: .text, for: operation.name) }
        steps.append(step(argument, as: .number, for: operation.name))
      case .readable(let kind): steps.append(readable(argument, as: kind, for: operation.name))
      case .pattern: kernel = pattern(argument, for: operation.name) ?? kernel
      }
    }
    return .apply(kernel, shared, steps)
  }

  /// What is a number or a date already, or a text that is to be read as one.
  private mutating func readable(_ node: ExpressionNode, as wanted: Kind, for user: String) -> Step {
    let found = kind(of: node)
    // A column of dates may have them as values; that its text reads as a number has to be said.
    guard found == .text || (found == .cell && wanted == .number) else { return step(node, as: wanted, for: user) }
    if case .text(let text) = node.content, Self.read(Array(text.utf8).span, 0..<text.utf8.count, as: wanted) == nil {
      report("'\(text)' is not \(wanted.name)", at: node, hint: wanted == .moment ? Self.momentHint : nil)
    }
    return .apply(.read(wanted), .text, [step(node, as: .text, for: user)])
  }

  private static let momentHint = "ISO 8601 has 2024-01-31, and 2024-01-31T12:30:00Z with a time"

  /// A text as a number or a date; nil when it is none.
  static func read(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>, as kind: Kind) -> Double? {
    if kind == .moment { return MomentText.parse(bytes, range) }
    if !range.isEmpty, case .number(let value) = FastNumber.parse(bytes, range) { return value }
    return nil
  }

  /// Literals of one kind, to be looked up; nil for what has to be compared one by one.
  private func membership(_ nodes: ArraySlice<ExpressionNode>, _ kind: Kind) -> Kernel.Membership? {
    guard kind == .number || kind == .text else { return nil }
    var numbers: [Double] = []
    var texts: [String] = []
    var hasNull = false
    for node in nodes {
      switch node.content {
      case .number(let value) where kind == .number: numbers.append(value)
      case .text(let text) where kind == .text: texts.append(text)
      case .null: hasNull = true
      case .apply(let operation, let operand):
        guard case .minus = operation.syntax, kind == .number, case .number(let value) = operand[0].content else {
          return nil
        }
        numbers.append(-value)
      default: return nil
      }
    }
    return Kernel.Membership(
      few: numbers.count <= 8 ? numbers : [], many: numbers.count <= 8 ? [] : Set(numbers), texts: CellSet(texts),
      hasNull: hasNull)
  }

  private mutating func pattern(_ node: ExpressionNode, for user: String) -> Kernel? {
    guard case .text(let text) = node.content else {
      report("\(user) takes a pattern in single quotes, found \(told(node))", at: node, hint: nil)
      return nil
    }
    if let problem = RegularExpression.problem(with: text) {
      report("the pattern '\(text)' is wrong: \(problem)", at: node, hint: nil)
      return nil
    }
    patterns.append(text)
    return .matches(patterns.count - 1)
  }

  /// A part of the expression and what it is, for messages.
  private func told(_ node: ExpressionNode) -> String {
    let text = node.description
    let short = text.count > 40 ? "\(text.prefix(39))…" : text
    switch kind(of: node) {
    case .number: return "the number \(short)"
    case .text: return "the text \(short)"
    case .moment: return "the date \(short)"
    case .truth: return "the condition \(short)"
    case .cell, .null: return short
    }
  }
}
