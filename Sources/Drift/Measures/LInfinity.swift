/// The largest difference of the shares of one category, max |r − c|, from 0 through 1. Between the distribution
/// functions of numbers it is the Kolmogorov–Smirnov statistic.
package enum LInfinity {
  package static func distance(_ shares: Shares) -> Double {
    shares.bins.reduce(0) { max($0, ($1.0 - $1.1).magnitude) }
  }
}
