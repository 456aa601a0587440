/// An expression ready to run: every part knows of which kind its values are.
indirect enum Step: Sendable {
  /// A column in one of its readings, by place among the expression's uses.
  case input(Int)
  /// A number, a text's place in the evaluator's own bytes, a truth or a null.
  case constant(Values)
  /// - Parameter kind: of the arguments that have to be of one kind.
  case apply(Kernel, Kind, [Step])

  /// Null, of whatever kind.
  static let null = Step.constant(Values(constant: .null))
}

/// What is done to columns of values. If a value is invalid or null, so is the result, but for the conditions and choices,
/// of which `RowExpression` tells.
enum Kernel: Sendable {
  case and, or, not, isNull
  case isTruth(Bool)
  case compare(Comparison)
  case isIn, between
  /// Whether no two values that are not null are equal.
  case allDistinct
  /// Whether a value is among literals.
  case member(Membership)
  case arithmetic(Arithmetic)
  /// A function of one or two numbers, or of more taken one after another; no finite number is invalid.
  case number(@Sendable (Double, Double) -> Double)
  case choice, coalesce, nullIf
  case length, trim, substring, join
  /// Joins what is not null.
  case concat
  case changeCase(toUpper: Bool)
  case text(TextSearch)
  /// With the pattern's place among those of the expression.
  case matches(Int)
  /// A text read as a number or as a date.
  case read(Kind)
  /// A number written as text.
  case writeNumber

  enum Comparison: Sendable { case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual }

  enum Arithmetic: Sendable { case plus, minus, times, over }

  enum TextSearch: Sendable { case like, start, end, anywhere }

  struct Membership: Sendable {
    /// Numbers, where there are as few as in most lists.
    let few: [Double]
    let many: Set<Double>
    let texts: CellSet
    /// Then a value that is not found may still be among them.
    let hasNull: Bool
  }
}
