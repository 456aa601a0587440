import Core
import YAML

/// The results of EleutherAI's lm-evaluation-harness, from version 0.3 on: `acc`, `acc,none` or `acc,FILTER` of each
/// task and group, with its standard error in `acc_stderr`.
///
/// Named `TASK/METRIC`, with the filter behind a comma where there are several of one metric. Versions, hashes, numbers
/// of shots, filters and counts of samples of a task have to be the same.
enum LMEvaluation: DocumentFormat {
  static let format = MetricDocumentFormat.lmEvaluation

  static func recognises(_ root: YAMLNode) -> Bool {
    guard let results = root["results"], !results.members.isEmpty, results.members.allSatisfy({ $0.value.isMapping })
    else { return false }
    return ["versions", "configs", "n-shot", "higher_is_better", "task_hashes"].contains { root[$0]?.isMapping == true }
  }

  static func read(_ root: YAMLNode, into builder: inout DocumentBuilder) throws(Failure) {
    for (task, results) in root["results"]?.members ?? [] {
      try read(results, of: task, root, into: &builder)
      state(task, root, in: &builder)
    }
  }

  private struct Key {
    let metric: String
    let filter: String

    /// `acc`, `acc,none`, `exact_match,strict-match`.
    init(_ text: String) {
      let parts = text.split(separator: ",", maxSplits: 1, omittingEmptySubsequences: false)
      metric = String(parts.first ?? "")
      filter = parts.count == 2 ? String(parts[1]) : "none"
    }
  }

  private static func read(
    _ results: YAMLNode, of task: String, _ root: YAMLNode, into builder: inout DocumentBuilder
  ) throws(Failure) {
    let rows = root["n-samples"]?[task]?["effective"]?.count ?? (results["sample_len"] ?? results["samples"])?.count
    let suffix = "_stderr"
    let members = results.members.map { (key: Key($0.name), text: $0.name, node: $0.value) }
    let values = members.filter { member in
      !["alias", "sample_len", "samples", "sample_count", " "].contains(member.text)
        && !member.key.metric.hasSuffix(suffix)
    }
    for (key, text, node) in values {
      let reading = MetricReading(node)
      if !reading.isNumeric {
        builder.leaveOut("\(task)/\(text)", node)
        continue
      }
      let filters = values.filter { $0.key.metric == key.metric }.count
      let shortName = filters > 1 ? "\(key.metric),\(key.filter)" : key.metric
      let error = members.first { $0.key.metric == key.metric + suffix && $0.key.filter == key.filter }
      var direction = DocumentBuilder.Direction.unsaid
      // Null is said of a group whose tasks disagree.
      if let said = root["higher_is_better"]?[task]?.members.first(where: { $0.name == key.metric })?.value {
        direction = .said(said.boolean)
      }
      let name = "\(task)/\(shortName)"
      try builder.add(
        name, shortName: shortName, metric: key.metric, reading,
        standardError: error.flatMap { MetricReading($0.node).value }, higherIsBetter: direction, rows: rows, at: node)
      builder.state("filter", key.filter, of: name)
    }
    builder.state("samples", rows.map(String.init), of: task)
  }

  private static func state(_ task: String, _ root: YAMLNode, in builder: inout DocumentBuilder) {
    func state(_ name: String, _ node: YAMLNode?) { builder.state(name, node?.statement, of: task) }
    state("version", root["versions"]?[task])
    state("hash", root["task_hashes"]?[task])
    state("shots", root["n-shot"]?[task] ?? root["config"]?["num_fewshot"])
    let config = root["configs"]?[task]
    state("dataset", config?["dataset_path"])
    state("dataset name", config?["dataset_name"])
    state("split", config?["test_split"] ?? config?["validation_split"])
    let tasks = root["group_subtasks"]?[task]?.elements.compactMap(\.text).sorted() ?? []
    if !tasks.isEmpty { builder.state("tasks", tasks.joined(separator: ", "), of: task) }
  }
}
