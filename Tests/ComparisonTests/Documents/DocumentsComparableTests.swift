import Comparison
import Core
import Testing

@Suite("Documents whose numbers may be compared")
struct DocumentsComparableTests {
  private static func lm(_ tasks: [String], _ rest: String) -> String {
    let results = tasks.map { "\"\($0)\": {\"acc,none\": 0.5}" }.joined(separator: ", ")
    return "{\"results\": {\(results)}, \(rest)}"
  }

  private static func card(_ dataset: String, _ metric: String = "") -> String {
    "model-index: [{name: m, results: [{dataset: {type: glue, \(dataset)}, metrics: [{type: f1, value: 1\(metric)}]}]}]"
  }

  /// A result for each metric.
  private static func two(_ first: String, _ second: String) -> String {
    """
    model-index: [{name: m, results: [{dataset: {type: glue, revision: \(first)}, metrics: [{type: f1, value: 1}]},
    {dataset: {type: glue, revision: \(second)}, metrics: [{type: accuracy, value: 1}]}]}]
    """
  }

  private static func mlflow(_ context: String, _ digest: String) -> String {
    """
    {"info": {}, "data": {"metrics": {"auc": 0.5}}, "inputs": {"dataset_inputs": [{"dataset": {"name": "d", "digest":
    "\(digest)"}, "tags": [{"key": "mlflow.data.context", "value": "\(context)"}]}]}}
    """
  }

  private static func report(_ supports: [Int]) -> String {
    let classes = supports.enumerated().map {
      "\"\($0)\": {\"precision\": 1, \"recall\": 1, \"f1-score\": 1, \"support\": \($1)}, "
    }
    return "{\(classes.joined())\"macro avg\": {\"precision\": 1, \"recall\": 1, \"f1-score\": 1, \"support\": 9}}"
  }

  @Test(
    "what differs is named with both values, what nobody compares is not",
    arguments: [
      (lm(["a"], #""versions": {"a": 1}"#), lm(["a"], #""versions": {"a": 1.0}"#), nil),
      (
        lm(["a"], #""versions": {"a": 1}"#), lm(["a"], #""versions": {"a": 2}"#),
        "a: version is '1' here and '2' in old"
      ),
      (
        lm(["a"], #""versions": {"a": 1}, "task_hashes": {"a": "x"}"#), lm(["a"], #""versions": {"a": 1}"#),
        "a: hash is 'x' here and not stated in old"
      ),
      (lm(["a", "b"], #""versions": {"a": 1, "b": 1}"#), lm(["a"], #""versions": {"a": 1}"#), nil),
      (
        lm(["a"], #""versions": {}, "n-samples": {"a": {"effective": 10}}"#),
        lm(["a"], #""versions": {}, "n-samples": {"a": {"effective": 20}}"#), "a: samples is '10' here and '20' in old"
      ),
      (
        #"{"results": {"a": {"em,strict": 1}}, "versions": {}}"#,
        #"{"results": {"a": {"em,loose": 1}}, "versions": {}}"#,
        "a/em: filter is 'strict' here and 'loose' in old"
      ),
      (card("split: test"), card("split: validation"), "glue: dataset split is 'test' here and 'validation' in old"),
      (card("revision: a"), card("revision: a"), nil),
      (
        card("revision: 12e4567"), card("revision: 13e4567"),
        "glue: dataset revision is '12e4567' here and '13e4567' in old"
      ),
      (two("a", "b"), two("b", "a"), nil),
      (two("a", "b"), two("a", "c"), "glue: dataset revision is 'a, b' here and 'a, c' in old"),
      (
        card("split: test", ", args: {average: macro}"), card("split: test", ", args: {average: micro}"),
        "glue/f1: metric argument average is 'macro' here and 'micro' in old"
      ),
      (mlflow("eval", "a"), mlflow("eval", "b"), "evaluation data is 'd a' here and 'd b' in old"),
      (mlflow("training", "a"), mlflow("training", "b"), nil),
      (report([4, 5]), report([4, 5]), nil),
      (report([4, 5]), report([5, 4]), "support of '0' is '4' here and '5' in old"),
      (report([5]), report([5, 4]), "support of '1' is not stated here and '4' in old"),
      (#"{"auc": 1, "dataset": "a"}"#, #"{"auc": 1, "dataset": "b"}"#, "dataset is 'a' here and 'b' in old"),
      (#"{"auc": 1, "eval_samples": 408}"#, #"{"auc": 1, "eval_samples": 408.0}"#, nil),
      (#"{"auc": 1}"#, "name,value\nauc,1\n", nil),
      (
        #"{"auc": 1}"#, #"{"info": {}, "data": {"metrics": {"auc": 0.5}}}"#, "this is a file of metrics as DVC has them"
      ),
      (
        #"{"regression_metrics": {"mse": {"value": 1}}}"#, #"{"other_metrics": {"mse": {"value": 1}}}"#,
        "kind of metrics is 'regression_metrics' here and 'other_metrics' in old"
      ),
    ])
  func differences(candidate: String, baseline: String, message: String?) throws {
    let old = try DocumentBench.document(baseline, name: "old")
    let new = try DocumentBench.document(candidate, name: "new")
    do throws(Failure) {
      try new.requireComparable(with: old)
      #expect(message == nil)
    } catch {
      #expect(error.code == .malformedData)
      #expect(error.description.hasPrefix("new: \(message ?? "nothing")"), "\(error)")
    }
    try old.requireComparable(with: old)
  }

  @Test("only the metrics that are compared have to agree")
  func named() throws {
    func run(_ version: Int) throws -> MetricDocument {
      try DocumentBench.document(
        Self.lm(["a", "b"], "\"versions\": {\"a\": \(version), \"b\": 1}"), name: "\(version)")
    }
    try run(1).requireComparable(with: run(2), for: ["b/acc"])
    #expect(throws: Failure.self) { try run(1).requireComparable(with: run(2), for: ["b/acc", "a/acc"]) }
  }

  @Test("a name that means another metric in the other document is refused")
  func otherPath() throws {
    let new = try DocumentBench.document(#"{"test": {"auc": 1}}"#, name: "new")
    let old = try DocumentBench.document(#"{"train": {"auc": 1}}"#, name: "old")
    #expect {
      try new.requireComparable(with: old, for: ["auc"])
    } throws: {
      "\($0)".hasPrefix("new: 'auc' is 'test.auc' here and 'train.auc' in old")
    }
  }

  @Test("of many differences ten are told and the others counted")
  func many() throws {
    let new = try DocumentBench.document(Self.report(Array(1...15)))
    let old = try DocumentBench.document(Self.report(Array(2...16)))
    #expect {
      try new.requireComparable(with: old)
    } throws: {
      ($0 as? Failure)?.diagnostics.count == 11 && "\($0)".hasSuffix("and 5 more that differ")
    }
  }

  @Test("definitions are told by name")
  func definitions() throws {
    let text = Self.lm(
      ["a"],
      """
      "versions": {"a": 2.0}, "n-shot": {"a": 5}, "task_hashes": {"a": "x"}, "group_subtasks": {"a": ["c", "b"]},
      "configs": {"a": {"dataset_path": "p", "dataset_name": null, "test_split": "test"}}
      """)
    #expect(
      try DocumentBench.document(text).definitions == [
        "a: version": "2", "a: shots": "5", "a: hash": "x", "a: tasks": "b, c", "a: dataset": "p", "a: split": "test",
        "a/acc: filter": "none",
      ])
  }
}
