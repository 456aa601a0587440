import Core
import Glibc
import Metrics
import Statistics

// Times the kernels of comparisons, on numbers that other libraries can be given too:
//   statistics-bench make DIRECTORY ROWS            writes labels.u8, first.f64 and second.f64
//   statistics-bench order|area|delong|metrics|means DIRECTORY
//   statistics-bench bootstrap|counts DIRECTORY RESAMPLES THREADS
// prints JSON: the seconds of the best run without reading the files, the values, and the largest memory in megabytes.
do {
  let arguments = CommandLine.arguments
  guard arguments.count >= 3 else { throw Failure(.usage, "two arguments are needed: what to do, and a directory") }
  let data = Data(directory: arguments[2])
  let number = { (index: Int) in arguments.count > index ? Int(arguments[index]) ?? 0 : 0 }
  switch arguments[1] {
  case "make": try data.make(rows: number(3))
  case "order":
    let scores = try data.first
    report(runs: 3) { [Double(ScoreOrder.ascending(scores).last ?? 0)] }
  case "area":
    let (labels, scores) = (try data.labels, try data.first)
    report(runs: 3) { [AreaUnderROC.value(labels: labels, scores: scores) ?? .nan] }
  case "delong":
    let (labels, first, second) = (try data.labels, try data.first, try data.second)
    report(runs: 5) {
      guard let a = AreaUnderROC(labels: labels, scores: first), let b = AreaUnderROC(labels: labels, scores: second),
        let difference = DeLong.compare(a, b, confidence: 0.95)
      else { return [] }
      return [a.value, b.value, difference.variance.squareRoot(), difference.z]
    }
  case "bootstrap":
    let areas = PairedAreaBootstrap(labels: try data.labels, first: try data.first, second: try data.second, seed: 1)
    report(runs: 1) {
      let differences = areas.run(resamples: number(3), threads: number(4)).compactMap { $0 }.map {
        $0.first - $0.second
      }
      let mean = differences.compensatedSum / Double(differences.count)
      let squares = differences.map { ($0 - mean) * ($0 - mean) }.compensatedSum
      return [mean, (squares / Double(differences.count - 1)).squareRoot()]
    }
  case "metrics":
    let (labels, scores) = (try data.labels, try data.first)
    let names = CommandLine.arguments.dropFirst(3)
    let metrics = try names.map { name in try Metric(name) }
    report(runs: 3) {
      // The answers are made anew each time, since they remember the order of their scores.
      let rows = EvaluationRows(.binary(BinaryAnswers(labels: labels, scores: scores)))
      return metrics.map { $0.prepare(rows).flatMap(\.value).defined ?? .nan }
    }
  case "means":
    let (labels, first, second) = (try data.labels, try data.first, try data.second)
    report(runs: 3) { Means.intervals(labels, first, second) }
  case "counts":
    let rows = try data.labels.count
    report(runs: 1) {
      let sums = RowResampler(rows: rows, seed: 1).run(resamples: number(3), threads: number(4)) { Int($0[rows - 1]) }
      return [Double(sums.reduce(0, +))]
    }
  default: throw Failure(.usage, "'\(arguments[1])' is nothing that is timed")
  }
} catch {
  print(error)
  exit(1)
}

func report(runs: Int, _ work: () -> [Double]) {
  var best = Duration.seconds(1_000_000)
  var values: [Double] = []
  for _ in 0..<runs { best = min(best, ContinuousClock().measure { values = work() }) }
  let (seconds, rest) = best.components
  var usage = rusage()
  unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
  let result: JSON = [
    "seconds": .number(Double(seconds) + Double(rest) * 1e-18), "values": .array(values.map { .number($0) }),
    "megabytes": .number(Double(usage.ru_maxrss) / 1024),
  ]
  print(String(decoding: result.canonical, as: UTF8.self))
}
