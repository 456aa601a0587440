import Core
import YAML

/// The `model-index` of a model card of Hugging Face: YAML in the head of its README.md, or a file of YAML or JSON
/// (https://github.com/huggingface/hub-docs/blob/main/modelcard.md).
///
/// Named `DATASET/CONFIG/METRIC` by their types. Where results are of several splits of one data set the split follows
/// the config; where two metrics of a result have one type, their own names replace it. Name, split, revision and
/// arguments of the data set, the task and the arguments of the metric have to be the same.
///
/// What stands behind `±` or `+/-` counts as a standard error. No standard says what it is; lm-evaluation-harness writes
/// standard errors so, Stable-Baselines3 standard deviations, others half an interval. The standard error is the
/// smallest of these, so whatever was meant no interval is too narrow.
enum ModelIndex: DocumentFormat {
  static let format = MetricDocumentFormat.modelIndex

  static func recognises(_ root: YAMLNode) -> Bool { models(of: root) != nil }

  private static func models(of root: YAMLNode) -> YAMLNode? { root["model-index"] ?? root["model_index"] }

  static func read(_ root: YAMLNode, into builder: inout DocumentBuilder) throws(Failure) {
    guard let models = models(of: root), let model = models.elements.first, models.elements.count == 1 else {
      let models = models(of: root)?.elements.count ?? 0
      throw Failure(
        .malformedData, "the model-index has \(models) models", at: root.place, hint: "keep the results of one model")
    }
    let results = (model["results"]?.elements ?? []).map(Evaluation.init)
    for result in results {
      let hasOneSplit = results.allSatisfy { $0.scope != result.scope || $0.split == result.split }
      let scope = hasOneSplit ? result.scope : [result.scope, result.split].compactMap { $0 }.joined(separator: "/")
      try read(result, scope: scope, into: &builder)
    }
  }

  private struct Evaluation {
    let node: YAMLNode
    let dataset: YAMLNode?
    let scope: String
    let split: String?

    init(_ node: YAMLNode) {
      self.node = node
      dataset = node["dataset"]
      // Cards that are older have the config as the only argument.
      let config = dataset?["config"]?.text ?? dataset?["args"]?.text
      let type = dataset?["type"]?.text ?? dataset?["name"]?.text
      scope = [type, config].compactMap { $0 }.joined(separator: "/")
      split = dataset?["split"]?.text
    }
  }

  private static func read(
    _ result: Evaluation, scope: String, into builder: inout DocumentBuilder
  ) throws(Failure) {
    let metrics = result.node["metrics"]?.elements ?? []
    for metric in metrics {
      guard let type = (metric["type"] ?? metric["name"])?.text else {
        throw Failure(.malformedData, "a metric has no type", at: metric.place, hint: "for instance type: accuracy")
      }
      let isAlone = metrics.count { $0["type"]?.text == type } <= 1
      let shortName = isAlone ? type : metric["name"]?.text ?? type
      let value = metric["value"]
      let name = scope.isEmpty ? shortName : "\(scope)/\(shortName)"
      try builder.add(
        name, shortName: shortName, metric: type, value.map { MetricReading($0, readsText: true) } ?? .missing,
        at: value ?? metric)
      builder.state("metric config", metric["config"]?.statement, of: name)
      state("metric argument", metric["args"], of: name, in: &builder)
    }
    // Without a data set there is no scope but that of the whole document.
    guard !scope.isEmpty else { return }
    builder.state("task", result.node["task"]?["type"]?.statement, of: scope)
    for key in ["name", "split", "revision"] {
      builder.state("dataset \(key)", result.dataset?[key]?.statement, of: scope)
    }
    state("dataset argument", result.dataset?["args"], of: scope, in: &builder)
  }

  /// Arguments are a value or a mapping of values.
  private static func state(_ name: String, _ node: YAMLNode?, of scope: String, in builder: inout DocumentBuilder) {
    builder.state(name, node?.statement, of: scope)
    for (key, value) in node?.members ?? [] { builder.state("\(name) \(key)", value.statement, of: scope) }
  }
}
