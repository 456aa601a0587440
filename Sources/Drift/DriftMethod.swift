/// A measure of drift by a definition that a contract can name: `psi` is ours, `evidently.psi` is Evidently's.
///
/// The peers disagree about bins, empty bins, logarithms and limits, so the name says whose numbers to expect. Theirs
/// are computed from exact counts, where some of them use sketches; what is undefined there is `Undefined` here, and
/// never a number that passes.
package enum DriftMethod: String, Sendable, CaseIterable {
  case psi
  case ks
  case ksP = "ks_p"
  case chiSquared = "chi_squared"
  case jensenShannon = "jensen_shannon"
  case jensenShannonDistance = "jensen_shannon_distance"
  case wasserstein
  case wassersteinAbsolute = "wasserstein_absolute"
  case hellinger
  case lInfinity = "l_infinity"
  case kullbackLeibler = "kullback_leibler"
  case cramersV = "cramers_v"
  case totalVariation = "total_variation"
  case energy
  case zTest = "z_test"

  case evidentlyPSI = "evidently.psi"
  case evidentlyKS = "evidently.ks"
  case evidentlyChiSquared = "evidently.chi_squared"
  case evidentlyZTest = "evidently.z_test"
  case evidentlyJensenShannon = "evidently.jensen_shannon"
  case evidentlyWasserstein = "evidently.wasserstein"
  case evidentlyHellinger = "evidently.hellinger"
  case evidentlyKullbackLeibler = "evidently.kullback_leibler"
  case evidentlyEnergy = "evidently.energy"

  case tfdvLInfinity = "tfdv.l_infinity"
  case tfdvNormalizedAbsoluteDifference = "tfdv.normalized_absolute_difference"
  case tfdvJensenShannon = "tfdv.jensen_shannon"

  case deequLInfinity = "deequ.l_infinity"
  case deequChiSquared = "deequ.chi_squared"
  case deequPSI = "deequ.psi"

  case deepchecksPSI = "deepchecks.psi"
  case deepchecksKS = "deepchecks.ks"
  case deepchecksWasserstein = "deepchecks.wasserstein"
  case deepchecksCramersV = "deepchecks.cramers_v"

  case whylogsHellinger = "whylogs.hellinger"
  case whylogsChiSquared = "whylogs.chi_squared"

  /// As written in a contract.
  package var name: String { rawValue }
}

/// What measuring came to.
package enum DriftOutcome: Sendable, Equatable {
  case measured(Double)
  case undefined(Undefined)

  package var value: Double? { if case .measured(let value) = self { value } else { nil } }
}
