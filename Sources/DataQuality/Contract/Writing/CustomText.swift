import Core
import Drift
import YAML

/// A rule as a check of ours.
struct CustomText {
  let rule: ContractRule
  /// The type of the column that it stands at; nil for a column without one and for the whole object.
  var type: LogicalType?
  /// Whether it stands at its first column.
  var isOfProperty = false
  /// What holds where the check does not say.
  var defaults = PropertyText.Defaults()

  /// The check's name; nil where there is none for it.
  var name: String? { (try? check())?.0.rawValue }

  /// The implementation of the quality element.
  func implementation() throws(Unsaid) -> YAMLTree {
    let (check, arguments) = try check()
    var members: [YAMLTree.Member] = [("check", .plain(check.rawValue))] + arguments
    members += try limit(check)
    let nulls = check == .absentFrom || check == .conflictingLabels ? .compared : defaults.nulls
    if rule.nulls != nulls { members.append(("nulls", .plain(rule.nulls.rawValue))) }
    if rule.whenEmpty != defaults.whenEmpty { members.append(("whenEmpty", .plain(rule.whenEmpty.rawValue))) }
    if let condition = rule.condition { members.append(("where", .text(condition.description))) }
    if let wording = rule.wording { members.append(("expected", .text(wording))) }
    // A condition that all rows have to meet may stand by itself.
    if check == .expression, members.count == 2 { return members[1].value }
    return .mapping(members)
  }

  private func limit(_ check: CustomCheck) throws(Unsaid) -> [YAMLTree.Member] {
    switch rule.test {
    case .isAnomalous:
      guard rule.limit.condition == .equal(0) else { throw Unsaid("its limit is not that of a history") }
      return []
    case .value where check == .notConstant: return []
    case .value(.age), .value(.largestGap), .value(.reach):
      if case .lessOrEqual(let seconds) = rule.limit.condition, seconds >= 0, let whole = Int64(exactly: seconds) {
        return [("within", .plain(Timestamp.Span(seconds: whole).description))]
      }
      return try LimitText(limit: rule.limit, isOfValue: true).own()
    case .value(let measure):
      var moments: DatePattern?
      if case .minimum(let type) = measure { moments = type.pattern }
      if case .maximum(let type) = measure { moments = type.pattern }
      return try LimitText(limit: rule.limit, isOfValue: true, moments: moments).own()
    default: return try LimitText(limit: rule.limit, isOfValue: false).own()
    }
  }

  private typealias Check = (CustomCheck, [YAMLTree.Member])

  private func check() throws(Unsaid) -> Check {
    switch rule.test {
    case .isNull: return (.notNull, [])
    case .isNotNull: return (.alwaysNull, [])
    case .isAbsent: throw Unsaid("the standard does not tell absent from null")
    case .isNotOfKind(let kinds): throw Unsaid("\(kinds.text) is no type of the standard's")
    case .isMissing(let codes): return (.notMissing, [("codes", .texts(codes))])
    case .isNotOfType(let type): return (.ofType, Self.named(type))
    case .isNotOfWidth(let format): return (.integerFormat, [("format", .plain(format.rawValue))])
    case .isNotReadable(let type): return (.readableAs, Self.named(type))
    case .isNotAmong(let set): return (.allowedValues, values(set))
    case .isAmong(let set): return (.forbiddenValues, values(set))
    case .doesNotMatch(let patterns, let combination): return (.pattern, try Self.patterns(patterns, combination))
    case .matches(let patterns, let combination): return (.forbiddenPattern, try Self.patterns(patterns, combination))
    case .isOutside, .textIsOutside, .isNotWithin, .textIsNotWithin: return try range()
    case .lengthIsOutside(let bound): return (.length, try Self.ends([bound]))
    case .lengthIsNotWithin(let range): return (.withinLengths, try Self.ends([range.lower, range.upper]))
    case .isNotMultiple(let divisor): return (.multipleOf, [("of", try .number(divisor))])
    case .isNotOfFormat(let format): return (.format, [("format", .plain(format.rawValue))])
    case .isNotFinite: return (.finite, [])
    case .isOutlier(let method): return (.outliers, try Self.arguments(method))
    case .isOutOfOrder(let order):
      let strictly: [YAMLTree.Member] = order.isStrict ? [("strictly", .bool(true))] : []
      let asType = order.type.map { compared($0, standard: .string) } ?? [("as", .plain("any"))]
      return (.monotonic, [("order", .plain(order.direction.rawValue))] + strictly + asType)
    case .isNotInReference: return (.knownValues, [])
    case .violates(let expression):
      let own: [YAMLTree.Member] = expression.columns == rule.columns ? [] : [("columns", .texts(rule.columns))]
      return (.expression, [("expression", .text(expression.description))] + own)
    case .isDuplicate(let occurrences): return (.unique, columns + Self.count(occurrences))
    case .isRepeatedRow(let occurrences): return (.repeatedRows, Self.count(occurrences))
    case .isNotFound(let key): return (.foundIn, columns + theirs(key))
    case .isFound(let key): return (.absentFrom, columns + theirs(key))
    case .hasConflictingLabel:
      if isOfProperty { return (.conflictingLabels, []) }
      guard let label = rule.columns.last else { throw Unsaid("it names no column") }
      return (
        .conflictingLabels, [("features", .texts(Array(rule.columns.dropLast()))), ("label", .text(label))]
      )
    case .columnsDiffer(let names) where names.needed != .all: throw Unsaid("columns may be absent")
    case .columnsDiffer(let names):
      let others: [YAMLTree.Member] = names.allowsOthers ? [("others", .bool(true))] : []
      let ordered: [YAMLTree.Member] = names.isOrdered ? [("ordered", .bool(true))] : []
      return (.columns, [("names", .texts(names.names))] + others + ordered)
    case .isNotAtPosition(let place): return (.position, [("at", .plain(String(place)))])
    case .distinctValuesDiffer(let relation, let set):
      return (.distinctValues, [("relation", .plain(relation.rawValue))] + values(set))
    case .mostCommonIsNotAmong(let set, let allowsTies):
      return (.mostCommonValue, values(set) + (allowsTies ? [("ties", .bool(true))] : []))
    case .lacksCategories: return (.categoriesKept, [])
    case .value(let measure): return try self.measure(measure)
    case .isAnomalous(let measure, let strategy):
      let (check, arguments) = try self.measure(measure)
      return (check, arguments + [("history", .mapping(try Self.arguments(strategy)))])
    }
  }

  // MARK: - Types and values

  static func named(_ type: LogicalType) -> [YAMLTree.Member] {
    [("as", .plain(type.name))] + type.shape
  }

  /// The type that values are compared as, where it is not the column's.
  private func compared(_ wanted: LogicalType, standard: LogicalType) -> [YAMLTree.Member] {
    wanted == type ?? standard ? [] : Self.named(wanted)
  }

  private func values(_ set: ValueSet) -> [YAMLTree.Member] {
    let areNumbers = type == .integer || type == .number
    let compared: [YAMLTree.Member] =
      set.comparesNumbers == areNumbers ? [] : Self.named(set.comparesNumbers ? .number : .string)
    return [("values", .values(set))] + compared
  }

  private static func patterns(
    _ patterns: [String], _ combination: ContractRule.Combination
  ) throws(Unsaid) -> [YAMLTree.Member] {
    guard let first = patterns.first else { throw Unsaid("it has no pattern") }
    let all: YAMLTree.Member = patterns.count == 1 ? ("pattern", .text(first)) : ("patterns", .texts(patterns))
    return [all] + (combination == .all ? [("match", .plain(combination.rawValue))] : [])
  }

  private func range() throws(Unsaid) -> Check {
    switch rule.test {
    case .isOutside(let bound, let of): return (.range, try ends([bound], of))
    case .isNotWithin(let range, let of): return (.withinRange, try ends([range.lower, range.upper], of))
    case .textIsOutside(let bound): return (.range, texts([bound]))
    case .textIsNotWithin(let range) where !range.bounds.isEmpty: return (.withinRange, texts(range.bounds))
    default: throw Unsaid("its range has no end")
    }
  }

  private func ends(_ bounds: [Bound?], _ of: LogicalType) throws(Unsaid) -> [YAMLTree.Member] {
    if of == .string || of == .boolean { throw Unsaid("a \(of.name) has no number to compare") }
    let members = try BoundText.members(bounds) { value throws(Unsaid) in try BoundText.value(value, of.pattern) }
    if members.isEmpty { throw Unsaid("its range has no end") }
    // A column without a type has texts.
    return members + compared(of, standard: .string)
  }

  private func texts(_ bounds: [TextBound]) -> [YAMLTree.Member] {
    let isOfTexts = type == nil || type == .string || type == .boolean
    return bounds.map { (BoundText.key($0.kind), .text($0.text)) } + (isOfTexts ? [] : Self.named(.string))
  }

  private static func ends(_ bounds: [Bound?]) throws(Unsaid) -> [YAMLTree.Member] {
    try BoundText.members(bounds) { value throws(Unsaid) in try .number(value) }
  }

  // MARK: - Rows

  private var columns: [YAMLTree.Member] { isOfProperty ? [] : [("columns", .texts(rule.columns))] }

  private static func count(_ occurrences: ContractRule.Occurrences) -> [YAMLTree.Member] {
    occurrences == .later ? [] : [("count", .plain(occurrences.rawValue))]
  }

  private func theirs(_ key: TableKey) -> [YAMLTree.Member] {
    let own: [YAMLTree.Member] = key.columns == rule.columns ? [] : [("theirs", .texts(key.columns))]
    return [("table", .text(key.table))] + own
  }

  private static func arguments(_ method: OutlierMethod) throws(Unsaid) -> [YAMLTree.Member] {
    var members: [YAMLTree.Member]
    switch method.kind {
    case .zScore(let limit, let isTwoSided):
      members = [("method", .plain("zScore")), ("limit", try .number(limit))]
      if !isTwoSided { members.append(("twoSided", .bool(false))) }
    case .interquartile(let factor): members = [("method", .plain("interquartile")), ("limit", try .number(factor))]
    }
    if method.basis != .data { members.append(("basis", .plain(method.basis.rawValue))) }
    if method.excludesLimit { members.append(("excludesLimit", .bool(true))) }
    return members
  }

  // MARK: - Values that are measured

  private func measure(_ measure: Measure) throws(Unsaid) -> Check {
    switch measure {
    case .rowCount: return (.rowCount, [])
    case .columnCount: return (.columnCount, [])
    case .rowCountDifference(let table): return (.rowCountDifference, [("table", .text(table))])
    case .rowCountRatio(let table):
      return (.rowCountRatio, table.map { [("table", .text($0))] } ?? [])
    case .minimum(let of): return (.minimum, compared(of, standard: .number))
    case .maximum(let of): return (.maximum, compared(of, standard: .number))
    case .mean: return (.mean, [])
    case .median: return (.median, [])
    case .quantile(let q, let interpolation):
      let other: [YAMLTree.Member] =
        interpolation == .linear ? [] : [("interpolation", .plain(interpolation.rawValue))]
      return (.quantile, [("q", try .number(q))] + other)
    case .standardDeviation: return (.standardDeviation, [])
    case .sum: return (.sum, [])
    case .distinctCount:
      let isNotConstant =
        rule.kind == CustomCheck.notConstant.rawValue && rule.test == .value(measure)
        && rule.limit == CountLimit(condition: .greater(1), unit: .value)
      return (isNotConstant ? .notConstant : .distinctCount, [])
    case .distinctShare: return (.distinctShare, [])
    case .nullShare: return (.nullShare, [])
    case .presentShare: return (.presentShare, [])
    case .mostCommonShare: return (.mostCommonShare, [])
    case .minimumLength: return (.minimumLength, [])
    case .maximumLength: return (.maximumLength, [])
    case .age(let of): return (.freshness, try moments(of))
    case .reach(let of): return (.retention, try moments(of))
    case .largestGap(let of): return (.updateFrequency, try moments(of))
    case .divergence(let expected): return (.divergence, try arguments(expected))
    case .drift(let drift): return (.drift, arguments(drift))
    case .predictivePower:
      guard rule.columns.count == 2 else { throw Unsaid("it is not about a feature and a label") }
      return (.predictivePower, [("label", .text(rule.columns[1]))])
    }
  }

  private func moments(_ of: LogicalType) throws(Unsaid) -> [YAMLTree.Member] {
    if !of.isMoment { throw Unsaid("a \(of.name) has no age") }
    return of == type ? [] : Self.named(of)
  }

  private func arguments(_ drift: DriftMeasure) -> [YAMLTree.Member] {
    let usual: DriftMeasure.Values? = type.map { $0 == .integer || $0 == .number ? .numbers : .categories }
    var members: [YAMLTree.Member] = [("method", .plain(drift.method.name))]
    if let table = drift.table { members.append(("table", .text(table))) }
    if drift.values != usual {
      let wanted = drift.values.map { $0 == .numbers ? LogicalType.number.name : LogicalType.string.name }
      members.append(("as", .plain(wanted ?? "any")))
    }
    return members
  }

  private func arguments(_ expected: ExpectedDistribution) throws(Unsaid) -> [YAMLTree.Member] {
    var members: [YAMLTree.Member]
    switch expected.shares {
    case .values(let set, let shares): members = values(set) + [("shares", try .numbers(shares))]
    case .bins(let edges, let shares, let below, let above):
      members = [
        ("edges", try .numbers(edges)), ("shares", try .numbers(shares)), ("below", try .number(below)),
        ("above", try .number(above)),
      ]
    }
    if expected.unexpected != 0 { members.append(("unexpected", try .number(expected.unexpected))) }
    return members
  }

  private static func arguments(_ strategy: HistoryStrategy) throws(Unsaid) -> [YAMLTree.Member] {
    switch strategy {
    case .threshold(let lower, let upper):
      return [("strategy", .plain("threshold"))] + (try ends("minimum", lower, "maximum", upper))
    case .absoluteChange(let minimum, let maximum, let order):
      return [("strategy", .plain("absoluteChange"))] + (try ends("minimum", minimum, "maximum", maximum))
        + [("order", .plain(String(order)))]
    case .relativeChange(let minimum, let maximum, let order):
      return [("strategy", .plain("relativeChange"))] + (try ends("minimum", minimum, "maximum", maximum))
        + [("order", .plain(String(order)))]
    case .onlineNormal(let lower, let upper):
      return [("strategy", .plain("onlineNormal"))] + (try ends("below", lower, "above", upper))
    case .batchNormal(let lower, let upper):
      return [("strategy", .plain("batchNormal"))] + (try ends("below", lower, "above", upper))
    case .holtWinters(let period):
      return [("strategy", .plain("holtWinters")), ("period", .plain(String(period)))]
    }
  }

  private static func ends(
    _ lowerKey: String, _ lower: Double?, _ upperKey: String, _ upper: Double?
  ) throws(Unsaid) -> [YAMLTree.Member] {
    var members: [YAMLTree.Member] = []
    if let lower { members.append((lowerKey, try .number(lower))) }
    if let upper { members.append((upperKey, try .number(upper))) }
    if members.isEmpty { throw Unsaid("its history may be anything") }
    return members
  }
}

extension LogicalType {
  /// The shape and the zone of dates and times, where these are not the standard's own.
  var shape: [YAMLTree.Member] {
    let standard: DatePattern =
      switch self {
      case .date: .date
      case .time: .time
      default: .timestamp
      }
    guard let pattern else { return [] }
    let format: [YAMLTree.Member] = pattern.text == standard.text ? [] : [("format", .text(pattern.text))]
    return format + (pattern.zone == .utc ? [] : [("defaultTimezone", .text(pattern.zone.name))])
  }
}
