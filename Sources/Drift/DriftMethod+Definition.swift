extension DriftMethod {
  /// What a value means and when it is too much.
  package enum Comparison: Sendable {
    /// A distance; drift from above the limit.
    case above
    /// A distance; drift from the limit on.
    case atOrAbove
    /// A p-value; drift below the limit.
    case below
    /// A p-value; drift up to the limit.
    case atOrBelow

    /// Whether a smaller value is the worse one, as with a p-value.
    package var lowerIsWorse: Bool { self == .below || self == .atOrBelow }
  }

  /// How numbers come to be counts.
  package enum Binning: Sendable {
    /// Numbers are compared as they are.
    case none
    /// Each value by itself; numbers need no other bins.
    case values
    /// The deciles of the reference where it has more than 10 different values, each value by itself otherwise with
    /// those unknown to the reference together; nulls are a bin.
    case referenceDeciles
    /// Sturges's edges over both samples together where the reference has more than 20 different values, each value by
    /// itself otherwise.
    case sturges
    /// Sturges's edges over the different values of both samples.
    case sturgesOfDistinct
    /// Ten buckets of equal width on each side, whose edges are then merged.
    case mergedTenths
    /// Up to 30 bins of equal width over both samples, one for every four values.
    case equalWidth
  }

  package struct Definition: Sendable {
    /// What applies when a contract gives none; nil where the source has none and no number fits every column.
    package let limit: Double?
    package let comparison: Comparison
    package let input: DriftInput.Kinds
    package let binning: Binning

    init(_ limit: Double?, _ comparison: Comparison, _ input: DriftInput.Kinds, _ binning: Binning = .none) {
      self.limit = limit
      self.comparison = comparison
      self.input = input
      self.binning = binning
    }
  }

  package var definition: Definition {
    switch self {
    // A gate looks at many columns: at p < 0.05 one in twenty would be stopped without any drift.
    case .ksP: Definition(0.001, .below, .numbers)
    case .chiSquared: Definition(0.001, .below, .any, .referenceDeciles)
    case .zTest: Definition(0.001, .below, [.numbers, .categories], .values)
    case .psi: Definition(0.2, .above, .any, .referenceDeciles)
    case .ks: Definition(0.1, .above, .numbers)
    // A PSI of 0.2 is about 0.036 bits, and a distance of 0.16, for small differences.
    case .jensenShannon: Definition(0.04, .above, .any, .referenceDeciles)
    case .jensenShannonDistance: Definition(0.16, .above, .any, .referenceDeciles)
    case .wasserstein: Definition(0.1, .above, .numbers)
    case .wassersteinAbsolute, .energy: Definition(nil, .above, .numbers)
    case .hellinger: Definition(0.15, .above, .any, .referenceDeciles)
    case .lInfinity: Definition(0.1, .above, [.numbers, .categories])
    case .kullbackLeibler: Definition(0.1, .above, .any, .referenceDeciles)
    case .cramersV: Definition(0.15, .above, .any, .referenceDeciles)
    case .totalVariation: Definition(0.15, .above, .any, .referenceDeciles)

    case .evidentlyPSI, .evidentlyJensenShannon, .evidentlyKullbackLeibler:
      Definition(0.1, .atOrAbove, [.numbers, .categories], .sturges)
    case .evidentlyHellinger: Definition(0.1, .atOrAbove, [.numbers, .categories], .sturgesOfDistinct)
    case .evidentlyWasserstein: Definition(0.1, .atOrAbove, .numbers)
    case .evidentlyEnergy: Definition(0.1, .above, .numbers)
    case .evidentlyKS: Definition(0.05, .atOrBelow, .numbers)
    case .evidentlyChiSquared, .evidentlyZTest: Definition(0.05, .below, [.numbers, .categories], .values)

    case .tfdvLInfinity, .tfdvNormalizedAbsoluteDifference: Definition(nil, .above, .categories)
    case .tfdvJensenShannon: Definition(nil, .above, .any, .mergedTenths)

    case .deequLInfinity: Definition(nil, .above, [.numbers, .categories])
    case .deequChiSquared: Definition(nil, .below, .categories)
    case .deequPSI: Definition(nil, .above, .categories)

    case .deepchecksPSI, .deepchecksCramersV: Definition(0.2, .atOrAbove, .categories)
    case .deepchecksKS, .deepchecksWasserstein: Definition(0.2, .atOrAbove, .numbers)

    case .whylogsHellinger: Definition(0.4, .atOrAbove, .numbers, .equalWidth)
    case .whylogsChiSquared: Definition(0.05, .below, .categories)
    }
  }

  /// Whether a value is drift by a limit. NaN is.
  package func drifted(_ value: Double, limit: Double) -> Bool {
    switch definition.comparison {
    case .above: !(value <= limit)
    case .atOrAbove: !(value < limit)
    case .below: !(value >= limit)
    case .atOrBelow: !(value > limit)
    }
  }

  /// Which method Evidently chooses by itself.
  ///
  /// - Parameters:
  ///   - isNumeric: whether the column's type is numeric.
  ///   - distinct: how many different values both sides have together.
  package static func evidentlyDefault(referenceRows: Int, isNumeric: Bool, distinct: Int) -> DriftMethod {
    if isNumeric && distinct > 5 { return referenceRows <= 1000 ? .evidentlyKS : .evidentlyWasserstein }
    if referenceRows > 1000 { return .evidentlyJensenShannon }
    return distinct > 2 ? .evidentlyChiSquared : .evidentlyZTest
  }
}

extension DriftInput.Kinds {
  static let any: Self = [.numbers, .categories, .histograms]
}
