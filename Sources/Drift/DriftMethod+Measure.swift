extension DriftMethod {
  /// Measures drift by this definition.
  package func measure(_ input: DriftInput) -> DriftOutcome {
    do throws(Undefined) {
      guard definition.input.contains(input.kind) else { throw .wrongInput }
      let value = try value(input)
      // A test's p-value of 0 is a value; no measure's infinity is.
      guard value.isFinite else { throw .overflow }
      return .measured(value)
    } catch {
      return .undefined(error)
    }
  }

  private func value(_ input: DriftInput) throws(Undefined) -> Double {
    switch input {
    case .numbers(let reference, let current):
      if let value = try sampleValue(reference, current) { return value }
      return try countValue(counts(reference, current))
    case .categories(let counts):
      return try countValue(counts)
    case .histograms(let reference, let current):
      if self != .tfdvJensenShannon {
        for (side, histogram) in [(Undefined.Side.reference, reference), (.current, current)] {
          if histogram.notANumber > 0 { throw .notANumber(side) }
          if histogram.infiniteMass > 0 { throw .infinite(side) }
        }
      }
      return try countValue(Histogram.aligned(reference, current))
    }
  }

  /// The value on numbers as they are; nil for measures of counts.
  private func sampleValue(_ reference: NumberSample, _ current: NumberSample) throws(Undefined) -> Double? {
    switch self {
    case .ks, .lInfinity: try KolmogorovSmirnov.distance(reference, current)
    case .ksP, .evidentlyKS: try KolmogorovSmirnov.pValue(reference, current)
    case .wasserstein: try Wasserstein.perDeviation(reference, current)
    case .wassersteinAbsolute: try Wasserstein.distance(reference, current)
    case .evidentlyWasserstein: try Wasserstein.perDeviation(reference, current, smallestDeviation: 0.001)
    case .energy, .evidentlyEnergy: try EnergyDistance.distance(reference, current)
    case .deequLInfinity: try Deequ.lInfinity(reference, current)
    case .deepchecksKS: try Deepchecks.kolmogorovSmirnov(reference, current)
    case .deepchecksWasserstein: try Deepchecks.wasserstein(reference, current)
    case .whylogsHellinger: try WhyLogs.hellinger(reference, current)
    default: nil
    }
  }

  private func counts(_ reference: NumberSample, _ current: NumberSample) throws(Undefined) -> BinCounts {
    if self == .tfdvJensenShannon { return try TFDV.counts(reference, current) }
    let pair = try NumberPair(reference, current)
    return switch definition.binning {
    case .referenceDeciles: ReferenceBins.counts(pair)
    case .sturges: try Evidently.counts(pair)
    case .sturgesOfDistinct: try Evidently.countsByDistinctValues(pair)
    default: pair.countsPerValue
    }
  }

  private func countValue(_ counts: BinCounts) throws(Undefined) -> Double {
    switch self {
    case .psi: try PopulationStabilityIndex.value(counts, floor: ReferenceBins.smallestShare)
    case .chiSquared: try ChiSquared.contingency(counts).pValue
    case .jensenShannon, .tfdvJensenShannon: try JensenShannon.divergence(counts.shares())
    case .jensenShannonDistance, .evidentlyJensenShannon: try JensenShannon.distance(counts.shares())
    case .hellinger, .evidentlyHellinger: try Hellinger.distance(counts.shares())
    case .lInfinity, .tfdvLInfinity: try LInfinity.distance(counts.shares())
    case .kullbackLeibler: try ReferenceBins.kullbackLeibler(counts)
    case .cramersV: try CramersV.value(counts)
    case .totalVariation: try TotalVariation.distance(counts.shares())
    case .zTest: try ReferenceBins.zTest(counts)
    case .evidentlyPSI: try PopulationStabilityIndex.value(Evidently.filled(counts))
    case .evidentlyKullbackLeibler: try Evidently.kullbackLeibler(counts)
    case .evidentlyChiSquared: try ChiSquared.goodnessOfFit(counts).pValue
    case .evidentlyZTest: try Evidently.zTest(counts)
    case .tfdvNormalizedAbsoluteDifference: try NormalizedAbsoluteDifference.value(counts)
    case .deequLInfinity: try Deequ.lInfinity(counts)
    case .deequChiSquared: try Deequ.chiSquared(counts)
    case .deequPSI: try Deequ.populationStabilityIndex(counts)
    case .deepchecksPSI: try Deepchecks.populationStabilityIndex(counts)
    case .deepchecksCramersV: try Deepchecks.cramersV(counts)
    case .whylogsChiSquared: try WhyLogs.chiSquared(counts)
    case .ks, .ksP, .wasserstein, .wassersteinAbsolute, .energy, .evidentlyKS, .evidentlyWasserstein,
      .evidentlyEnergy, .deepchecksKS, .deepchecksWasserstein, .whylogsHellinger:
      throw .wrongInput
    }
  }
}

extension NumberPair {
  /// Each value is a bin.
  var countsPerValue: BinCounts {
    var bins: [(reference: Int, current: Int)] = []
    forEachValue { _, reference, current in bins.append((reference, current)) }
    return BinCounts(bins)
  }
}
