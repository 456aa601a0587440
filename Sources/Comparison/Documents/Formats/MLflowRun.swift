import Core
import YAML

/// A run of MLflow as JSON: of the REST API (`{"run": …}`), or `Run.to_dictionary()`, which `mlflow runs describe`
/// prints.
///
/// A metric that was logged several times counts as it was last: with the largest step, of these the latest, of these
/// the largest, as MLflow itself has it. The data set that a metric was measured on, and those that were logged for
/// evaluation, have to be the same.
enum MLflowRun: DocumentFormat {
  static let format = MetricDocumentFormat.mlflow

  static func recognises(_ root: YAMLNode) -> Bool {
    runs(of: root).contains { $0["info"] != nil && $0["data"] != nil }
  }

  /// The one of `run`, those that a search found, or the document itself.
  private static func runs(of root: YAMLNode) -> [YAMLNode] { root["runs"]?.elements ?? [root["run"] ?? root] }

  static func read(_ root: YAMLNode, into builder: inout DocumentBuilder) throws(Failure) {
    let runs = runs(of: root)
    guard let run = runs.first, runs.count == 1 else {
      throw Failure(
        .malformedData, "the file has \(runs.count) runs of MLflow", at: root.place, hint: "keep one run: {\"run\": …}")
    }
    let metrics = run["data"]?["metrics"]
    for (name, value) in metrics?.members ?? [] { try add(name, value, to: &builder) }
    for logged in try last(of: metrics?.elements ?? []) {
      try add(logged.name, logged.value, to: &builder)
      builder.state("dataset", logged.node["dataset_name"]?.statement, of: logged.name)
      builder.state("dataset digest", logged.node["dataset_digest"]?.statement, of: logged.name)
    }
    stateDatasets(run["inputs"], in: &builder)
  }

  private static func add(_ name: String, _ value: YAMLNode, to builder: inout DocumentBuilder) throws(Failure) {
    let shortName = name.split(separator: "/").last.map(String.init) ?? name
    try builder.add(name, shortName: shortName, MetricReading(value), at: value)
  }

  private struct Logged {
    let name: String
    let node: YAMLNode
    let value: YAMLNode
    let step: Double
    let time: Double

    /// NaN counts as the largest: it is not hidden by a number that was logged at the same moment.
    func isBefore(_ other: Logged) -> Bool {
      let number = MetricReading(value).value ?? .infinity
      return (step, time, number) < (other.step, other.time, MetricReading(other.value).value ?? .infinity)
    }
  }

  /// One for each name, in the order of the first.
  private static func last(of elements: [YAMLNode]) throws(Failure) -> [Logged] {
    var order: [String] = []
    var last: [String: Logged] = [:]
    for node in elements {
      guard let name = node["key"]?.text else {
        throw Failure(.malformedData, "a metric has no key", at: node.place, hint: "MLflow writes key and value")
      }
      // Whole numbers of 64 bits are texts in the JSON of protocol buffers.
      func number(_ key: String) -> Double { node[key].flatMap { MetricReading($0, readsText: true).value } ?? 0 }
      let logged = Logged(
        name: name, node: node, value: node["value"] ?? YAMLNode(.scalar("null", plain: true), at: node.place),
        step: number("step"), time: number("timestamp"))
      guard let before = last[name] else {
        order.append(name)
        last[name] = logged
        continue
      }
      if before.isBefore(logged) { last[name] = logged }
    }
    return order.compactMap { last[$0] }
  }

  /// A candidate may well be trained on other data than the baseline, so only what it was evaluated on counts.
  private static func stateDatasets(_ inputs: YAMLNode?, in builder: inout DocumentBuilder) {
    let contexts: Set<String> = ["eval", "evaluation", "test", "testing", "validation"]
    var digests: [String] = []
    for input in (inputs?["dataset_inputs"] ?? inputs?["datasetInputs"])?.elements ?? [] {
      let context = input["tags"]?.elements.first { $0["key"]?.text == "mlflow.data.context" }?["value"]?.text
      guard let context, contexts.contains(context.lowercased()), let dataset = input["dataset"] else { continue }
      digests.append("\(dataset["name"]?.statement ?? "") \(dataset["digest"]?.statement ?? "")")
    }
    if !digests.isEmpty { builder.state("evaluation data", digests.sorted().joined(separator: ", ")) }
  }
}
