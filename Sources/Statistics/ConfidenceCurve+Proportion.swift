extension ConfidenceCurve {
  /// Wilson's interval of a share, whose p-value is that of the score test; nil for no trials.
  package static func wilson(_ successes: Int, of trials: Int) -> ConfidenceCurve? {
    guard trials > 0 else { return nil }
    let share = Double(successes) / Double(trials)
    @Sendable func score(_ limit: Double) -> Double {
      (share - limit) / (limit * (1 - limit) / Double(trials)).squareRoot()
    }
    return ConfidenceCurve(
      method: "Wilson", estimate: share, standardError: standardError(share, trials),
      tails: (
        below: { $0 <= 0 ? ($0 < share ? 0 : 1) : $0 >= 1 ? 1 : Normal.cumulative(-score($0)) },
        above: { $0 >= 1 ? ($0 > share ? 0 : 1) : $0 <= 0 ? 1 : Normal.cumulative(score($0)) }
      ),
      lower: { Proportion.wilson(successes, of: trials, z: -Normal.quantile($0)).lower },
      upper: { Proportion.wilson(successes, of: trials, z: -Normal.quantile($0)).upper })
  }

  /// The exact interval of a share, which covers it at least as often as it says; nil for no trials.
  ///
  /// Source: C. J. Clopper, E. S. Pearson, "The use of confidence or fiducial limits illustrated in the case of the
  /// binomial", Biometrika 26 (1934).
  package static func clopperPearson(_ successes: Int, of trials: Int) -> ConfidenceCurve? {
    guard trials > 0 else { return nil }
    let share = Double(successes) / Double(trials)
    let (x, rest) = (Double(successes), Double(trials - successes))
    return ConfidenceCurve(
      method: "Clopper-Pearson", estimate: share, standardError: standardError(share, trials),
      tails: (
        below: { $0 < 0 ? 0 : successes == 0 ? 1 : IncompleteBeta.regularized($0, x, rest + 1) },
        above: { $0 > 1 ? 0 : successes == trials ? 1 : IncompleteBeta.regularized(1 - $0, rest, x + 1) }
      ),
      lower: { successes == 0 ? 0 : IncompleteBeta.quantile($0, x, rest + 1) },
      upper: { successes == trials ? 1 : 1 - IncompleteBeta.quantile($0, rest, x + 1) })
  }

  /// The exact interval with half the weight on what was observed: it covers as often as it says on the average, and not
  /// more, as the exact one does; nil for no trials.
  ///
  /// Source: H. O. Lancaster, "Significance tests in discrete distributions", JASA 56 (1961).
  package static func midP(_ successes: Int, of trials: Int) -> ConfidenceCurve? {
    guard trials > 0 else { return nil }
    let (x, rest) = (Double(successes), Double(trials - successes))
    /// P(X > x) + ½ P(X = x) for a share of `limit`.
    @Sendable func atLeast(_ limit: Double) -> Double {
      let reached = successes == 0 ? 1 : IncompleteBeta.regularized(limit, x, rest + 1)
      let passed = successes == trials ? 0 : IncompleteBeta.regularized(limit, x + 1, rest)
      return (reached + passed) / 2
    }
    /// P(X < x) + ½ P(X = x), which 1 less the other would leave without digits where it is small.
    @Sendable func atMost(_ limit: Double) -> Double {
      let reached = successes == trials ? 1 : IncompleteBeta.regularized(1 - limit, rest, x + 1)
      let passed = successes == 0 ? 0 : IncompleteBeta.regularized(1 - limit, rest + 1, x)
      return (reached + passed) / 2
    }
    let estimate = Double(successes) / Double(trials)
    return ConfidenceCurve(
      method: "exact, mid-p", estimate: estimate, standardError: standardError(estimate, trials),
      tails: (below: { $0 < 0 ? 0 : atLeast($0) }, above: { $0 > 1 ? 0 : atMost($0) }),
      // Of no successes even a share of 0 has a tail of one half; of nothing but successes, so has a share of 1.
      lower: { tail in successes == 0 && tail < 0.5 ? 0 : rootBetweenZeroAndOne { atLeast($0) >= tail } },
      upper: { tail in successes == trials && tail < 0.5 ? 1 : rootBetweenZeroAndOne { atMost($0) <= tail } })
  }

  /// The smallest number at which a condition begins to hold.
  private static func rootBetweenZeroAndOne(_ holds: (Double) -> Bool) -> Double {
    var (low, high) = (0.0, 1.0)
    while true {
      let middle = (low + high) / 2
      if middle <= low || middle >= high { return high }
      if holds(middle) { high = middle } else { low = middle }
    }
  }

  /// Newcombe's interval of the difference of two paired shares; nil for no rows.
  package static func newcombe(_ table: PairedProportions) -> ConfidenceCurve? {
    guard let difference = table.difference, let error = table.standardError else { return nil }
    return ConfidenceCurve(
      method: "Newcombe, paired", estimate: difference, standardError: error,
      lower: { tail in
        let z = -Normal.quantile(tail)
        return z < 0 ? table.newcombe(z: -z).upper : table.newcombe(z: z).lower
      },
      upper: { tail in
        let z = -Normal.quantile(tail)
        return z < 0 ? table.newcombe(z: -z).lower : table.newcombe(z: z).upper
      })
  }

  private static func standardError(_ share: Double, _ trials: Int) -> Double {
    (share * (1 - share) / Double(trials)).squareRoot()
  }
}
