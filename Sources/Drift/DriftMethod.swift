/// A measure of drift by a definition that a contract can name: `psi` is ours, `evidently.psi` is Evidently's.
///
/// The peers disagree about bins, empty bins, logarithms and limits, so the name says whose numbers to expect. Theirs
/// are computed from exact counts, where some of them use sketches; what is undefined there is `Undefined` here, and
/// never a number that passes.
package enum DriftMethod: String, Sendable, CaseIterable {
  // Ours. Binned measures take the deciles of the reference for numbers with more than 10 different values, each value
  // by itself otherwise, those unknown to the reference together, and nulls as a bin (`ReferenceBins`). Categories and
  // nulls among them are the caller's. Histograms are aligned first (`Histogram.aligned`).

  /// Σ (c − r) ln(c / r), shares of at least 0.0001. Siddiqi 2006.
  case psi
  /// max |F − G| between the distribution functions. Hodges 1958.
  case ks
  /// The two-sided p-value of `ks`: exact up to 10,000 values, asymptotic beyond.
  case ksP = "ks_p"
  /// The p-value of the chi-squared test on the 2 × k table, without Yates's correction.
  case chiSquared = "chi_squared"
  /// (D(r ‖ m) + D(c ‖ m)) / 2 in bits, empty bins contribute nothing. Lin 1991.
  case jensenShannon = "jensen_shannon"
  /// The square root of the same in nats.
  case jensenShannonDistance = "jensen_shannon_distance"
  /// ∫ |F − G| by the standard deviation of the reference, n in the denominator; undefined where that is 0.
  case wasserstein
  /// ∫ |F − G| in the column's unit.
  case wassersteinAbsolute = "wasserstein_absolute"
  /// √(½ Σ (√r − √c)²). Hellinger 1909.
  case hellinger
  /// max |r − c| of categories, max |F − G| of numbers.
  case lInfinity = "l_infinity"
  /// D(c ‖ r) in nats, shares of at least 0.0001, then scaled to add up to 1.
  case kullbackLeibler = "kullback_leibler"
  /// Cramér's V of the 2 × k table, bias-corrected. Bergsma 2013.
  case cramersV = "cramers_v"
  /// ½ Σ |r − c|.
  case totalVariation = "total_variation"
  /// √(2 ∫ (F − G)²), in the square root of the column's unit. Székely and Rizzo 2013.
  case energy
  /// The two-sided p-value of the pooled z-test of two categories' shares.
  case zTest = "z_test"

  // Evidently 0.7 (`Evidently`). Bins are Sturges's over both samples where the reference has more than 20 different
  // values, each value by itself otherwise; nulls are left out.

  /// Σ (r − c) ln(r / c); empty bins are 0.0001, or a millionth of the smallest share if that is no larger.
  case evidentlyPSI = "evidently.psi"
  /// As `ks_p`.
  case evidentlyKS = "evidently.ks"
  /// The p-value of the goodness of fit to the reference's counts, scaled; 0 for a category that it lacks.
  case evidentlyChiSquared = "evidently.chi_squared"
  /// The p-value of the z-test of all but the smallest value; 1 for a single value.
  case evidentlyZTest = "evidently.z_test"
  /// As `jensen_shannon_distance`, in Evidently's bins.
  case evidentlyJensenShannon = "evidently.jensen_shannon"
  /// ∫ |F − G| by the standard deviation of the reference, which counts as 0.001 at least.
  case evidentlyWasserstein = "evidently.wasserstein"
  /// As `hellinger`, in Sturges's bins for the number of different values, always.
  case evidentlyHellinger = "evidently.hellinger"
  /// D(r ‖ c) in nats, empty bins as for `evidently.psi`, then scaled to add up to 1.
  case evidentlyKullbackLeibler = "evidently.kullback_leibler"
  /// As `energy`.
  case evidentlyEnergy = "evidently.energy"

  // TensorFlow Data Validation 1.21 (`TFDV`).

  /// max |r − c| of categories.
  case tfdvLInfinity = "tfdv.l_infinity"
  /// max |count − count| by the total of both sides.
  case tfdvNormalizedAbsoluteDifference = "tfdv.normalized_absolute_difference"
  /// As `jensen_shannon`, of ten equal buckets on each side whose edges are merged; NaN and infinite mass never matches.
  case tfdvJensenShannon = "tfdv.jensen_shannon"

  // Deequ 2 (`Deequ`).

  /// max(0, D − 1.8 √((m + n) / (m n))), D as `l_infinity`.
  case deequLInfinity = "deequ.l_infinity"
  /// The p-value of the goodness of fit after small categories are merged (Yates, Cochran).
  case deequChiSquared = "deequ.chi_squared"
  /// Σ (c − r) ln(c / r); undefined where a bin is empty.
  case deequPSI = "deequ.psi"

  // deepchecks 0.18 (`Deepchecks`): at least ten values on each side, categories below 1 % of the reference together.

  /// Σ (r − c) ln(r / c), shares of at least 0.01.
  case deepchecksPSI = "deepchecks.psi"
  /// As `ks`.
  case deepchecksKS = "deepchecks.ks"
  /// ∫ |F − G| by the range of both, without each side's outer 2.5 %.
  case deepchecksWasserstein = "deepchecks.wasserstein"
  /// As `cramers_v`, both sides scaled to the smaller total and rounded, with Yates's correction for two categories.
  case deepchecksCramersV = "deepchecks.cramers_v"

  // whylogs 1.6 (`WhyLogs`).

  /// As `hellinger`, in up to 30 bins of equal width over both samples.
  case whylogsHellinger = "whylogs.hellinger"
  /// The p-value of the goodness of fit, expected counts rounded down; 0 where one of them is 0.
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
