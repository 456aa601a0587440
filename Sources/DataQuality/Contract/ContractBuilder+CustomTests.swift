import Core
import Drift
import YAML

extension ContractBuilder {
  /// What a check of ours counts or measures; nil when its arguments are wrong, which is reported.
  mutating func test(_ custom: CustomReader, _ columns: [String], _ type: LogicalType?) -> ContractRule.Test? {
    switch custom.check {
    case .notNull: return .isNull
    case .notMissing: return custom.required("codes").map { .isMissing(codes: Self.codes($0)) }
    case .ofType: return named(custom).map { .isNotOfType($0) }
    case .allowedValues: return values(custom, type).map { .isNotAmong($0) }
    case .forbiddenValues: return values(custom, type).map { .isAmong($0) }
    case .pattern: return patterns(custom).map { .doesNotMatch($0, combination(custom)) }
    case .forbiddenPattern: return patterns(custom).map { .matches($0, combination(custom)) }
    case .range: return range(custom, columns, type)
    case .withinRange: return withinRange(custom, type)
    case .length: return length(custom, columns)
    case .withinLengths:
      return ContractLimits.range(custom.arguments) { $0.double() }.map { .lengthIsNotWithin($0) }
    case .multipleOf: return custom.required("of")?.double().map { .isNotMultiple(of: $0) }
    case .format: return custom.required("format")?.oneOf(TextFormat.self).map { .isNotOfFormat($0) }
    case .readableAs: return named(custom).map { .isNotReadable(as: $0) }
    case .integerFormat: return custom.required("format")?.oneOf(IntegerFormat.self).map { .isNotOfWidth($0) }
    case .finite: return .isNotFinite
    case .alwaysNull: return .isNotNull
    case .outliers: return outliers(custom)
    case .monotonic:
      guard let direction = custom.required("order")?.oneOf(ValueOrder.Direction.self) else { return nil }
      let isStrict = custom.optional("strictly")?.bool() ?? false
      return .isOutOfOrder(ValueOrder(direction, isStrict: isStrict, type: order(custom, type)))
    case .knownValues: return .isNotInReference
    case .expression: return custom.required("expression").flatMap { expression($0) }.map { .violates($0) }
    case .unique: return .isDuplicate(occurrences(custom))
    case .repeatedRows: return .isRepeatedRow(occurrences(custom))
    case .foundIn: return key(custom, columns).map { .isNotFound(in: $0) }
    case .absentFrom: return key(custom, columns).map { .isFound(in: $0) }
    case .conflictingLabels: return .hasConflictingLabel
    case .columns:
      guard let names = custom.required("names")?.strings() else { return nil }
      let allowsOthers = custom.optional("others")?.bool() ?? false
      let isOrdered = custom.optional("ordered")?.bool() ?? false
      return .columnsDiffer(ColumnNames(names, allowsOthers: allowsOthers, isOrdered: isOrdered))
    case .position:
      guard let reader = custom.required("at"), let place = reader.integer() else { return nil }
      if place >= 0 { return .isNotAtPosition(place) }
      reader.report("places are counted from 0")
      return nil
    case .distinctValues:
      let relation = custom.optional("relation").map { $0.oneOf(ContractRule.SetRelation.self) } ?? .equal
      guard let values = values(custom, type), let relation else { return nil }
      return .distinctValuesDiffer(relation, values)
    case .mostCommonValue:
      guard let values = values(custom, type) else { return nil }
      let allowsTies = custom.optional("ties")?.bool() ?? false
      return .mostCommonIsNotAmong(values, allowingTies: allowsTies)
    case .categoriesKept: return .lacksCategories
    case .notConstant: return .value(.distinctCount)
    default: return measured(custom, type)
    }
  }

  /// A value with a limit or, where the check says `history`, with a strategy.
  private mutating func measured(_ custom: CustomReader, _ type: LogicalType?) -> ContractRule.Test? {
    guard let measure = measure(custom, type) else { return nil }
    guard let history = custom.optional("history") else { return .value(measure) }
    return strategy(history).map { .isAnomalous(measure, $0) }
  }

  private mutating func measure(_ custom: CustomReader, _ type: LogicalType?) -> Measure? {
    switch custom.check {
    case .rowCount: return .rowCount
    case .columnCount: return .columnCount
    case .rowCountDifference: return table(custom).map { .rowCountDifference(from: $0) }
    case .rowCountRatio:
      guard custom.optional("table") != nil else { return .rowCountRatio(to: nil) }
      return table(custom).map { .rowCountRatio(to: $0) }
    case .minimum: return .minimum(type ?? .number)
    case .maximum: return .maximum(type ?? .number)
    case .mean: return .mean
    case .median: return .median
    case .quantile:
      let interpolation = custom.optional("interpolation").map { $0.oneOf(Measure.Interpolation.self) } ?? .linear
      guard let reader = custom.required("q"), let q = reader.double(), let interpolation else { return nil }
      if (0...1).contains(q) { return .quantile(q, interpolation) }
      reader.report("a quantile lies from 0 to 1", hint: "0.5 is the median")
      return nil
    case .standardDeviation: return .standardDeviation
    case .sum: return .sum
    case .distinctCount: return .distinctCount
    case .distinctShare: return .distinctShare
    case .nullShare: return .nullShare
    case .presentShare: return .presentShare
    case .mostCommonShare: return .mostCommonShare
    case .minimumLength: return .minimumLength
    case .maximumLength: return .maximumLength
    case .predictivePower: return .predictivePower
    case .divergence: return distribution(custom, type).map { .divergence($0) }
    case .drift: return drift(custom, type).map { .drift($0) }
    case .freshness: return moment(custom, type).map { .age($0) }
    case .updateFrequency: return moment(custom, type).map { .largestGap($0) }
    case .retention: return moment(custom, type).map { .reach($0) }
    default: return nil
    }
  }

  /// Numbers are compared as such, all else value by value; of a column without a type the other table decides.
  private mutating func drift(_ custom: CustomReader, _ type: LogicalType?) -> DriftMeasure? {
    if custom.condition != nil {
      custom.optional("where")?.report(
        "drift is measured on all rows", hint: "make the condition part of the data, or leave it out")
    }
    guard let reader = custom.required("method"), let method = reader.oneOf(DriftMethod.self) else { return nil }
    let other = custom.optional("table") == nil ? nil : table(custom)
    let values: DriftMeasure.Values? = type.map { $0 == .integer || $0 == .number ? .numbers : .categories }
    if let values, !method.takes(values) {
      reader.report(
        "'\(method.name)' does not compare \(values.rawValue)",
        hint: DriftMethod.allCases.filter { $0.takes(values) && !$0.name.contains(".") }.map(\.name)
          .joined(separator: ", "))
      return nil
    }
    return DriftMeasure(method, against: other, as: values)
  }

  private func moment(_ custom: CustomReader, _ type: LogicalType?) -> LogicalType? {
    if let type, type.isMoment { return type }
    custom.reader.report(
      "'\(custom.check.rawValue)' needs a column of dates or times", hint: "give the property the logicalType timestamp"
    )
    return nil
  }

  private func patterns(_ custom: CustomReader) -> [String]? {
    guard let readers = custom.texts("pattern", "patterns") else { return nil }
    let patterns = readers.compactMap(Self.pattern)
    return patterns.count == readers.count && !patterns.isEmpty ? patterns : nil
  }

  private func combination(_ custom: CustomReader) -> ContractRule.Combination {
    custom.optional("match").flatMap { $0.oneOf(ContractRule.Combination.self) } ?? .any
  }

  private func occurrences(_ custom: CustomReader) -> ContractRule.Occurrences {
    custom.optional("count").flatMap { $0.oneOf(ContractRule.Occurrences.self) } ?? .later
  }

  /// One end of a range; a check that has two makes two rules.
  private mutating func range(_ custom: CustomReader, _ columns: [String], _ type: LogicalType?) -> ContractRule.Test? {
    var tests: [ContractRule.Test] = []
    func add(_ key: String, _ number: (Double) -> Bound, _ text: TextBound.Kind) {
      guard let reader = custom.optional(key) else { return }
      if let type, type != .string, type != .boolean {
        if let value = Self.measured(reader, type) { tests.append(.isOutside(number(value), type)) }
      } else if let value = reader.string() {
        tests.append(.textIsOutside(TextBound(text, value)))
      }
    }
    add("minimum", Bound.atLeast, .atLeast)
    add("exclusiveMinimum", Bound.above, .above)
    add("maximum", Bound.atMost, .atMost)
    add("exclusiveMaximum", Bound.below, .below)
    return last(tests, custom, columns)
  }

  private mutating func length(_ custom: CustomReader, _ columns: [String]) -> ContractRule.Test? {
    var tests: [ContractRule.Test] = []
    let ends: [(String, (Double) -> Bound)] = [
      ("minimum", Bound.atLeast), ("exclusiveMinimum", Bound.above), ("maximum", Bound.atMost),
      ("exclusiveMaximum", Bound.below),
    ]
    for (key, bound) in ends {
      if let value = custom.optional(key)?.double() { tests.append(.lengthIsOutside(bound(value))) }
    }
    return last(tests, custom, columns)
  }

  /// Adds rules for all tests but the last.
  private mutating func last(
    _ tests: [ContractRule.Test], _ custom: CustomReader, _ columns: [String]
  ) -> ContractRule.Test? {
    guard let last = tests.last else {
      custom.reader.report("the check says neither 'minimum' nor 'maximum'")
      return nil
    }
    for test in tests.dropLast() {
      guard
        let limit = ContractLimits.read(custom.arguments, custom.reader, isOwn: true, default: CountLimit.none)
      else { break }
      add(custom.check.rawValue, columns, test, limit, custom.words, nulls: custom.nulls, custom)
    }
    return last
  }

  private enum Method: String, CaseIterable {
    case zScore
    case interquartile
  }

  private func outliers(_ custom: CustomReader) -> ContractRule.Test? {
    let method = custom.optional("method").map { $0.oneOf(Method.self) } ?? .zScore
    let basis = custom.optional("basis").map { $0.oneOf(OutlierMethod.Basis.self) } ?? .data
    let excludesLimit = custom.optional("excludesLimit")?.bool() ?? false
    guard let method, let basis else { return nil }
    func test(_ kind: OutlierMethod.Kind) -> ContractRule.Test {
      .isOutlier(OutlierMethod(kind, basis: basis, excludesLimit: excludesLimit))
    }
    switch method {
    case .zScore:
      let limit = custom.optional("limit").map { $0.double() } ?? 3
      let isTwoSided = custom.optional("twoSided")?.bool() ?? true
      return limit.map { test(.zScore(limit: $0, isTwoSided: isTwoSided)) }
    case .interquartile:
      let factor = custom.optional("limit").map { $0.double() } ?? 1.5
      return factor.map { test(.interquartile(factor: $0)) }
    }
  }

  private mutating func table(_ custom: CustomReader) -> String? {
    guard let name = custom.required("table")?.string() else { return nil }
    tables[name] = objects.first { $0.name == name }?.physicalName ?? tables[name] ?? ""
    return name
  }

  /// The other table's columns; those of the same names where none are given.
  private mutating func key(_ custom: CustomReader, _ columns: [String]) -> TableKey? {
    guard let table = table(custom) else { return nil }
    let theirs = custom.optional("theirs")
    let names = theirs.map { reader in
      if case .sequence = reader.node.content { return reader.strings() ?? [] }
      return [reader.string()].compactMap { $0 }
    }
    let wanted = names ?? columns
    guard wanted.count == columns.count else {
      theirs?.report("expected \(columns.count) column\(columns.count == 1 ? "" : "s") of the other table")
      return nil
    }
    return TableKey(table: table, columns: wanted)
  }

  private enum Strategy: String, CaseIterable {
    case threshold
    case absoluteChange
    case relativeChange
    case onlineNormal
    case batchNormal
    case holtWinters
  }

  private enum Interval: String, CaseIterable {
    case hourly
    case daily
    case monthly
  }

  private enum Seasonality: String, CaseIterable {
    case daily
    case weekly
    case yearly
  }

  /// How many values make a season: said, or told by how often one is measured and what repeats itself.
  private func period(_ history: YAMLMapping) -> Int? {
    let (interval, seasonality) = (history.optional("interval"), history.optional("seasonality"))
    if let reader = history.optional("period") {
      for other in [interval, seasonality] { other?.report("'period' says it already", hint: "give one of them") }
      guard let period = reader.integer() else { return nil }
      if (2...10_000).contains(period) { return period }
      reader.report("a season is of 2 values at least", hint: "7 for a week of days, 12 for a year of months")
      return nil
    }
    guard let interval, let seasonality else {
      history.reader.report(
        "the strategy does not say how many values make a season",
        hint: "period: 7, or interval: daily, seasonality: weekly")
      return nil
    }
    switch (interval.oneOf(Interval.self), seasonality.oneOf(Seasonality.self)) {
    case (.hourly, .daily): return 24
    case (.daily, .weekly): return 7
    case (.monthly, .yearly): return 12
    case (nil, _), (_, nil): return nil
    default:
      seasonality.report(
        "no such season is known for this interval",
        hint: "hourly and daily, daily and weekly, monthly and yearly; or say the period: 168")
      return nil
    }
  }

  private func strategy(_ reader: YAMLReader) -> HistoryStrategy? {
    guard let history = reader.mapping(), let name = history.required("strategy")?.oneOf(Strategy.self) else {
      return nil
    }
    defer { history.finish() }
    if name == .holtWinters { return period(history).map { .holtWinters(period: $0) } }
    let normal = name == .onlineNormal || name == .batchNormal
    let lower = history.optional(normal ? "below" : "minimum")
    let upper = history.optional(normal ? "above" : "maximum")
    let (least, most) = (lower.flatMap { $0.double() }, upper.flatMap { $0.double() })
    if lower == nil, upper == nil, !normal {
      reader.report("the strategy says neither 'minimum' nor 'maximum'")
      return nil
    }
    // Three standard deviations to both sides where neither is given.
    let isOpen = lower == nil && upper == nil
    let order: Int?
    if name == .absoluteChange || name == .relativeChange {
      order = history.optional("order").map { $0.integer() } ?? 1
    } else {
      order = 1
    }
    guard let order, order >= (name == .relativeChange ? 1 : 0) else {
      reader.report("the order of a change is a whole number from \(name == .relativeChange ? 1 : 0)")
      return nil
    }
    switch name {
    case .threshold: return .threshold(lower: least, upper: most)
    case .absoluteChange: return .absoluteChange(minimum: least, maximum: most, order: order)
    case .relativeChange: return .relativeChange(minimum: least, maximum: most, order: order)
    case .onlineNormal: return .onlineNormal(lower: isOpen ? 3 : least, upper: isOpen ? 3 : most)
    case .batchNormal: return .batchNormal(lower: isOpen ? 3 : least, upper: isOpen ? 3 : most)
    case .holtWinters: return nil
    }
  }
}
