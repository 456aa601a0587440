import Statistics

/// Intervals by sums: of the mean difference of two columns, and of the share of flags. Outside of `main.swift`, whose
/// closures ask for each element whether they are on the main thread.
enum Means {
  static func intervals(_ labels: [Bool], _ first: [Double], _ second: [Double]) -> [Double] {
    let differences = first.indices.map { first[$0] - second[$0] }
    let count = Double(differences.count)
    let mean = differences.compensatedSum / count
    let interval = Linearised(differences.map { ($0 - mean) / count })?.curve(mean, in: -1...1)
      .interval(confidence: 0.95)
    let share = Proportion.wilson(labels.count { $0 }, of: labels.count, confidence: 0.95)
    return [mean, interval?.lower ?? .nan, interval?.upper ?? .nan, share.lower, share.upper]
  }
}
