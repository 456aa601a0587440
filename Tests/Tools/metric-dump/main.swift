import Core
import Metrics

// Computes metrics of the cases that a JSON file lists, so that other libraries can be asked about the same rows:
// [{"task": "binary", "labels": […], "scores": […], "weights": […], "metrics": ["accuracy", …]}, …] becomes
// [{"accuracy": 0.5, "precision": {"undefined": "…"}}, …].
do {
  let file = CommandLine.arguments.dropFirst().first ?? "/dev/stdin"
  let cases = try JSON(parsing: Files.read(file), file: file)
  var results: [JSON] = []
  for element in cases.array ?? [] {
    let rows = try EvaluationRows(element)
    var values: [String: JSON] = [:]
    for name in element["metrics"]?.array?.compactMap(\.string) ?? [] {
      let metric = try Metric(name)
      values[name] =
        switch metric.prepare(rows).flatMap(\.value) {
        case .success(let value): .number(value)
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
