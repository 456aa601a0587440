import Core
import Glibc
import Simulations
import Statistics

// How often 95 % intervals hold the truth, over simulated data sets: a table in Markdown, and exit code 1 when a method
// covers less or more than it may, or lets too many models pass that are just too bad.
//   coverage [SIMULATIONS [PART OF A ROW'S NAME]]

let arguments = CommandLine.arguments
let simulations = arguments.count > 1 ? Int(arguments[1]) ?? 0 : 2000
guard simulations > 0 else {
  print("coverage: the number of simulations has to be a whole number above 0")
  exit(64)
}
print("| method | data | covered | above | below | mean width | known |")
print("| --- | --- | --- | --- | --- | --- | --- |")
var problems: [String] = []
for (number, simulation) in Simulation.all.enumerated() {
  if arguments.count > 2, !"\(simulation.method), \(simulation.setting)".contains(arguments[2]) { continue }
  let coverage = simulation.run(
    simulations: simulations, threads: Parallel.processors, number: UInt32(number))
  print(
    "| \(simulation.method) | \(simulation.setting) | \(percent(coverage.share(coverage.covered)))",
    "| \(percent(coverage.share(coverage.above))) | \(percent(coverage.share(coverage.below)))",
    "| \(significant(coverage.meanWidth)) | \(simulation.caveat ?? "") |")
  if simulation.caveat == nil, let problem = coverage.problem {
    problems.append("\(simulation.method), \(simulation.setting): \(problem)")
  }
}
for problem in problems { print("\n\(problem)") }
exit(problems.isEmpty ? 0 : 1)

/// Hundredths of a per cent, of which there are no more in 2,000 simulations.
func percent(_ share: Double) -> String {
  let hundredths = Int((share * 10_000).rounded())
  return "\(hundredths / 100).\(hundredths / 10 % 10)\(hundredths % 10) %"
}

/// Three digits.
func significant(_ value: Double) -> String {
  let scale = pow(10, 2 - log10(value).rounded(.down))
  return "\((value * scale).rounded() / scale)"
}
