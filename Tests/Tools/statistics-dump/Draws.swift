import Core
import Statistics

/// Random draws, and what the bootstraps make of them.
enum Draws {
  static func answer(to question: JSON) throws(Failure) -> JSON {
    let (count, seed) = (question["count"]?.integer ?? 0, UInt64(question["seed"]?.integer ?? 1))
    let numbers = question.numbers("numbers")
    switch question["draws"]?.string ?? "" {
    case "uniform":
      var stream = PhiloxStream(seed: seed, stream: 0, purpose: 0)
      return .anyNumbers((0..<count).map { _ in stream.uniform() })
    case "binomial":
      var stream = PhiloxStream(seed: seed, stream: 0, purpose: 0)
      return .anyNumbers(
        (0..<count).map { _ in
          Double(Binomial.draw(trials: Int(numbers[0]), success: numbers[1], from: &stream))
        })
    case "rows":
      // How often each row stands in each resample.
      let resampler = RowResampler(
        rows: question["rows"]?.integer ?? 0, clusters: question.clusters("clusters"), seed: seed)
      return .array(
        resampler.run(resamples: count, threads: 1) { counts in
          counts.indices.map { Double(counts[$0]) }
        }.map { .anyNumbers($0) })
    case "cells":
      let bootstrap = CellBootstrap(counts: question.integers("counts"), seed: seed)
      return .array(
        bootstrap.run(resamples: count, threads: 1) { $0.map(Double.init) }.map { .anyNumbers($0) })
    case "areas":
      let bootstrap = PairedAreaBootstrap(
        labels: question.flags("labels"), first: question.numbers("first"), second: question.numbers("second"),
        clusters: question.clusters("clusters"), seed: seed)
      let areas = bootstrap.run(resamples: count, threads: 1)
      return [
        "differences": .anyNumbers(areas.map { $0.map { $0.first - $0.second } ?? .nan }),
        "acceleration": .anyNumber(bootstrap.acceleration(threads: 1)),
      ]
    case let other: throw Failure(.malformedData, "there are no draws of '\(other)'")
    }
  }
}
