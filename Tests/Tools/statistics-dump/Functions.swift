import Statistics

/// Functions of numbers, whole ones among them, by name.
let functions: [String: @Sendable (_ arguments: [Double]) -> Double?] = [
  "normal.cdf": { Normal.cumulative($0[0]) },
  "normal.two_sided": { Normal.twoSidedP($0[0]) },
  "normal.quantile": { Normal.quantile($0[0]) },
  "t.cdf": { StudentT.cumulative($0[0], degreesOfFreedom: $0[1]) },
  "t.two_sided": { StudentT.twoSidedP($0[0], degreesOfFreedom: $0[1]) },
  "t.quantile": { StudentT.quantile($0[0], degreesOfFreedom: $0[1]) },
  "beta.cdf": { IncompleteBeta.regularized($0[0], $0[1], $0[2]) },
  "beta.quantile": { IncompleteBeta.quantile($0[0], $0[1], $0[2]) },
  "gamma.logarithm": { Gamma.logarithm($0[0]) },
  "gamma.upper": { Gamma.regularizedUpper($0[0], $0[1]) },
  "chi_squared.upper": { ChiSquare.upperTail($0[0], degreesOfFreedom: Int($0[1])) },
  "binomial.pmf": { Binomial.probability(of: Int($0[0]), trials: Int($0[1]), success: $0[2]) },
  "kolmogorov.upper": { Kolmogorov.upperTail($0[0], n: Int($0[1])) },
  "smirnov.upper": { Smirnov.upperTail(Int($0[0]), Int($0[1]), Int($0[2])) },
  "mcnemar.exact": { McNemar.exactP(Int($0[0]), Int($0[1])) },
  "mcnemar.mid_p": { McNemar.midP(Int($0[0]), Int($0[1])) },
  // Successes, trials and confidence.
  "wilson.lower": { Proportion.wilson(Int($0[0]), of: Int($0[1]), confidence: $0[2]).lower },
  "wilson.upper": { Proportion.wilson(Int($0[0]), of: Int($0[1]), confidence: $0[2]).upper },
  // Level, power, distance, standard error, and the rows that it is on.
  "power": { Power(level: $0[0], power: 0.8).power(toFind: $0[1], standardError: $0[2]) },
  "power.rows": {
    Power(level: $0[0], power: $0[1]).rows(toFind: $0[2], standardError: $0[3], rows: Int($0[4])).map(Double.init)
  },
  "power.difference": { Power(level: $0[0], power: $0[1]).smallestDifference(standardError: $0[2]) },
  "holm": { Multiplicity.holm.adjusted(Array($0.dropFirst()))[Int($0[0])] },
  "benjamini_hochberg": { Multiplicity.benjaminiHochberg.adjusted(Array($0.dropFirst()))[Int($0[0])] },
]
