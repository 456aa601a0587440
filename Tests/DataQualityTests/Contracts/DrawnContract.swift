import Core
import DataQuality
import Drift

/// Contracts over the whole model of rules, drawn: every test with every kind of argument, limit, condition and name.
struct DrawnContract {
  private var state: UInt64

  init(seed: Int) { state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1 }

  // MARK: - Dice

  private mutating func next(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(bound))
  }

  private mutating func flip() -> Bool { next(2) == 0 }

  private mutating func one<Element>(of elements: [Element]) -> Element { elements[next(elements.count)] }

  private mutating func some<Element>(of elements: [Element]) -> [Element] {
    (0...next(3)).map { _ in one(of: elements) }
  }

  // MARK: - Names, texts, numbers

  static let texts = [
    "a", "no", "null", "NULL", "~", "true", "1e3", "1", "0x1F", "01", "-", "- x", "#", "a # b", "a: b", "it's", "\"q\"",
    "{x}",
    "[y", "&a", "*b", "!c", "%d", "@e", "`f`", "|", ">", "line\nbreak", "tab\t", "\r", "\u{1}", "\u{7F}", "日本", "é",
    "e\u{301}",
    "😀", "\u{202E}x", "\u{2028}", "\u{FEFF}", " lead", "trail ", "a.b", "a/b", "a,b", "x#/y", "\\", "'", "''", "---",
    "...",
    "<<", "=", "key: [1, 2", "a very long name that goes on and on, with commas and : colons, beyond any line's width",
  ]
  private static let patterns = ["^x", "a|b", "\\d{2,3}: #", "[\"']", "(?i)é", "\\s+$", "'", "{", "^[A-Z]\\\\$"]
  private static let shapes = [
    "yyyy-MM-dd HH:mm", "dd.MM.yyyy", "yyyyMMdd'T'HHmmssSSSX", "MM/dd/yyyy", "yyyy-MM-dd'at #'HH:mm:ss",
  ]

  private mutating func text() -> String { one(of: Self.texts) }

  private mutating func number() -> Double {
    one(of: [0, 1, -1, 0.1, 1e-9, 1e300, -2.5, 12_345_678_901_234_567_168, 9_007_199_254_740_992, 3, 50, 99.9, .pi])
  }

  private mutating func maybe() -> Double? { flip() ? number() : nil }

  /// Seconds that each of the shapes can say: midnights.
  private mutating func moment() -> Double { Double(next(60_000) - 20_000) * 86_400 }

  private mutating func pattern() -> DatePattern { DatePattern(one(of: Self.shapes)) ?? .date }

  private mutating func momentType() -> LogicalType {
    one(of: [.date(.date), .timestamp(.timestamp), .date(pattern()), .timestamp(pattern())])
  }

  private mutating func anyType() -> LogicalType {
    one(of: [.string, .integer, .number, .boolean, momentType(), .time(.time)])
  }

  // MARK: - The contract

  /// - Parameters:
  ///   - test: which of the cases the first rule has.
  mutating func contract(with test: Int) -> DataContract {
    var names: [String] = []
    while names.count < 4 {
      let name = text()
      if !names.contains(name) { names.append(name) }
    }
    var columns: [DataContract.Column] = []
    var rules: [ContractRule] = []
    for name in names.dropLast(next(2)) {
      let type = next(4) == 0 ? nil : anyType()
      let isUnique = next(4) == 0
      columns.append(DataContract.Column(name: name, type: type, isUnique: isUnique, isPrivate: next(4) == 0))
      // What a property demands by itself.
      let (nulls, whenEmpty) = defaults()
      if type == .integer, next(3) == 0 {
        let width = one(of: IntegerFormat.allCases.filter(\.isWide))
        rules.append(
          ContractRule(kind: "format", columns: [name], test: .isNotOfWidth(width), nulls: nulls, whenEmpty: whenEmpty))
      } else if let type, type != .string {
        rules.append(
          ContractRule(kind: "type", columns: [name], test: .isNotOfType(type), nulls: nulls, whenEmpty: whenEmpty))
      }
      if isUnique {
        rules.append(
          ContractRule(
            kind: "unique", columns: [name], test: .isDuplicate(.later), nulls: nulls, whenEmpty: whenEmpty))
      }
    }
    for index in 0..<(1 + next(12)) { rules.append(rule(index == 0 ? test : next(Self.cases), names, columns)) }
    var tables: [String: String] = [:]
    for rule in rules {
      switch rule.test {
      case .isNotFound(let key), .isFound(let key): tables[key.table] = "\(key.table).csv"
      case .value(.rowCountDifference(let table)), .isAnomalous(.rowCountDifference(let table), _):
        tables[table] = "\(table).csv"
      case .value(.rowCountRatio(let table?)), .isAnomalous(.rowCountRatio(let table?), _):
        tables[table] = "\(table).csv"
      case .value(.drift(let drift)), .isAnomalous(.drift(let drift), _):
        if let table = drift.table { tables[table] = "\(table).csv" }
      default: break
      }
    }
    return DataContract(
      name: text(), file: "drawn", columns: columns,
      rules: rules.enumerated().sorted { ($0.offset % 3) < ($1.offset % 3) }
        .map(\.element), tables: tables)
  }

  private mutating func defaults() -> (ContractRule.Nulls, Verdict) {
    next(3) > 0 ? (.ignored, .hold) : (one(of: ContractRule.Nulls.allCases), one(of: Verdict.allCases))
  }

  private mutating func rule(_ test: Int, _ names: [String], _ known: [DataContract.Column]) -> ContractRule {
    let column = one(of: names)
    let (test, columns) = self.test(test, column, names, known)
    let (nulls, whenEmpty) = defaults()
    let isPlain = flip()
    // Names of other formats, ours, and the standard's, whether they fit or not.
    let kind = one(of: [
      "expect_something", "required", "minimum", "pattern", "unique", "range", "primaryKey", "nullValues", "foreignKey",
      "rowCount", "format", "latency", "freshness", "notConstant", "validValues", "type",
    ])
    var rule = ContractRule(
      kind: kind, columns: columns, test: test, limit: limit(test, isPlain: isPlain),
      severity: isPlain || flip() ? .fail : .warn,
      condition: isPlain || flip() || Self.isOfAllRows(test) ? nil : expression(names),
      nulls: nulls, whenEmpty: whenEmpty, description: isPlain || flip() ? nil : text())
    if !isPlain, Self.isWorded(test) { rule.wording = "in words: \(text())" }
    return rule
  }

  /// Whether reports have an author's words for it; counts and values are told in numbers.
  private static func isWorded(_ test: ContractRule.Test) -> Bool {
    switch test {
    case .isNull, .isMissing, .isDuplicate, .isRepeatedRow: false
    default: test.measure == nil
    }
  }

  private static func isOfAllRows(_ test: ContractRule.Test) -> Bool {
    if case .drift? = test.measure { true } else { false }
  }

  private mutating func limit(_ test: ContractRule.Test, isPlain: Bool) -> CountLimit {
    if case .isAnomalous = test { return CountLimit(condition: .equal(0), unit: .value) }
    guard test.measure == nil else {
      let type: LogicalType =
        switch test {
        case .value(.minimum(let type)), .value(.maximum(let type)): type
        default: .number
        }
      return CountLimit(condition: condition(type), unit: .value)
    }
    if isPlain { return .none }
    if flip() { return .mostly(one(of: [0, 0.5, 1, 1e-9])) }
    return CountLimit(condition: condition(.number), unit: one(of: [.rows, .percent, .percentOfChecked, .holding]))
  }

  private mutating func condition(_ type: LogicalType) -> CountLimit.Condition {
    let values = [end(type), end(type)].sorted()
    let (low, high) = (values[0], values[1])
    return switch next(11) {
    case 0: .equal(low)
    case 1: .notEqual(low)
    case 2: .greater(low)
    case 3: .greaterOrEqual(low)
    case 4: .less(low)
    case 5: .lessOrEqual(low)
    case 6: .between(low, high)
    case 7: .strictlyBetween(low, high)
    case 8: .notBetween(low, high)
    case 9:
      .within(ValueRange(lower: low, isLowerIncluded: flip(), upper: flip() ? high : nil, isUpperIncluded: flip()))
    default: .within(ValueRange(lower: flip() ? high : nil, upper: flip() ? low : nil))
    }
  }

  private mutating func expression(_ names: [String]) -> RowExpression? {
    func quoted(_ text: String, _ mark: Character) -> String {
      "\(mark)\(String(text.flatMap { $0 == mark ? [mark, mark] : [$0] }))\(mark)"
    }
    let (a, b) = (quoted(one(of: names), "\""), quoted(one(of: names), "\""))
    let text = one(of: [
      "\(a) IS NOT NULL", "\(a) = \(quoted(text(), "'"))", "\(a) < 2.5 OR \(b) IS NULL", "NOT (\(a) LIKE '%#: %')",
      "CASE WHEN \(a) IS NULL THEN TRUE ELSE \(b) IS NULL END",
    ])
    return try? RowExpression(parsing: text)
  }

  // MARK: - Tests

  /// How many `test` draws from: all that there are.
  static let cases = 35

  /// A test's name. One that is added does not compile here until it has one, and then has to be drawn.
  static func name(_ test: ContractRule.Test) -> String {
    switch test {
    case .isNull: "isNull"
    case .isNotNull: "isNotNull"
    case .isMissing: "isMissing"
    case .isNotOfType: "isNotOfType"
    case .isNotReadable: "isNotReadable"
    case .isNotOfWidth: "isNotOfWidth"
    case .isNotAmong: "isNotAmong"
    case .isAmong: "isAmong"
    case .doesNotMatch: "doesNotMatch"
    case .matches: "matches"
    case .isOutside: "isOutside"
    case .textIsOutside: "textIsOutside"
    case .lengthIsOutside: "lengthIsOutside"
    case .isNotWithin: "isNotWithin"
    case .textIsNotWithin: "textIsNotWithin"
    case .lengthIsNotWithin: "lengthIsNotWithin"
    case .isNotMultiple: "isNotMultiple"
    case .isNotOfFormat: "isNotOfFormat"
    case .isNotFinite: "isNotFinite"
    case .isOutlier: "isOutlier"
    case .isOutOfOrder: "isOutOfOrder"
    case .isNotInReference: "isNotInReference"
    case .violates: "violates"
    case .isDuplicate: "isDuplicate"
    case .isRepeatedRow: "isRepeatedRow"
    case .isNotFound: "isNotFound"
    case .isFound: "isFound"
    case .hasConflictingLabel: "hasConflictingLabel"
    case .columnsDiffer: "columnsDiffer"
    case .isNotAtPosition: "isNotAtPosition"
    case .distinctValuesDiffer: "distinctValuesDiffer"
    case .mostCommonIsNotAmong: "mostCommonIsNotAmong"
    case .lacksCategories: "lacksCategories"
    case .value: "value"
    case .isAnomalous: "isAnomalous"
    // Of JSON alone: the standard has no words for them, and nothing draws them.
    case .isAbsent: "isAbsent"
    case .isNotOfKind: "isNotOfKind"
    }
  }

  private mutating func test(
    _ index: Int, _ column: String, _ names: [String], _ known: [DataContract.Column]
  ) -> (ContractRule.Test, [String]) {
    let type = known.first { $0.name == column }?.type
    // The column's type as often as any other.
    let ordered: LogicalType = {
      if let type, type != .string, type != .boolean { return type }
      return .number
    }()
    let of = flip() ? ordered : one(of: [.integer, .number, momentType()])
    func cell(_ test: ContractRule.Test) -> (ContractRule.Test, [String]) { (test, [column]) }
    let several = names.filter { _ in flip() }
    switch index {
    case 0: return cell(.isNull)
    case 1: return cell(.isNotNull)
    case 2: return cell(.isMissing(codes: some(of: Self.texts + [""])))
    case 3: return cell(.isNotOfType(anyType()))
    case 4: return cell(.isNotReadable(as: anyType()))
    case 5: return cell(.isNotAmong(values()))
    case 6: return cell(.isAmong(values()))
    case 7: return cell(.doesNotMatch(some(of: Self.patterns), one(of: [.any, .all])))
    case 8: return cell(.matches(some(of: Self.patterns), one(of: [.any, .all])))
    case 9: return cell(.isOutside(bound(end(of)), of))
    case 10: return cell(.textIsOutside(textBound()))
    case 11: return cell(.lengthIsOutside(bound(number())))
    case 12: return cell(.isNotWithin(range(end(of), end(of)), of))
    case 13: return cell(.textIsNotWithin(texts()))
    case 14: return cell(.lengthIsNotWithin(range(number(), number())))
    case 15: return cell(.isNotMultiple(of: number()))
    case 16: return cell(.isNotOfFormat(one(of: TextFormat.allCases)))
    case 17: return cell(.isNotFinite)
    case 18:
      let kind: OutlierMethod.Kind =
        flip() ? .zScore(limit: number(), isTwoSided: flip()) : .interquartile(factor: number())
      return cell(.isOutlier(OutlierMethod(kind, basis: one(of: [.data, .reference]), excludesLimit: flip())))
    case 19:
      let direction = one(of: ValueOrder.Direction.allCases)
      return cell(.isOutOfOrder(ValueOrder(direction, isStrict: flip(), type: flip() ? type : one(of: [nil, of]))))
    case 20: return cell(.isNotInReference)
    case 21:
      guard let expression = expression(names) else { return cell(.isNull) }
      return (.violates(expression), flip() ? expression.columns : [column])
    case 22: return (.isDuplicate(one(of: [.later, .all])), several.isEmpty ? [column] : several)
    case 23: return (.isRepeatedRow(one(of: [.later, .all])), [])
    case 24, 25:
      let columns = several.isEmpty ? [column] : several
      let theirs = flip() ? columns : columns.map { _ in text() }
      let key = TableKey(table: text() + "_other", columns: theirs)
      return (index == 24 ? .isNotFound(in: key) : .isFound(in: key), columns)
    case 26: return (.hasConflictingLabel, several.isEmpty ? [column] : several)
    case 27:
      let names = ColumnNames(some(of: Self.texts), allowsOthers: flip(), isOrdered: flip())
      return (.columnsDiffer(names), flip() ? [column] : [])
    case 28: return cell(.isNotAtPosition(next(5)))
    case 29: return cell(.distinctValuesDiffer(one(of: ContractRule.SetRelation.allCases), values()))
    case 30: return cell(.mostCommonIsNotAmong(values(), allowingTies: flip()))
    case 31: return cell(.lacksCategories)
    case 32: return cell(.isNotOfWidth(one(of: IntegerFormat.allCases)))
    case 33:
      let (measure, columns) = measure(column, names, of)
      return (.value(measure), columns)
    default:
      let (measure, columns) = measure(column, names, of)
      return (.isAnomalous(measure, strategy()), columns)
    }
  }

  private static func isMoment(_ type: LogicalType) -> Bool {
    switch type {
    case .date, .timestamp, .time: true
    default: false
    }
  }

  private mutating func end(_ type: LogicalType) -> Double {
    if case .time = type { return Double(next(86_400)) }
    return Self.isMoment(type) ? moment() : number()
  }

  private mutating func bound(_ value: Double) -> Bound {
    one(of: [.atLeast(value), .above(value), .atMost(value), .below(value)])
  }

  private mutating func range(_ a: Double, _ b: Double) -> ValueRange {
    let isOpen = flip()
    return ValueRange(
      lower: min(a, b), isLowerIncluded: flip(), upper: isOpen ? nil : max(a, b), isUpperIncluded: isOpen || flip())
  }

  private mutating func textBound() -> TextBound { TextBound(one(of: [.atLeast, .above, .atMost, .below]), text()) }

  private mutating func texts() -> TextRange {
    TextRange([TextBound(one(of: [.atLeast, .above]), text())] + (flip() ? [TextBound(.below, text())] : []))
  }

  private mutating func values() -> ValueSet {
    flip()
      ? ValueSet(some(of: Self.texts + [""]), comparesNumbers: next(4) == 0)
      : ValueSet(some(of: ["1", "1.0", "2.5", "1e22", "-0"]), comparesNumbers: flip())
  }

  private mutating func measure(_ column: String, _ names: [String], _ of: LogicalType) -> (Measure, [String]) {
    let type = momentType()
    let known: [Measure] = [
      .minimum(of), .maximum(of), .mean, .median,
      .quantile(one(of: [0, 0.25, 1]), one(of: Measure.Interpolation.allCases)),
      .standardDeviation, .sum, .distinctCount, .distinctShare, .nullShare, .presentShare, .mostCommonShare,
      .minimumLength,
      .maximumLength, .age(type), .reach(type), .largestGap(type), .divergence(distribution()),
    ]
    let table: [Measure] = [
      .rowCount, .columnCount, .rowCountDifference(from: text() + "_other"),
      .rowCountRatio(to: flip() ? nil : text() + "_other"),
    ]
    if next(8) == 0 { return (.drift(drift()), [column]) }
    if next(4) == 0 { return (one(of: table), flip() ? [] : [column]) }
    if next(8) == 0 { return (.predictivePower, [column, one(of: names)]) }
    return (one(of: known), [column])
  }

  private mutating func drift() -> DriftMeasure {
    let values: DriftMeasure.Values? = one(of: [nil, .numbers, .categories])
    let methods = DriftMethod.allCases.filter { values.map($0.takes) ?? true }
    return DriftMeasure(one(of: methods), against: flip() ? nil : text() + "_other", as: values)
  }

  private mutating func distribution() -> ExpectedDistribution {
    let unexpected = one(of: [0, 0.01])
    if flip() {
      let values = values()
      return ExpectedDistribution(.values(values, values.texts.map { _ in number() }), unexpected: unexpected)
    }
    return ExpectedDistribution(
      .bins(edges: [-1.5, 0, 1e9], [number(), number()], below: number(), above: 0), unexpected: unexpected)
  }

  private mutating func strategy() -> HistoryStrategy {
    let (lower, upper) = one(of: [(1, 2), (nil, 2.5), (-0.5, nil)] as [(Double?, Double?)])
    return one(of: [
      .threshold(lower: lower, upper: upper), .absoluteChange(minimum: lower, maximum: upper, order: next(3)),
      .relativeChange(minimum: lower, maximum: upper, order: 1 + next(2)), .onlineNormal(lower: lower, upper: upper),
      .batchNormal(lower: lower, upper: upper), .holtWinters(period: 2 + next(20)),
    ])
  }
}
