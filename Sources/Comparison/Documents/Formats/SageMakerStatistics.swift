import Core
import YAML

/// Statistics of the model quality monitor of SageMaker, and the evaluation reports of its pipelines and its model
/// registry, which are of the same shape: `{"regression_metrics": {"mse": {"value": …}}}`.
///
/// The standard deviation there is no standard error and not read as one: the monitor takes it over five samples of
/// 80 % of the rows (its documentation, "Model quality metrics"), which have most rows in common and so lie nearer to
/// each other than other data would.
enum SageMakerStatistics: DocumentFormat {
  static let format = MetricDocumentFormat.sageMaker

  /// With anything else beside them they are metrics as DVC has them, so that nothing is passed over.
  static func recognises(_ root: YAMLNode) -> Bool {
    let known = Set(groups(of: root).map(\.name))
    return !known.isEmpty
      && root.members.allSatisfy { known.contains($0.name) || ["version", "dataset"].contains($0.name) }
  }

  private static func groups(of root: YAMLNode) -> [(name: String, value: YAMLNode)] {
    root.members.filter { name, node in
      name.hasSuffix("_metrics")
        && node.members.contains { metric in metric.value.members.contains { $0.name == "value" } }
    }
  }

  static func read(_ root: YAMLNode, into builder: inout DocumentBuilder) throws(Failure) {
    let rows = root["dataset"]?["item_count"]
    let groups = groups(of: root)
    for (_, group) in groups {
      for (name, node) in group.members {
        if let value = node.members.first(where: { $0.name == "value" })?.value {
          try builder.add(name, shortName: name, MetricReading(value), rows: rows?.count, at: value)
        } else {
          builder.leaveOut(name, node)
        }
      }
    }
    builder.state("kind of metrics", groups.map(\.name).sorted().joined(separator: ", "))
    builder.state("dataset item_count", rows?.statement)
  }
}
