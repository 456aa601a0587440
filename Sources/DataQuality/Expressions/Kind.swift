/// What values an expression has, as far as its text tells.
enum Kind: Sendable {
  case number
  case text
  /// A date or a date with a time, as seconds since 1970-01-01T00:00:00Z.
  case moment
  case truth
  /// A column as it stands: a number where a cell reads as a finite one, else text.
  case cell
  /// The literal NULL, which is of every kind.
  case null

  /// With its article, for messages.
  var name: String {
    switch self {
    case .number: "a number"
    case .text: "a text"
    case .moment: "a date"
    case .truth: "a condition"
    case .cell: "a column"
    case .null: "NULL"
    }
  }

  /// Whether it says what the values are.
  var isDefinite: Bool { self != .cell && self != .null }

  var hasNumbers: Bool { self == .number || self == .moment || self == .cell }
  var hasTexts: Bool { self == .text || self == .cell }

  /// What values of several kinds are read as: what the first that knows says.
  static func common(_ kinds: [Kind]) -> Kind {
    kinds.first { $0.isDefinite } ?? kinds.first { $0 == .cell } ?? .null
  }

  /// How to make a value of this kind.
  var hint: String? {
    switch self {
    case .number: "number(…) reads a text as a number"
    case .text: "text(…) writes a number as a text; texts stand in single quotes"
    case .moment: "date(…) and timestamp(…) read a text, for instance date('2024-01-31')"
    case .truth: "compare it with something, for instance … > 0, or say … = TRUE"
    case .cell, .null: nil
    }
  }
}
