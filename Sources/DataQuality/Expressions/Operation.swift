/// An operator or a function: how it is written, what it takes, and what it gives. `all` is the one list of them.
///
/// What becomes of nulls is the kernel's to say: null if any argument is, where `Kernel` says nothing else.
struct Operation: Sendable, Equatable {
  enum Syntax: Sendable {
    case call
    case infix(Precedence)
    case minus
    case not
    case predicate(Predicate)
    case choice
  }

  /// What stands behind its first operand in words, with an optional NOT.
  enum Predicate: Sendable {
    case isWhat(String)
    case isIn
    case between
    case like
  }

  /// What an argument has to be.
  enum Parameter: Sendable {
    case kind(Kind)
    /// All arguments of this sort are of one kind.
    case same
    /// As `same`, for numbers and dates; numbers where nothing tells.
    case ordered
    /// Anything: only whether there is a value.
    case any
    /// What can be read as the kind, from text too.
    case readable(Kind)
    /// A regular expression in quotes.
    case pattern
  }

  enum Result: Sendable {
    case kind(Kind)
    /// What the arguments that are `same` or `ordered` are.
    case same
  }

  let name: String
  let syntax: Syntax
  let parameters: [Parameter]
  /// How many arguments it takes; the last parameter is that of all further ones.
  let count: ClosedRange<Int>
  let result: Result
  let kernel: Kernel

  static func == (a: Operation, b: Operation) -> Bool { a.name == b.name }

  func parameter(_ index: Int, of total: Int) -> Parameter {
    if case .choice = syntax { return index % 2 == 0 && index < total - 1 ? .kind(.truth) : .same }
    return parameters[min(index, parameters.count - 1)]
  }
}
