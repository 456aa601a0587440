import Core
import Glibc

extension Operation {
  /// By name.
  static let all: [String: Operation] = Dictionary(
    (operators + numeric + textual + moments + ofAnyKind).map { ($0.name, $0) }
  ) { first, _ in first }

  /// Those that are called by name.
  static let functions = all.values.filter { if case .call = $0.syntax { true } else { false } }.map(\.name).sorted()

  private static let many = 1...Int.max

  private static let operators: [Operation] = [
    .infix("OR", .or, .kind(.truth), .truth, .or, count: 2...Int.max),
    .infix("AND", .and, .kind(.truth), .truth, .and, count: 2...Int.max),
    Operation(
      name: "NOT", syntax: .not, parameters: [.kind(.truth)], count: 1...1, result: .kind(.truth), kernel: .not),
    .infix("=", .comparison, .same, .truth, .compare(.equal)),
    .infix("<>", .comparison, .same, .truth, .compare(.notEqual)),
    .infix("<", .comparison, .same, .truth, .compare(.less)),
    .infix("<=", .comparison, .same, .truth, .compare(.lessOrEqual)),
    .infix(">", .comparison, .same, .truth, .compare(.greater)),
    .infix(">=", .comparison, .same, .truth, .compare(.greaterOrEqual)),
    .predicate("IS NULL", .isWhat("NULL"), [.any], .isNull),
    .predicate("IS TRUE", .isWhat("TRUE"), [.kind(.truth)], .isTruth(true)),
    .predicate("IS FALSE", .isWhat("FALSE"), [.kind(.truth)], .isTruth(false)),
    .predicate("IN", .isIn, [.same, .same], .isIn, count: 2...Int.max),
    .predicate("BETWEEN", .between, [.same, .same, .same], .between),
    .predicate("LIKE", .like, [.kind(.text), .kind(.text)], .text(.like)),
    .infix("||", .joining, .kind(.text), .text, .join),
    .infix("+", .sum, .kind(.number), .number, .arithmetic(.plus)),
    .infix("-", .sum, .kind(.number), .number, .arithmetic(.minus)),
    .infix("*", .product, .kind(.number), .number, .arithmetic(.times)),
    .infix("/", .product, .kind(.number), .number, .arithmetic(.over)),
    .infix("%", .product, .kind(.number), .number, .number { x, y in x.truncatingRemainder(dividingBy: y) }),
    Operation(
      name: "minus", syntax: .minus, parameters: [.kind(.number)], count: 1...1, result: .kind(.number),
      kernel: .number { x, _ in -x }),
    Operation(
      name: "CASE", syntax: .choice, parameters: [], count: 3...Int.max, result: .same, kernel: .choice),
  ]

  private static let numeric: [Operation] = [
    .call("abs", .number) { x, _ in x.magnitude },
    .call("round", .number, count: 1...2, rounded),
    .call("floor", .number) { x, _ in x.rounded(.down) },
    .call("ceil", .number) { x, _ in x.rounded(.up) },
    .call("sqrt", .number) { x, _ in x.squareRoot() },
    .call("ln", .number) { x, _ in log(x) },
    .call("log10", .number) { x, _ in log10(x) },
    .call("exp", .number) { x, _ in exp(x) },
    .call("power", .number, count: 2...2) { x, y in pow(x, y) },
    .call("mod", .number, count: 2...2) { x, y in x.truncatingRemainder(dividingBy: y) },
  ]

  private static let textual: [Operation] = [
    .call("length", [.kind(.text)], .kind(.number), .length),
    .call("lower", [.kind(.text)], .kind(.text), .changeCase(toUpper: false)),
    .call("upper", [.kind(.text)], .kind(.text), .changeCase(toUpper: true)),
    .call("trim", [.kind(.text)], .kind(.text), .trim),
    .call("substring", [.kind(.text), .kind(.number), .kind(.number)], .kind(.text), .substring, count: 2...3),
    .call("concat", [.kind(.text)], .kind(.text), .concat, count: many),
    .call("starts_with", [.kind(.text), .kind(.text)], .kind(.truth), .text(.start)),
    .call("ends_with", [.kind(.text), .kind(.text)], .kind(.truth), .text(.end)),
    .call("contains", [.kind(.text), .kind(.text)], .kind(.truth), .text(.anywhere)),
    .call("matches", [.kind(.text), .pattern], .kind(.truth), .matches(0)),
  ]

  private static let moments: [Operation] = [
    .call("date", [.readable(.moment)], .kind(.moment), .number { x, _ in (x / 86_400).rounded(.down) * 86_400 }),
    .call("timestamp", [.readable(.moment)], .kind(.moment), .number { x, _ in x }),
    .call("year", [.kind(.moment)], .kind(.number), .number { x, _ in part(x, { $0.year }) }),
    .call("month", [.kind(.moment)], .kind(.number), .number { x, _ in part(x, { $0.month }) }),
    .call("day", [.kind(.moment)], .kind(.number), .number { x, _ in part(x, { $0.day }) }),
    .call(
      "days_between", [.kind(.moment), .kind(.moment)], .kind(.number),
      .number { x, y in (y / 86_400).rounded(.down) - (x / 86_400).rounded(.down) }),
  ]

  private static let ofAnyKind: [Operation] = [
    .call("least", [.ordered], .same, .number { x, y in min(x, y) }, count: 2...Int.max),
    .call("greatest", [.ordered], .same, .number { x, y in max(x, y) }, count: 2...Int.max),
    .call("coalesce", [.same], .same, .coalesce, count: many),
    .call("nullif", [.same, .same], .same, .nullIf),
    .call("all_distinct", [.same], .kind(.truth), .allDistinct, count: 2...Int.max),
    .call("number", [.readable(.number)], .kind(.number), .number { x, _ in x }),
    .call("text", [.readable(.text)], .kind(.text), .writeNumber),
  ]

  private static func part(_ seconds: Double, _ part: (CivilDate) -> Int) -> Double {
    CivilDate(of: seconds).map { Double(part($0)) } ?? .nan
  }

  /// Half away from zero. Digits have to be whole and at most 15 either way.
  private static func rounded(_ x: Double, _ digits: Double) -> Double {
    guard digits == digits.rounded(), digits.magnitude <= 15 else { return .nan }
    let scale = pow(10, digits.magnitude)
    let scaled = digits < 0 ? x / scale : x * scale
    guard scaled.isFinite else { return x }
    return digits < 0 ? scaled.rounded() * scale : scaled.rounded() / scale
  }
}

extension Operation {
  fileprivate static func infix(
    _ name: String, _ precedence: Precedence, _ parameter: Parameter, _ result: Kind, _ kernel: Kernel,
    count: ClosedRange<Int> = 2...2
  ) -> Operation {
    Operation(
      name: name, syntax: .infix(precedence), parameters: [parameter], count: count, result: .kind(result),
      kernel: kernel)
  }

  fileprivate static func predicate(
    _ name: String, _ word: Predicate, _ parameters: [Parameter], _ kernel: Kernel, count: ClosedRange<Int>? = nil
  ) -> Operation {
    let count = count ?? parameters.count...parameters.count
    return Operation(
      name: name, syntax: .predicate(word), parameters: parameters, count: count, result: .kind(.truth),
      kernel: kernel)
  }

  fileprivate static func call(
    _ name: String, _ parameters: [Parameter], _ result: Result, _ kernel: Kernel, count: ClosedRange<Int>? = nil
  ) -> Operation {
    Operation(
      name: name, syntax: .call, parameters: parameters, count: count ?? parameters.count...parameters.count,
      result: result, kernel: kernel)
  }

  fileprivate static func call(
    _ name: String, _ kind: Kind, count: ClosedRange<Int> = 1...1,
    _ function: @escaping @Sendable (Double, Double) -> Double
  ) -> Operation {
    .call(name, [.kind(kind)], .kind(kind), .number(function), count: count)
  }
}
