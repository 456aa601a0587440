import Core
import YAML

/// Metrics as DVC has them: a tree in JSON or YAML whose leaves are numbers, named by the keys on the way with dots
/// between (https://doc.dvc.org/command-reference/metrics).
///
/// Only numbers are metrics. Texts, truth values and lists are left out, as DVC leaves out what is no number from what
/// it compares; null and NaN are metrics without a value.
enum DVCMetrics: DocumentFormat {
  static let format = MetricDocumentFormat.dvc

  static func recognises(_ root: YAMLNode) -> Bool { root.isMapping }

  static func read(_ root: YAMLNode, into builder: inout DocumentBuilder) throws(Failure) {
    try read(root, path: "", into: &builder)
  }

  private static func read(_ node: YAMLNode, path: String, into builder: inout DocumentBuilder) throws(Failure) {
    for (key, value) in node.members {
      let name = path.isEmpty ? key : "\(path).\(key)"
      if value.isMapping {
        try read(value, path: name, into: &builder)
        continue
      }
      let reading = MetricReading(value)
      if reading.isNumeric {
        try builder.add(name, shortName: key, reading, at: value)
      } else {
        builder.leaveOut(name, value)
      }
      if statements.contains(key.lowercased()) { builder.state(name, value.statement) }
    }
  }

  /// Keys that say what was evaluated, not how well.
  private static let statements: Set<String> = [
    "dataset", "dataset_name", "dataset_version", "dataset_digest", "dataset_hash", "dataset_sha256", "split",
    "eval_samples", "test_samples", "n_samples", "num_samples", "support",
  ]
}
