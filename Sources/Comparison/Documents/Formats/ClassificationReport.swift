import Core
import YAML

/// `classification_report(…, output_dict=True)` of scikit-learn: for each class and each average precision, recall,
/// F1 and support; the accuracy by itself.
///
/// The supports of the classes have to be the same: another one is another test set.
enum ClassificationReport: DocumentFormat {
  static let format = MetricDocumentFormat.classificationReport

  private static let averages: Set<String> = ["micro avg", "macro avg", "weighted avg", "samples avg"]

  static func recognises(_ root: YAMLNode) -> Bool {
    root.members.contains { averages.contains($0.name) && isGroup($0.value) }
  }

  private static func isGroup(_ node: YAMLNode) -> Bool {
    ["precision", "recall", "f1-score", "support"].allSatisfy { key in node.members.contains { $0.name == key } }
  }

  static func read(_ root: YAMLNode, into builder: inout DocumentBuilder) throws(Failure) {
    let rows = (root["macro avg"] ?? root["weighted avg"])?["support"]?.count
    for (name, node) in root.members {
      if node.isMapping {
        let support = node["support"]
        for (metric, value) in node.members where metric != "support" {
          try builder.add(
            "\(name).\(metric)", shortName: metric, metric: metric, MetricReading(value), rows: support?.count,
            at: value)
        }
        if !averages.contains(name) { builder.state("support of '\(name)'", support?.statement) }
      } else {
        let reading = MetricReading(node)
        if reading.isNumeric || name == "accuracy" {
          try builder.add(name, shortName: name, reading, rows: name == "accuracy" ? rows : nil, at: node)
        } else {
          builder.leaveOut(name, node)
        }
      }
    }
  }
}
