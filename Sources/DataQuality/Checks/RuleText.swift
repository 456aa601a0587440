import Core
import Drift
import Scan

/// What a rule asks for, in words.
struct RuleText {
  private let rule: ContractRule

  init(_ rule: ContractRule) { self.rule = rule }

  var expected: String {
    let condition = rule.condition.map { ", where \($0)" } ?? ""
    return limited + condition
  }

  private var limited: String {
    switch rule.test {
    case .value(let measure): "\(Self.name(measure)): \(rule.limit.text { Self.value(measure, $0) })"
    case .isAnomalous(let measure, _): "\(Self.name(measure)) in line with its history"
    case .isNull, .isMissing, .isDuplicate, .isRepeatedRow: "\(what): \(rule.limit.text)"
    default: rule.limit == .none ? what : "\(what); \(others)"
    }
  }

  private var others: String {
    rule.limit.unit == .holding ? "share that does: \(rule.limit.text)" : "others: \(rule.limit.text)"
  }

  private var what: String { rule.wording ?? tested }

  private var tested: String {
    switch rule.test {
    case .isNull, .isMissing: "missing"
    case .isNotNull: "null"
    case .isAbsent: "present"
    case .isNotOfKind(let kinds): kinds.text
    case .isNotOfType(let type): type.name
    case .isNotOfWidth(let format): "an integer of \(format.rawValue)"
    case .isNotReadable(let type): "reads as \(type.name)"
    case .isNotAmong(let values): "one of \(Self.list(values))"
    case .isAmong(let values): "none of \(Self.list(values))"
    case .doesNotMatch(let patterns, let combination):
      patterns.joined(separator: combination == .any ? " or " : " and ")
    case .matches(let patterns, let combination):
      "not \(patterns.joined(separator: combination == .any ? " or " : " and "))"
    case .isOutside(let bound, .integer), .isOutside(let bound, .number):
      "\(bound.symbol) \(JSON.ecmaScript(bound.limit))"
    case .isOutside(let bound, let type): "\(bound.symbol) \(Self.value(.minimum(type), bound.limit))"
    case .textIsOutside(let bound): "\(bound.symbol) \(bound.text)"
    case .isNotWithin(let range, .integer), .isNotWithin(let range, .number): range.text()
    case .isNotWithin(_, let type): "\(type.name) within the bounds"
    case .textIsNotWithin(let range): range.text
    case .lengthIsNotWithin(let range): "length \(range.text())"
    case .isNotAtPosition(let position): "at place \(position), counted from 0"
    case .lengthIsOutside(let bound): "length \(bound.symbol) \(JSON.ecmaScript(bound.limit))"
    case .isNotMultiple(let divisor): "a multiple of \(JSON.ecmaScript(divisor))"
    case .isNotOfFormat(let format): format.rawValue
    case .isNotFinite: "finite"
    case .isOutlier(let method): Self.text(method)
    case .isOutOfOrder(let order): "\(order.isStrict ? "strictly " : "")\(order.direction.rawValue)"
    case .isNotInReference: "a value of the reference"
    case .violates(let expression): expression.description
    case .isDuplicate: "duplicates"
    case .isRepeatedRow: "repeated rows"
    case .isNotFound(let key): "found in \(key.table) (\(key.columns.joined(separator: ", ")))"
    case .isFound(let key): "not found in \(key.table) (\(key.columns.joined(separator: ", ")))"
    case .hasConflictingLabel: "one label for the same features"
    case .columnsDiffer(let columns):
      Self.text(columns)
    case .distinctValuesDiffer(.equal, let values): "each of \(Self.list(values)), and no other"
    case .distinctValuesDiffer(.within, let values): "no other than \(Self.list(values))"
    case .distinctValuesDiffer(.containing, let values): "each of \(Self.list(values))"
    case .mostCommonIsNotAmong(let values, _): "most common: one of \(Self.list(values))"
    case .lacksCategories: "every value of the reference"
    case .value(let measure), .isAnomalous(let measure, _): Self.name(measure)
    }
  }

  private static func list(_ values: ValueSet) -> String {
    "\(values.texts.prefix(4).joined(separator: ", "))\(values.texts.count > 4 ? ", …" : "")"
  }

  private static func text(_ columns: ColumnNames) -> String {
    let words =
      switch columns.needed {
      case .all: columns.allowsOthers ? "among them " : ""
      case .any: "one or more of "
      case .none: "none but "
      }
    return words + columns.names.joined(separator: ", ") + (columns.isOrdered ? ", in this order" : "")
  }

  private static func text(_ method: OutlierMethod) -> String {
    switch method.kind {
    case .zScore(let limit, let isTwoSided):
      "\(isTwoSided ? "within" : "at most") \(JSON.ecmaScript(limit)) standard deviations "
        + (isTwoSided ? "of the mean" : "above the mean")
    case .interquartile(let factor): "within \(JSON.ecmaScript(factor)) interquartile ranges of the quartiles"
    }
  }
}

extension RuleText {
  static func name(_ measure: Measure) -> String {
    switch measure {
    case .rowCount: "rows"
    case .columnCount: "columns"
    case .rowCountDifference(let table): "rows beyond those of \(table)"
    case .rowCountRatio(let table): "rows per row of \(table ?? "the reference")"
    case .minimum: "minimum"
    case .maximum: "maximum"
    case .mean: "mean"
    case .median: "median"
    case .quantile(let q, _): "\(JSON.ecmaScript(q)) quantile"
    case .standardDeviation: "standard deviation"
    case .sum: "sum"
    case .distinctCount: "different values"
    case .distinctShare: "share of different values"
    case .nullShare: "share of nulls"
    case .presentShare: "share of values"
    case .divergence: "divergence from what is expected"
    case .mostCommonShare: "share of the most common value"
    case .minimumLength: "shortest text"
    case .maximumLength: "longest text"
    case .age: "age of the latest"
    case .reach: "age of the earliest"
    case .largestGap: "largest gap"
    case .predictivePower: "predictive power"
    case .drift(let drift): "\(drift.method.name) from \(drift.table ?? "the reference")"
    }
  }

  /// `12 rows`, `mean about 3.5`.
  static func found(_ measure: Measure, _ value: Double, isAbout: Bool) -> String {
    let text = (isAbout ? "about " : "") + self.value(measure, value)
    switch measure {
    case .rowCount: return "\(text) row\(value == 1 ? "" : "s")"
    case .columnCount: return "\(text) column\(value == 1 ? "" : "s")"
    case .distinctCount: return "\(text) different value\(value == 1 ? "" : "s")"
    default: return "\(name(measure)) \(text)"
    }
  }

  static func value(_ measure: Measure, _ value: Double) -> String {
    switch measure {
    case .minimum(let type), .maximum(let type):
      guard let kind = type.column else { return RuleOutcome.number(value) }
      return MomentText.text(value, kind)
    case .age, .reach, .largestGap: return duration(value)
    default: return RuleOutcome.number(value)
    }
  }

  /// The two largest units that there are: `3d 4h`.
  private static func duration(_ seconds: Double) -> String {
    guard let whole = Int64(exactly: seconds.rounded()) else { return RuleOutcome.number(seconds) }
    var left = whole.magnitude
    var parts: [String] = []
    for (name, scale) in [("d", 86_400), ("h", 3600), ("m", 60), ("s", 1)] as [(String, UInt64)] {
      if left >= scale || (scale == 1 && parts.isEmpty) { parts.append("\(left / scale)\(name)") }
      left %= scale
      if parts.count == 2 || (!parts.isEmpty && left == 0) { break }
    }
    return (whole < 0 ? "-" : "") + parts.joined(separator: " ")
  }
}

extension LogicalType {
  /// Of a source that knows types; nil for what is no moment.
  fileprivate var column: ColumnType? {
    switch self {
    case .date: .date
    case .timestamp: .timestamp
    case .time: .time
    default: nil
    }
  }
}
