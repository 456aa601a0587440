/// Two yes-or-no results on the same rows, for instance whether each of two models got it right.
package struct PairedProportions: Sendable, Equatable {
  /// Rows where both succeeded, only the first did, only the second did, neither did.
  package let both: Int
  package let onlyFirst: Int
  package let onlySecond: Int
  package let neither: Int

  package init(both: Int, onlyFirst: Int, onlySecond: Int, neither: Int) {
    self.both = both
    self.onlyFirst = onlyFirst
    self.onlySecond = onlySecond
    self.neither = neither
  }

  package var count: Int { both + onlyFirst + onlySecond + neither }

  /// The first share less the second; nil for no rows.
  package var difference: Double? { count == 0 ? nil : Double(onlyFirst - onlySecond) / Double(count) }

  /// Of the difference, from the rows that tell the two apart; nil for no rows.
  package var standardError: Double? {
    guard let difference else { return nil }
    let n = Double(count)
    return max((Double(onlyFirst + onlySecond) / n - difference * difference) / n, 0).squareRoot()
  }

  /// Newcombe's square-and-add interval of the difference, with his continuity-corrected correlation, so that it keeps
  /// a width when no row tells the two apart; [-1, 1] for no rows.
  ///
  /// Source: R. G. Newcombe, "Improved confidence intervals for the difference between binomial proportions based on
  /// paired data", Statistics in Medicine 17 (1998), method 10.
  package func newcombe(confidence: Double) -> Interval {
    count > 0 ? newcombe(z: Normal.critical(confidence: confidence)) : Interval(lower: -1, upper: 1)
  }

  func newcombe(z: Double) -> Interval {
    let n = Double(count)
    let first = Double(both + onlyFirst) / n
    let second = Double(both + onlySecond) / n
    let firstInterval = Proportion.wilson(both + onlyFirst, of: count, z: z)
    let secondInterval = Proportion.wilson(both + onlySecond, of: count, z: z)
    let correlation = correctedCorrelation
    func half(_ a: Double, _ b: Double) -> Double {
      max(a * a - 2 * correlation * a * b + b * b, 0).squareRoot()
    }
    let estimate = Double(onlyFirst - onlySecond) / n
    return Interval(
      lower: estimate - half(first - firstInterval.lower, secondInterval.upper - second),
      upper: estimate + half(second - secondInterval.lower, firstInterval.upper - first)
    ).clamped(to: -1...1)
  }

  /// The phi coefficient, n/2 taken off a positive cross difference; 0 when a margin is empty.
  private var correctedCorrelation: Double {
    let (a, b, c, d) = (Double(both), Double(onlyFirst), Double(onlySecond), Double(neither))
    let margins = (a + b) * (c + d) * (a + c) * (b + d)
    guard margins > 0 else { return 0 }
    let cross = a * d - b * c
    return (cross > 0 ? max(cross - Double(count) / 2, 0) : cross) / margins.squareRoot()
  }
}

/// McNemar's test that two paired shares are equal: only rows where the two differ tell anything.
package enum McNemar {
  /// The exact two-sided p-value, 1 when no row differs.
  ///
  /// Source: Q. McNemar, Psychometrika 12 (1947), with the binomial distribution in place of chi-square.
  package static func exactP(_ first: Int, _ second: Int) -> Double {
    first == second ? 1 : min(1, 2 * lowerTail(first, second).sum)
  }

  /// The mid-p value: the exact one with half the weight on what was observed, which is less conservative.
  ///
  /// Source: M. W. Fagerland, S. Lydersen, P. Laake, "The McNemar test for binary matched-pairs data: mid-p and
  /// asymptotic are better than exact conditional", BMC Medical Research Methodology 13:91 (2013).
  package static func midP(_ first: Int, _ second: Int) -> Double {
    if first + second == 0 { return 1 }
    let tail = lowerTail(first, second)
    return first == second ? 1 - 0.5 * tail.last : 2 * tail.sum - tail.last
  }

  /// P(X ≤ k) and P(X = k) for X binomial with one half, k the smaller count.
  private static func lowerTail(_ first: Int, _ second: Int) -> (sum: Double, last: Double) {
    let n = first + second
    let k = min(first, second)
    let last = Binomial.probability(of: k, trials: n, success: 0.5)
    var term = last
    var sum = CompensatedSum()
    sum.add(term)
    // Downwards from the largest term, each from the one before.
    for value in stride(from: k, to: 0, by: -1) {
      term *= Double(value) / Double(n - value + 1)
      if term < sum.value * 0x1p-60 { break }
      sum.add(term)
    }
    return (sum.value, last)
  }
}
