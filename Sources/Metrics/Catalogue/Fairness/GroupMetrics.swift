/// Metrics of each group of rows, compared: `recall_difference@group=sex` is of the same recall as `recall`.
enum GroupMetrics {
  /// Four for each metric, but for ratios of those that can be below 0.
  static func definitions(of metrics: [MetricDefinition]) -> [MetricDefinition] {
    metrics.flatMap { metric in Kind.allCases.compactMap { definition(metric, $0) } }
  }

  enum Kind: String, CaseIterable {
    case difference, ratio, least, greatest

    var suffix: String {
      switch self {
      case .difference: "_difference"
      case .ratio: "_ratio"
      case .least: "_group_min"
      case .greatest: "_group_max"
      }
    }

    func comparison(_ arguments: MetricArguments) -> GroupComparison {
      let method = arguments.text("method").flatMap(GroupComparison.Method.init) ?? .betweenGroups
      return switch self {
      case .difference: .difference(method)
      case .ratio: .ratio(method)
      case .least: .least
      case .greatest: .greatest
      }
    }
  }

  static let group = MetricDefinition.Parameter("group", .text, "the column whose values are the groups")
  static let method = MetricDefinition.Parameter(
    "method", .oneOf(GroupComparison.Method.allCases.map(\.rawValue)),
    default: GroupComparison.Method.betweenGroups.rawValue,
    "whether groups are compared with each other or with all rows")

  private static func definition(_ metric: MetricDefinition, _ kind: Kind) -> MetricDefinition? {
    let (range, direction): (ClosedRange<Double>, MetricDefinition.Direction)
    var parameters = metric.parameters + [group]
    let summary: String
    switch kind {
    case .difference:
      (range, direction) = (0...(metric.range.upperBound - metric.range.lowerBound), .lowerIsBetter)
      summary = "the difference between groups of \(metric.name)"
    case .ratio:
      guard metric.range.lowerBound >= 0 else { return nil }
      (range, direction) = (0...1, .higherIsBetter)
      summary = "the ratio, at most 1, of the groups' \(metric.name)"
    case .least:
      (range, direction) = (metric.range, metric.direction)
      summary = "the least of the groups' \(metric.name)"
    case .greatest:
      (range, direction) = (metric.range, metric.direction)
      summary = "the greatest of the groups' \(metric.name)"
    }
    // Percentiles have a method of their own, and groups of them are compared with each other only.
    let hasMethod = parameters.contains { $0.name == method.name }
    if kind == .difference || kind == .ratio, !hasMethod { parameters.append(method) }
    return MetricDefinition(
      metric.name + kind.suffix, metric.tasks, direction, range: range, parameters: parameters,
      summary: "\(summary); undefined where it is so for a group: \(metric.summary)"
    ) { rows, arguments in
      compared(metric, kind.comparison(arguments), rows, arguments)
    }
  }

  /// The metric of each group that has rows, compared.
  static func compared(
    _ metric: MetricDefinition, _ comparison: GroupComparison, _ rows: EvaluationRows, _ arguments: MetricArguments
  ) -> Result<any PreparedMetric, UndefinedMetric> {
    let column = arguments.text("group") ?? ""
    guard let grouping = rows.groups.first(where: { $0.column == column }) else {
      let known = rows.groups.map { "'\($0.column)'" }.joined(separator: ", ")
      return .failure(UndefinedMetric("there are no groups by '\(column)', only by: \(known.isEmpty ? "none" : known)"))
    }
    var names: [String] = []
    var parts: [CombinedMetric.Part] = []
    for (name, places) in zip(grouping.names, grouping.rows) where !places.isEmpty {
      switch metric.prepare(rows.selecting(places), arguments) {
      case .success(let prepared): parts.append(CombinedMetric.Part(metric: prepared, rows: places))
      case .failure(let undefined): return .failure(UndefinedMetric("group '\(name)': \(undefined.reason)"))
      }
      names.append(name)
    }
    if comparison.needsOverall {
      switch metric.prepare(rows, arguments) {
      case .success(let prepared): parts.append(CombinedMetric.Part(metric: prepared, rows: nil))
      case .failure(let undefined): return .failure(undefined)
      }
    }
    return .success(CombinedMetric(parts, rowCount: rows.count) { [names] in comparison(names, $0) })
  }
}

extension Grouping {
  /// By group: the places of its rows.
  fileprivate var rows: [[UInt32]] {
    var rows = [[UInt32]](repeating: [], count: names.count)
    for (row, code) in codes.enumerated() { rows[Int(code)].append(UInt32(row)) }
    return rows
  }
}
