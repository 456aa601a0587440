import Comparison
import Core
import Metrics
import YAML

extension ComparisonPolicy {
  init?(_ reader: YAMLReader) {
    guard let mapping = reader.mapping() else { return nil }
    let candidate = mapping.required("candidate")?.string()
    baseline = mapping.optional("baseline").flatMap(Self.baseline)
    simpler = mapping.optional("simpler")?.string()
    history = mapping.optional("history")?.string()
    constraints = mapping.optional("constraints")?.string()
    columns = Self.columns(mapping)
    var settings = ComparisonSettings()
    Self.statistics(mapping, &settings)
    settings.groupColumns = mapping.optional("groups")?.strings() ?? []
    mapping.optional("slices").map { Self.slices($0, into: &settings) }
    let rules = constraints == nil ? mapping.required("rules") : mapping.optional("rules")
    let isDocument = columns == nil
    let isSliced = !settings.sliceColumns.isEmpty
    self.rules = rules?.list()?.compactMap { RuleReader(isSliced: isSliced, isDocument: isDocument).rule($0) } ?? []
    if let rules, case .sequence(let elements) = rules.node.content, elements.isEmpty {
      rules.report("there is no rule", hint: "for instance: {metric: roc_auc, no_worse_than: 0.01}")
    }
    if simpler == nil, self.rules.contains(where: { $0.opponent == .simpler }) {
      rules?.report("no simpler model is named", hint: "add its predictions: 'simpler: FILE'")
    }
    if history == nil, self.rules.contains(where: \.asksForHistory) {
      rules?.report("no history is named", hint: "add a table of earlier releases' metrics: 'history: FILE'")
    }
    mapping.finish()
    guard let candidate else { return nil }
    self.candidate = candidate
    self.settings = settings
  }

  /// A file, or `{ledger: STAGE}`.
  private static func baseline(_ reader: YAMLReader) -> Baseline? {
    guard case .mapping = reader.node.content else { return reader.string().map { .file($0) } }
    guard let mapping = reader.mapping() else { return nil }
    let stage = mapping.required("ledger")?.string()
    mapping.finish()
    return stage.map { .ledger(stage: $0) }
  }

  /// What the columns of predictions mean; without an id there are none.
  private static func columns(_ mapping: YAMLMapping) -> PredictionColumns? {
    var columns = PredictionColumns()
    columns.labels = mapping.optional("label").flatMap(oneOrMore) ?? []
    columns.predictions = mapping.optional("prediction").flatMap(oneOrMore) ?? []
    columns.scores = mapping.optional("score").flatMap(oneOrMore) ?? []
    columns.probabilities = mapping.optional("probabilities")?.string()
    columns.weight = mapping.optional("weight")?.string()
    columns.cluster = mapping.optional("cluster")?.string()
    columns.query = mapping.optional("query")?.string()
    columns.amount = mapping.optional("amount")?.string()
    columns.account = mapping.optional("account")?.string()
    columns.time = mapping.optional("time")?.string()
    columns.attempts = mapping.optional("attempts")?.string()
    columns.positive = mapping.optional("positive")?.string()
    columns.task = mapping.optional("task")?.oneOf(EvaluationTask.self)
    guard let id = mapping.optional("id") else {
      if columns != PredictionColumns() {
        mapping.reader.report("columns are named, but no id", hint: "rows are joined by it: 'id: COLUMN'")
      }
      return nil
    }
    columns.ids = oneOrMore(id) ?? []
    return columns
  }

  private static func oneOrMore(_ reader: YAMLReader) -> [String]? {
    if case .sequence = reader.node.content { return reader.strings() }
    return reader.string().map { [$0] }
  }

  private static func statistics(_ mapping: YAMLMapping, _ settings: inout ComparisonSettings) {
    settings.threshold = mapping.optional("threshold")?.double()
    settings.confidence = mapping.optional("confidence")?.fraction() ?? settings.confidence
    settings.power = mapping.optional("power")?.fraction() ?? settings.power
    if let resamples = mapping.optional("resamples") {
      settings.resamples = resamples.integer() ?? settings.resamples
      if !(200...1_000_000).contains(settings.resamples) { resamples.report("expected a number from 200 to 1000000") }
    }
    if let seed = mapping.optional("seed"), let value = seed.integer() {
      if value < 0 { seed.report("expected a number from 0 up") }
      settings.seed = UInt64(clamping: value)
    }
    settings.intervals = mapping.optional("intervals")?.oneOf(IntervalMethod.self) ?? settings.intervals
    settings.multiplicity = mapping.optional("multiplicity")?.oneOf(Adjustment.self) ?? settings.multiplicity
    settings.firstRelease = mapping.optional("first_release")?.oneOf(FirstRelease.self) ?? settings.firstRelease
    settings.undefined = mapping.optional("undefined")?.oneOf(UndefinedVerdict.self) ?? settings.undefined
  }

  private static func slices(_ reader: YAMLReader, into settings: inout ComparisonSettings) {
    guard let mapping = reader.mapping() else { return }
    settings.discovery = mapping.optional("discover")?.bool() ?? false
    let columns = settings.discovery ? mapping.optional("columns") : mapping.required("columns")
    settings.sliceColumns = columns?.strings() ?? []
    func count(_ key: String, from smallest: Int, _ value: inout Int) {
      guard let reader = mapping.optional(key), let number = reader.integer() else { return }
      if number < smallest { reader.report("expected a number from \(smallest) up") }
      value = number
    }
    count("crossings", from: 1, &settings.crossings)
    count("minimum_rows", from: 1, &settings.minimumRows)
    count("minimum_positives", from: 0, &settings.minimumPositives)
    count("minimum_negatives", from: 0, &settings.minimumNegatives)
    mapping.finish()
  }
}

/// Reads `{metric: roc_auc, no_worse_than: 0.01}`.
private struct RuleReader {
  let isSliced: Bool
  /// Whether the values are a document's, and not computed here.
  let isDocument: Bool

  private enum Direction: String, CaseIterable {
    case higher, lower
  }

  func rule(_ reader: YAMLReader) -> ComparisonRule? {
    guard let mapping = reader.mapping() else { return nil }
    let metric = mapping.required("metric").flatMap(metric)
    let limits = limits(mapping)
    let opponent = mapping.optional("against")?.oneOf(ComparisonRule.Opponent.self) ?? .baseline
    let direction = mapping.optional("better")?.oneOf(Direction.self)
    let slices = mapping.optional("slices")
    let onSlices = slices?.bool() ?? false
    if onSlices, !isSliced { slices?.report("no slices are defined", hint: "add 'slices:' beside 'rules:'") }
    mapping.finish()
    if limits.count != 1 {
      reader.report(
        limits.isEmpty ? "the rule has no limit" : "the rule has \(limits.count) limits",
        hint: "give one of at_least, at_most, no_worse_than, better_by, equivalent_within, within_noise_of")
    }
    guard let metric, let limit = limits.first else { return nil }
    let rule = ComparisonRule(
      metric: metric, limit: limit, opponent: opponent, higherIsBetter: direction.map { $0 == .higher },
      slices: onSlices)
    if rule.knownDirection == nil, !isDocument {
      reader.report(
        "nobody knows whether a higher '\(metric.text)' is better", hint: "say it: 'better: higher' or 'better: lower'")
    }
    return rule
  }

  private func metric(_ reader: YAMLReader) -> Metric? {
    guard let text = reader.string() else { return nil }
    do throws(Metric.Unknown) { return try Metric(text) } catch {
      // Documents have names of their own.
      if isDocument { return Metric(foreign: text) }
      reader.report(error.reason, hint: error.hint)
      return nil
    }
  }

  private func limits(_ mapping: YAMLMapping) -> [ComparisonRule.Limit] {
    var limits: [ComparisonRule.Limit] = []
    if let value = mapping.optional("at_least")?.double() { limits.append(.atLeast(value)) }
    if let value = mapping.optional("at_most")?.double() { limits.append(.atMost(value)) }
    if let margin = mapping.optional("no_worse_than")?.margin() { limits.append(.noWorseThan(margin)) }
    if let margin = mapping.optional("better_by")?.margin() { limits.append(.betterBy(margin)) }
    if let margin = mapping.optional("equivalent_within")?.margin() { limits.append(.equivalentWithin(margin)) }
    if let noise = mapping.optional("within_noise_of"), let deviations = noise.double() {
      if deviations <= 0 { noise.report("expected a number of standard deviations above 0") }
      limits.append(.withinNoiseOf(deviations))
    }
    return limits
  }
}

extension ComparisonRule {
  fileprivate var asksForHistory: Bool { if case .withinNoiseOf = limit { true } else { false } }
}

extension YAMLReader {
  /// A number strictly between 0 and 1.
  fileprivate func fraction() -> Double? {
    guard let value = double() else { return nil }
    guard value > 0, value < 1 else {
      report("expected a number between 0 and 1, both excluded")
      return nil
    }
    return value
  }

  /// A number from 0 up, or a percentage of what the candidate is compared with.
  fileprivate func margin() -> ComparisonRule.Margin? {
    if case .scalar(let text, _) = node.content, let margin = ComparisonRule.Margin(text) { return margin }
    report(
      "expected a number from 0 up, or a percentage", hint: "0.01 in the metric's unit, or 2 % of the baseline's value")
    return nil
  }
}
