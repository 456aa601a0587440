import Scan

extension RowEvaluator {
  /// - Parameter bytes: the chunk.
  mutating func run(_ step: Step, _ bytes: borrowing Span<UInt8>) -> Values {
    switch step {
    case .input(let index): return inputs[index]
    case .constant(let value): return value
    case .apply(let kernel, let kind, let steps):
      let arguments = steps.map { run($0, bytes) }
      let result = apply(kernel, kind, arguments, bytes)
      for (argument, step) in zip(arguments, steps) { giveBack(argument, of: step) }
      return result
    }
  }

  private mutating func apply(
    _ kernel: Kernel, _ kind: Kind, _ arguments: [Values], _ bytes: borrowing Span<UInt8>
  ) -> Values {
    let a = arguments[0]
    let b = arguments.count > 1 ? arguments[1] : Values(constant: .value)
    switch kernel {
    case .compare(let comparison): return compare(comparison, kind, a, b, bytes)
    case .arithmetic(.plus): return numbers(a, b) { $0 + $1 }
    case .arithmetic(.minus): return numbers(a, b) { $0 - $1 }
    case .arithmetic(.times): return numbers(a, b) { $0 * $1 }
    case .arithmetic(.over): return numbers(a, b) { $0 / $1 }
    case .number(let function):
      return fold(numbers(a, b, function), arguments.dropFirst(2)) { $0.numbers($1, $2, function) }
    case .and: return fold(truths(a, b, Truth.and), arguments.dropFirst(2)) { $0.truths($1, $2, Truth.and) }
    case .or: return fold(truths(a, b, Truth.or), arguments.dropFirst(2)) { $0.truths($1, $2, Truth.or) }
    case .not: return truths(a, b) { truth, _ in !truth }
    case .isNull: return truths(a, b) { state, _ in state == .invalid ? state : Truth(state == .null) }
    case .isTruth(let wanted):
      return truths(a, b) { truth, _ in truth == .invalid ? truth : Truth(truth == Truth(wanted)) }
    case .isIn:
      let first = compare(.equal, kind, a, b, bytes)
      return fold(first, arguments.dropFirst(2)) { evaluator, found, value in
        let equal = evaluator.compare(.equal, kind, a, value, bytes)
        defer { evaluator.giveBack(equal) }
        return evaluator.truths(found, equal, Truth.or)
      }
    case .between:
      let above = compare(.greaterOrEqual, kind, a, b, bytes)
      let below = compare(.lessOrEqual, kind, a, arguments[2], bytes)
      defer { giveBack(above, below) }
      return truths(above, below, Truth.and)
    case .allDistinct:
      var result = Values(constant: .true)
      for (index, value) in arguments.enumerated() {
        result = fold(result, arguments[..<index]) { evaluator, known, other in
          let equal = evaluator.compare(.equal, kind, value, other, bytes)
          defer { evaluator.giveBack(equal) }
          return evaluator.truths(known, equal) { Truth.and($0, $1 == .unknown ? .true : !$1) }
        }
      }
      return result
    case .member(let known): return member(a, known, kind, bytes)
    case .choice: return choice(arguments, kind)
    case .coalesce:
      // A copy of the last, which may be all there is.
      let last = arguments[arguments.count - 1]
      let start = select(last, last, kind, by: last) { _ in .first }
      return fold(start, arguments.dropLast().reversed()) { evaluator, rest, value in
        evaluator.select(value, rest, kind, by: value) { $0 == .null ? .second : .first }
      }
    case .nullIf:
      let equal = compare(.equal, kind, a, b, bytes)
      defer { giveBack(equal) }
      return select(Values(constant: .null), a, kind, by: equal) {
        $0 == .true ? .first : $0 == .invalid ? .invalid : .second
      }
    case .concat: return concat(arguments, bytes)
    default: return texts(kernel, arguments, bytes)
    }
  }

  /// Combines what is there with one argument after another.
  private mutating func fold(
    _ start: Values, _ rest: some Sequence<Values>, _ combine: (inout RowEvaluator, Values, Values) -> Values
  ) -> Values {
    var result = start
    for value in rest {
      let longer = combine(&self, result, value)
      giveBack(result)
      result = longer
    }
    return result
  }

  // MARK: Numbers and truths

  /// What is no finite number is invalid.
  @inline(__always)
  private mutating func numbers(_ a: Values, _ b: Values, _ function: (Double, Double) -> Double) -> Values {
    var result = take(.number, isConstant: a.isConstant && b.isConstant)
    for row in 0..<(result.isConstant ? 1 : rows) {
      let (x, y) = (row & a.mask, row & b.mask)
      let value = function(a.numbers[x], b.numbers[y])
      let state = max(a.states[x], b.states[y])
      result.numbers[row] = value
      result.states[row] = state == .value && !value.isFinite ? .invalid : state
    }
    return result
  }

  @inline(__always)
  private mutating func truths(_ a: Values, _ b: Values, _ function: (Truth, Truth) -> Truth) -> Values {
    var result = take(.truth, isConstant: a.isConstant && b.isConstant)
    for row in 0..<(result.isConstant ? 1 : rows) {
      result.states[row] = function(a.states[row & a.mask], b.states[row & b.mask])
    }
    return result
  }

  private mutating func member(
    _ a: Values, _ known: Kernel.Membership, _ kind: Kind, _ bytes: borrowing Span<UInt8>
  ) -> Values {
    var result = take(.truth, isConstant: a.isConstant)
    let missing: Truth = known.hasNull ? .unknown : .false
    for row in 0..<(result.isConstant ? 1 : rows) {
      guard a.states[row] == .value else {
        result.states[row] = a.states[row]
        continue
      }
      let isFound: Bool
      if kind == .text {
        let text = a.texts[row]
        isFound = text.isMade ? known.texts.contains(made.span, text.range) : known.texts.contains(bytes, text.range)
      } else {
        let number = a.numbers[row]
        isFound = known.many.isEmpty ? known.few.contains(number) : known.many.contains(number)
      }
      result.states[row] = isFound ? .true : missing
    }
    return result
  }

  // MARK: Choices

  private enum Choice { case first, second, invalid }

  /// Conditions and values by turns, then what else it is: from the last to the first, since the first that holds wins.
  private mutating func choice(_ arguments: [Values], _ kind: Kind) -> Values {
    var result = select(Values(constant: .null), arguments[arguments.count - 1], kind, by: Values(constant: .null)) {
      _ in
      .second
    }
    for index in stride(from: arguments.count - 3, through: 0, by: -2) {
      let next = select(arguments[index + 1], result, kind, by: arguments[index]) {
        $0 == .true ? .first : $0 == .invalid ? .invalid : .second
      }
      giveBack(result)
      result = next
    }
    return result
  }

  @inline(__always)
  private mutating func select(
    _ first: Values, _ second: Values, _ kind: Kind, by states: Values, _ choose: (Truth) -> Choice
  ) -> Values {
    var result = take(kind, isConstant: first.isConstant && second.isConstant && states.isConstant)
    for row in 0..<(result.isConstant ? 1 : rows) {
      let choice = choose(states.states[row & states.mask])
      let index = row & (choice == .first ? first.mask : second.mask)
      result.states[row] =
        choice == .invalid ? .invalid : choice == .first ? first.states[index] : second.states[index]
      if kind.hasNumbers { result.numbers[row] = choice == .first ? first.numbers[index] : second.numbers[index] }
      if kind.hasTexts { result.texts[row] = choice == .first ? first.texts[index] : second.texts[index] }
    }
    return result
  }
}
