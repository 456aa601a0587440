import Comparison
import Core
import Metrics
import YAML

extension ComparisonPolicy {
  init?(_ reader: YAMLReader) {
    guard let mapping = reader.mapping() else { return nil }
    let candidate = mapping.required("candidate")?.string()
    baseline = mapping.optional("baseline")?.string()
    let id = mapping.required("id")?.string()
    let label = mapping.required("label")?.string()
    let score = mapping.required("score")?.string()
    var settings = ComparisonSettings()
    if let threshold = mapping.optional("threshold") {
      settings.threshold = threshold.fraction() ?? settings.threshold
    }
    if let confidence = mapping.optional("confidence") {
      settings.confidence = confidence.fraction() ?? settings.confidence
    }
    mapping.optional("slices").map { Self.slices($0, into: &settings) }
    let rules = mapping.required("rules")
    self.rules = rules?.list()?.compactMap { Self.rule($0, sliced: !settings.sliceColumns.isEmpty) } ?? []
    if let rules, case .sequence(let elements) = rules.node.content, elements.isEmpty {
      rules.report("there is no rule", hint: "for instance: {metric: roc_auc, no_worse_than: 0.01}")
    }
    mapping.finish()
    guard let candidate, let id, let label, let score else { return nil }
    self.candidate = candidate
    columns = PredictionColumns(id: id, label: label, score: score)
    self.settings = settings
  }

  private static func slices(_ reader: YAMLReader, into settings: inout ComparisonSettings) {
    guard let mapping = reader.mapping() else { return }
    settings.sliceColumns = mapping.required("columns")?.strings() ?? []
    if let minimum = mapping.optional("minimum_rows") {
      settings.minimumRows = minimum.integer() ?? settings.minimumRows
      if settings.minimumRows < 1 { minimum.report("a slice needs at least 1 row") }
    }
    mapping.finish()
  }

  private static func rule(_ reader: YAMLReader, sliced: Bool) -> ComparisonRule? {
    guard let mapping = reader.mapping() else { return nil }
    let metric = mapping.required("metric")?.oneOf(MetricName.self)
    var limits: [ComparisonRule.Limit] = []
    if let value = mapping.optional("at_least")?.double() { limits.append(.atLeast(value)) }
    if let value = mapping.optional("at_most")?.double() { limits.append(.atMost(value)) }
    if let value = mapping.optional("no_worse_than")?.share() { limits.append(.noWorseThan(value)) }
    if let value = mapping.optional("better_by")?.share() { limits.append(.betterBy(value)) }
    let slices = mapping.optional("slices")
    let onSlices = slices?.bool() ?? false
    if onSlices, !sliced { slices?.report("no slices are defined", hint: "add 'slices:' beside 'rules:'") }
    mapping.finish()
    if limits.count != 1 {
      reader.report(
        limits.isEmpty ? "the rule has no limit" : "the rule has \(limits.count) limits",
        hint: "give one of at_least, at_most, no_worse_than, better_by")
    }
    guard let metric, let limit = limits.first else { return nil }
    return ComparisonRule(metric: metric, limit: limit, slices: onSlices)
  }
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
}
