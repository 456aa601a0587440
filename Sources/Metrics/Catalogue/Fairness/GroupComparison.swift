/// What a metric of several groups comes down to, as Fairlearn's MetricFrame has it.
enum GroupComparison: Sendable {
  case least, greatest
  /// Of the greatest and the least, or of the group that is farthest from all rows together.
  case difference(Method)
  /// The least over the greatest, or of a group and all rows together what is less over what is more.
  case ratio(Method)

  enum Method: String, Sendable, CaseIterable {
    case betweenGroups = "between_groups"
    case toOverall = "to_overall"
  }

  var needsOverall: Bool {
    switch self {
    case .difference(.toOverall), .ratio(.toOverall): true
    default: false
    }
  }

  /// - Parameters:
  ///   - names: of the groups.
  ///   - parts: the metric of each group, nil for one without rows, and then of all rows where they are needed.
  func callAsFunction(
    _ names: [String], _ parts: [MetricValue?]
  ) -> Result<CombinedMetric.Combination, UndefinedMetric> {
    var values: [GroupValue] = []
    for (part, name) in names.enumerated() {
      switch parts[part] {
      case .success(let value): values.append(GroupValue(part: part, value: value))
      case .failure(let undefined): return .failure(UndefinedMetric("group '\(name)': \(undefined.reason)"))
      case nil: continue
      }
    }
    guard let least = values.min(by: { $0.value < $1.value }), let greatest = values.max(by: { $0.value < $1.value })
    else { return .failure(UndefinedMetric("no group has rows")) }
    switch self {
    case .least: return .success(.init(least.value, slopes: [(least.part, 1)], of: parts.count))
    case .greatest: return .success(.init(greatest.value, slopes: [(greatest.part, 1)], of: parts.count))
    default: break
    }
    if values.count < 2 {
      return .failure(UndefinedMetric("only group '\(names[least.part])' has rows, and one cannot be compared"))
    }
    guard needsOverall else { return between(least, greatest, parts.count) }
    switch parts[names.count] {
    case .success(let value):
      return toOverall(least, greatest, GroupValue(part: names.count, value: value), parts.count)
    case .failure(let undefined): return .failure(undefined)
    case nil: return .failure(UndefinedMetric("there are no rows"))
    }
  }

  private func between(
    _ least: GroupValue, _ greatest: GroupValue, _ count: Int
  ) -> Result<CombinedMetric.Combination, UndefinedMetric> {
    guard case .ratio = self else { return .success(.difference(greatest, least, of: count)) }
    if greatest.value == 0 { return .failure(UndefinedMetric("it is 0 in all groups, so that there is no ratio")) }
    return .success(.quotient(least, greatest, of: count))
  }

  private func toOverall(
    _ least: GroupValue, _ greatest: GroupValue, _ overall: GroupValue, _ count: Int
  ) -> Result<CombinedMetric.Combination, UndefinedMetric> {
    guard case .ratio = self else {
      let isGreatest = greatest.value - overall.value >= overall.value - least.value
      return .success(
        isGreatest ? .difference(greatest, overall, of: count) : .difference(overall, least, of: count))
    }
    if overall.value == 0 {
      return .failure(UndefinedMetric("it is 0 in all rows together, so that there is no ratio to it"))
    }
    let isLeast = greatest.value <= overall.value || least.value / overall.value <= overall.value / greatest.value
    return .success(isLeast ? .quotient(least, overall, of: count) : .quotient(overall, greatest, of: count))
  }
}

private struct GroupValue {
  let part: Int
  let value: Double
}

extension CombinedMetric.Combination {
  fileprivate static func difference(_ first: GroupValue, _ second: GroupValue, of count: Int) -> Self {
    Self(first.value - second.value, slopes: [(first.part, 1), (second.part, -1)], of: count)
  }

  fileprivate static func quotient(_ first: GroupValue, _ second: GroupValue, of count: Int) -> Self {
    Self(
      first.value / second.value,
      slopes: [(first.part, 1 / second.value), (second.part, -first.value / (second.value * second.value))], of: count)
  }

  fileprivate init(_ value: Double, slopes: [(part: Int, slope: Double)], of count: Int) {
    self.value = value
    var all = [Double](repeating: 0, count: count)
    for (part, slope) in slopes { all[part] += slope }
    self.slopes = all
  }
}
