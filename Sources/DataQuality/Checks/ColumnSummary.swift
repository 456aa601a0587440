import Core
import Scan
import Tables

/// What rules ask of a column's statistics.
struct ColumnSummary {
  let values: Int
  /// Whether every value was counted by itself, so that nothing is an estimate.
  let isExact: Bool
  /// Nil unless all values are numbers.
  let numbers: CountedNumbers?
  /// How often each value occurs, by its text; empty where there are too many to count each.
  private let counts: [String: Int]
  private let distinct: DistinctSketch
  /// Of numbers that were looked at as such.
  private let moments: Moments
  /// Values that are no finite numbers, where numbers were looked for.
  private let others: Int
  /// Of texts.
  private let lengths: ClosedRange<Int>?

  /// Of a column that was looked at as numbers.
  ///
  /// - Parameter others: values that are no finite numbers.
  init(_ found: NumberStatistics, _ distinct: DistinctSketch, others: Int) {
    values = found.count + others
    self.others = others
    self.distinct = distinct
    moments = found.moments
    lengths = nil
    let entries = found.counts?.entries
    isExact = entries != nil
    let sorted = entries?.map { (value: $0.number, count: $0.count) }.sorted { $0.value < $1.value }
    let numbers = CountedNumbers(sorted ?? found.quantiles.weighted)
    self.numbers = others > 0 || numbers.isEmpty ? nil : numbers
    counts = Dictionary((sorted ?? []).map { (JSON.ecmaScript($0.value), $0.count) }) { $0 + $1 }
  }

  /// Of a column that was looked at as texts.
  ///
  /// - Parameter found: nil where there are too many different ones to count each.
  init(_ found: ValueCounts?, _ distinct: DistinctSketch, values: Int, lengths: ClosedRange<Int>?) {
    self.values = values
    self.distinct = distinct
    self.lengths = lengths
    numbers = nil
    moments = Moments()
    others = 0
    isExact = found != nil
    var counts: [String: Int] = [:]
    if let found {
      for (text, count) in found.commonest(found.count) { counts[String(decoding: text, as: UTF8.self)] = count }
    }
    self.counts = counts
  }

  /// Of no value.
  static let none = ColumnSummary(ValueCounts(limit: 0), DistinctSketch(), values: 0, lengths: nil)

  func result(_ rule: ContractRule, _ context: CheckContext) -> RuleCount {
    var count = RuleCount(checked: values)
    if case .drift(let drift)? = rule.test.measure {
      compare(drift, rule.columns.first ?? "", context, &count)
      return count
    }
    if others > 0 {
      count.problem = "\(others) of \(values) values are no finite numbers"
      return count
    }
    switch rule.test {
    case .value(let measure), .isAnomalous(let measure, _):
      if count.checked > 0 { measured(measure, &count) }
    case .distinctValuesDiffer(let relation, let set): compare(relation, set, &count)
    case .mostCommonIsNotAmong(let set, let allowingTies): compareMostCommon(set, allowingTies, &count)
    case .lacksCategories: compareCategories(rule, context, &count)
    default: count.problem = "nothing is known of it"
    }
    return count
  }
}

extension ColumnSummary {
  private func measured(_ measure: Measure, _ count: inout RuleCount) {
    switch measure {
    case .minimum, .maximum, .mean, .sum, .standardDeviation, .median, .quantile:
      guard let numbers else {
        count.problem = "the column holds no numbers"
        return
      }
      count.value = number(measure, numbers)
      if case .quantile = measure { count.isAbout = !isExact }
      if measure == .median { count.isAbout = !isExact }
      if count.value == nil { count.problem = "it takes two values" }
    case .distinctCount, .distinctShare:
      let distinct = Double(isExact ? counts.count : self.distinct.estimate)
      count.value = measure == .distinctCount ? distinct : min(1, distinct / Double(values))
      count.isAbout = !isExact
    case .mostCommonShare:
      if isExact {
        count.value = Double(modes.count) / Double(values)
      } else {
        count.problem = "there are too many different values to count each"
      }
    case .minimumLength, .maximumLength:
      guard let lengths else {
        count.problem = "the column holds no text"
        return
      }
      count.value = Double(measure == .minimumLength ? lengths.lowerBound : lengths.upperBound)
    case .divergence(let expected): compare(expected, &count)
    default: count.problem = "nothing is known of it"
    }
  }

  private func compare(_ expected: ExpectedDistribution, _ count: inout RuleCount) {
    let comparison: ExpectedDistribution.Comparison?
    if case .bins = expected.shares {
      comparison = numbers.flatMap(expected.compare(numbers:))
      if comparison == nil { count.problem = "the column holds no numbers" }
    } else {
      comparison = isExact ? expected.compare(values: counts) : nil
      if comparison == nil { count.problem = "there are too many different values to count each" }
    }
    guard let comparison else { return }
    let value = comparison.divergence
    count.value = value
    count.isAbout = !isExact
    if value.isInfinite {
      let surprises = comparison.surprises.isEmpty ? ["a bin that is expected to be empty"] : comparison.surprises
      count.note = "the divergence is infinite: found \(Self.list(surprises))"
    }
  }

  /// Nil where it takes two numbers and there is one.
  private func number(_ measure: Measure, _ numbers: CountedNumbers) -> Double? {
    switch measure {
    case .minimum: isExact ? numbers.minimum : moments.minimum
    case .maximum: isExact ? numbers.maximum : moments.maximum
    case .mean: isExact ? numbers.mean : moments.mean
    case .sum: isExact ? numbers.sum : moments.mean * moments.count
    case .standardDeviation: isExact ? numbers.standardDeviation : moments.standardDeviation
    case .median: numbers.quantile(0.5)
    case .quantile(let q, let interpolation): numbers.quantile(q, interpolation)
    default: nil
    }
  }

  /// The mean and the standard deviation; nil where there are none.
  var spread: (mean: Double, deviation: Double)? {
    guard let numbers, let deviation = number(.standardDeviation, numbers), let mean = number(.mean, numbers) else {
      return nil
    }
    return (mean, deviation)
  }
}

extension ColumnSummary {
  /// Every value with how often it occurs, or why that is not known.
  ///
  /// - Parameter nulls: how many there are beside the values.
  func sample(_ kind: DriftMeasure.Values, nulls: Int) -> Result<ColumnSample, DriftProblem> {
    switch kind {
    case .numbers:
      if others > 0 { return .failure(DriftProblem("\(others) of \(values) values are no finite numbers")) }
      guard values == 0 || numbers != nil else { return .failure(DriftProblem("the column holds no numbers")) }
      return .success(ColumnSample(numbers: numbers?.entries ?? [], nulls: nulls, isExact: isExact))
    case .categories:
      guard isExact else { return .failure(DriftProblem("there are too many different values to count each")) }
      return .success(ColumnSample(values: .categories(counts), nulls: nulls))
    }
  }

  private func compare(_ drift: DriftMeasure, _ column: String, _ context: CheckContext, _ count: inout RuleCount) {
    if values == 0 { return }
    guard case .success(let other)? = context.compared[drift, column] else {
      count.problem = "there is nothing to compare with"
      return
    }
    switch sample(other.kind, nulls: context.rows - values).flatMap({ other.drift($0, by: drift.method) }) {
    case .success(let value):
      count.value = value
      count.isAbout = !(isExact && other.isExact)
    case .failure(let problem): count.problem = problem.reason
    }
  }

  /// The most common values, sorted, and how often each of them occurs.
  private var modes: (texts: [String], count: Int) {
    let most = counts.values.max() ?? 0
    return (counts.filter { $0.value == most }.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }, most)
  }

  /// Whether a value is in a set, numbers as numbers where the column holds such.
  private func membership(_ set: ValueSet) -> (String) -> Bool {
    let texts = Set(set.texts)
    guard set.comparesNumbers || numbers != nil else { return { texts.contains($0) } }
    let numbers = NumberSet(set.texts)
    return { text in
      if texts.contains(text) { return true }
      return Number.parse(Array(text.utf8)[...]).map(numbers.contains) ?? false
    }
  }

  private func compare(_ relation: ContractRule.SetRelation, _ set: ValueSet, _ count: inout RuleCount) {
    if values == 0 { return }
    guard isExact else {
      if relation == .containing {
        count.problem = "there are too many different values to count each"
      } else {
        count.violating = max(1, distinct.estimate - set.texts.count)
        count.isAbout = true
        count.note = "about \(distinct.estimate) different values"
      }
      return
    }
    let isKnown = membership(set)
    let found = membership(ValueSet(Array(counts.keys), comparesNumbers: set.comparesNumbers))
    let extra = relation == .containing ? [] : counts.keys.filter { !isKnown($0) }
    let missing = relation == .within ? [] : set.texts.filter { !found($0) }
    count.checked = counts.count
    count.violating = extra.count + missing.count
    count.note = Self.note([("not expected", extra), ("missing", missing)])
  }

  private func compareMostCommon(_ set: ValueSet, _ allowingTies: Bool, _ count: inout RuleCount) {
    if values == 0 { return }
    guard isExact else {
      count.problem = "there are too many different values to count each"
      return
    }
    let modes = modes
    let isKnown = membership(set)
    count.violating = allowingTies ? 0 : modes.texts.count - 1
    if !modes.texts.contains(where: isKnown) { count.violating += 1 }
    count.note = "most common: \(Self.list(modes.texts)), \(modes.count) \(modes.count == 1 ? "time" : "times")"
  }

  private func compareCategories(_ rule: ContractRule, _ context: CheckContext, _ count: inout RuleCount) {
    guard let column = rule.columns.first, let reference = context.reference?.column(column) else {
      count.problem = "there is no reference to compare with"
      return
    }
    guard !reference.hasOtherTexts else {
      count.problem = "the reference tells its moments, not how they are written"
      return
    }
    guard case .categories(let categories, other: 0) = reference.distribution else {
      count.problem = "the reference does not hold every value"
      return
    }
    if values == 0 { return }
    guard isExact else {
      count.problem = "there are too many different values to count each"
      return
    }
    let isNumeric = reference.kind == .integer || reference.kind == .number
    let found = membership(ValueSet(Array(counts.keys), comparesNumbers: isNumeric))
    let vanished = categories.keys.filter { !found($0) }
    count.checked = categories.count
    count.violating = vanished.count
    count.note = Self.note([("vanished", vanished)])
  }

  private static func note(_ parts: [(name: String, texts: [String])]) -> String? {
    let told = parts.filter { !$0.texts.isEmpty }.map { "\($0.name): \(list($0.texts))" }
    return told.isEmpty ? nil : told.joined(separator: "; ")
  }

  /// Some of the texts, sorted by their bytes.
  private static func list(_ texts: [String]) -> String {
    let sorted = texts.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let shown = sorted.prefix(5).map { $0.count > 40 ? "\($0.prefix(39))…" : $0 }.joined(separator: ", ")
    return sorted.count > 5 ? "\(shown) and \(sorted.count - 5) more" : shown
  }
}
