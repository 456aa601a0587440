import Core
import Statistics

/// Data sets drawn from a distribution whose true value is known, and the interval that a method gives for each.
package struct Simulation: Sendable {
  package let method: String
  /// What is drawn.
  package let setting: String
  package let truth: Double
  /// Of a data set of its own number; nil where the method gives none.
  let curve: @Sendable (_ stream: inout PhiloxStream) -> ConfidenceCurve?
  /// Why it may cover more or less than it says, where that is known; nil for a method that may not.
  package var caveat: String?

  func known(_ caveat: String?) -> Simulation {
    var simulation = self
    simulation.caveat = caveat
    return simulation
  }

  /// How often the 95 % interval held the truth.
  package struct Coverage: Sendable {
    package var simulations = 0
    package var covered = 0
    /// The whole interval lay above the truth, or below it: a rule whose limit is the truth itself passed wrongly.
    package var above = 0
    package var below = 0
    package var undefined = 0
    package var meanWidth = 0.0

    package func share(_ count: Int) -> Double { Double(count) / Double(simulations - undefined) }
  }

  package func run(simulations: Int, threads: Int, number: UInt32) -> Coverage {
    let intervals = Resamples.run(simulations, threads: threads, progress: nil, scratch: {}) { _, simulation in
      var stream = PhiloxStream(seed: 20_26, stream: simulation, purpose: 1000 + number)
      return curve(&stream)?.interval(confidence: 0.95)
    }
    var coverage = Coverage()
    coverage.simulations = simulations
    coverage.undefined = intervals.count { $0 == nil }
    for case let interval? in intervals {
      if interval.lower > truth {
        coverage.above += 1
      } else if interval.upper < truth {
        coverage.below += 1
      } else {
        coverage.covered += 1
      }
      coverage.meanWidth += (interval.upper - interval.lower) / Double(simulations - coverage.undefined)
    }
    return coverage
  }
}

extension PhiloxStream {
  mutating func normal() -> Double { Normal.quantile(uniform()) }
}

extension Simulation.Coverage {
  /// Why the method may not be used: it covers less than 93.5 % or more than 96.5 %, or to one side more than 2.5 % of
  /// the intervals miss the truth; each beyond what the number of simulations leaves to chance (2,000 leave 1.5 points of
  /// coverage, and 1.1 of a side: three standard errors).
  package var problem: String? {
    let defined = Double(simulations - undefined)
    let (slack, sideSlack) = (3.08 * (0.0475 / defined).squareRoot(), 3.15 * (0.024375 / defined).squareRoot())
    if Double(undefined) > 0.01 * Double(simulations) { return "undefined \(undefined) times" }
    if (share(covered) - 0.95).magnitude > slack { return "covers \(share(covered))" }
    if share(max(above, below)) - 0.025 > sideSlack { return "misses \(share(max(above, below))) to one side" }
    return nil
  }
}
