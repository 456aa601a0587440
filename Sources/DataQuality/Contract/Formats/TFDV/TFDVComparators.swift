import Core
import Drift
import YAML

/// What a schema asks of the data against other data: features against the last span and against serving, the number of
/// examples against the last span and against the last version.
///
/// TFDV is given statistics of these; here the last span is the reference, and the others are tables.
enum TFDVComparators {
  /// The name of the table that skew is measured against.
  static let serving = "serving"
  /// The name of the table whose number of examples a version is compared with.
  static let version = "previous_version"

  /// - Parameter values: what the feature's values are compared as; nil where its type is not said.
  /// - Returns: a rule for each threshold.
  static func rules(
    _ feature: YAMLMapping, _ name: String, as values: DriftMeasure.Values?, _ refusals: Refusals
  ) -> [ContractRule] {
    [("drift_comparator", nil), ("skew_comparator", serving)].flatMap { key, table -> [ContractRule] in
      guard let comparator = feature.optional(key)?.mapping() else { return [] }
      defer { comparator.finish() }
      return measures.compactMap { measure, method in
        guard let found = comparator.optional(measure)?.mapping() else { return nil }
        defer { found.finish() }
        if let source = found.optional("source"), let selection = source.mapping() {
          if let type = selection.optional("type"), type.oneOf(Selection.self) == .quantiles {
            refusals.refuse(type, "the divergence of a histogram of quantiles")
          }
          selection.finish()
        }
        guard let reader = found.optional("threshold"), let threshold = reader.double() else { return nil }
        if threshold < 0 { reader.report("a threshold cannot be negative") }
        if let values, !method.takes(values) {
          refusals.refuse(
            found.reader, "'\(measure)' of numbers",
            hint: "TFDV measures nothing there: use jensen_shannon_divergence, or say that the domain is_categorical")
          return nil
        }
        return rule(
          "\(key).\(measure)", [name], .drift(DriftMeasure(method, against: table, as: values)),
          .lessOrEqual(threshold))
      }
    }
  }

  private static let measures: [(String, DriftMethod)] = [
    ("infinity_norm", .tfdvLInfinity), ("normalized_abs_difference", .tfdvNormalizedAbsoluteDifference),
    ("jensen_shannon_divergence", .tfdvJensenShannon),
  ]

  private enum Selection: String, CaseIterable {
    case unknown = "UNKNOWN"
    case standard = "STANDARD"
    case quantiles = "QUANTILES"
  }

  /// - Returns: a rule for each threshold on the number of examples.
  static func rules(ofDataset constraints: YAMLMapping) -> [ContractRule] {
    let comparators = [("num_examples_drift_comparator", nil), ("num_examples_version_comparator", version)]
    let ends: [(String, (Double) -> CountLimit.Condition)] = [
      ("min_fraction_threshold", CountLimit.Condition.greaterOrEqual),
      ("max_fraction_threshold", CountLimit.Condition.lessOrEqual),
    ]
    return comparators.flatMap { key, table -> [ContractRule] in
      guard let comparator = constraints.optional(key)?.mapping() else { return [] }
      defer { comparator.finish() }
      return ends.compactMap { end, condition in
        comparator.optional(end)?.double().map { rule("\(key).\(end)", [], .rowCountRatio(to: table), condition($0)) }
      }
    }
  }

  private static func rule(
    _ kind: String, _ columns: [String], _ measure: Measure, _ condition: CountLimit.Condition
  ) -> ContractRule {
    var rule = ContractRule(
      kind: kind, columns: columns, test: .value(measure), limit: CountLimit(condition: condition, unit: .value))
    // Whether a column has to be there is for its presence to say.
    if !columns.isEmpty { rule.whenAbsent = .pass }
    return rule
  }

  /// Tables that the rules take, by name; the schema says of none where it is.
  static func tables(_ rules: [ContractRule]) -> [String: String] {
    let names = rules.compactMap { rule -> String? in
      switch rule.test.measure {
      case .drift(let drift): drift.table
      case .rowCountRatio(let table): table
      default: nil
      }
    }
    return Dictionary(names.map { ($0, "") }) { first, _ in first }
  }
}
