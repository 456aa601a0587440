import Core
import Metrics

// Computes metrics of the cases that a JSON file lists, so that other libraries can be asked about the same rows:
// [{"task": "binary", "labels": […], "scores": […], "weights": […], "metrics": ["accuracy", …]}, …] becomes
// [{"accuracy": 0.5, "precision": {"undefined": "…"}}, …]. With "counts", each row stands as often as they say;
// "by" asks for another way to the same: "counts", "cells", "share", or for "influences", where a metric has them.
do {
  let file = CommandLine.arguments.dropFirst().first ?? "/dev/stdin"
  let cases = try JSON(parsing: Files.read(file), file: file)
  var results: [JSON] = []
  for element in cases.array ?? [] {
    let rows = try EvaluationRows(element)
    let counts = element["counts"]?.array?.map { UInt8($0.integer ?? 0) }
    let question = Question(rawValue: element["by"]?.string ?? (counts == nil ? "value" : "counts")) ?? .value
    var values: [String: JSON] = [:]
    for name in element["metrics"]?.array?.compactMap(\.string) ?? [] {
      values[name] =
        switch try Metric(name).prepare(rows) {
        case .success(let metric): question.answer(metric, counts ?? Array(repeating: 1, count: rows.count))
        case .failure(let undefined): ["undefined": .string(undefined.reason)]
        }
    }
    results.append(.object(values))
  }
  print(String(decoding: JSON.array(results).canonical, as: UTF8.self))
} catch {
  print("error: \(error)")
  // As the shell says of a crash, so that a test cannot mistake it for an answer.
  fatalError("\(error)")
}
