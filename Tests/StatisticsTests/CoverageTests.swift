import Simulations
import Testing

@Suite("Coverage of intervals")
struct CoverageTests {
  /// What `scripts/coverage` does in full: here few data sets of few rows, which find what is wrong by much.
  @Test("a 95 % interval holds the truth about as often as it says", arguments: Simulation.all.indices)
  func coverage(index: Int) {
    let simulation = Simulation.all[index]
    guard simulation.caveat == nil, simulation.setting.contains("100 rows") else { return }
    let coverage = simulation.run(simulations: 200, threads: 2, number: UInt32(index))
    #expect(coverage.problem == nil, "\(simulation.method), \(simulation.setting)")
  }
}
