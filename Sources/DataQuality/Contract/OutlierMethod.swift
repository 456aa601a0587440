/// When a number lies too far from the others.
package struct OutlierMethod: Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    /// Further from the mean than some standard deviations (with n − 1 in the denominator), above it or, if so asked, on
    /// either side.
    case zScore(limit: Double, isTwoSided: Bool)
    /// Further outside the quartiles than some interquartile ranges; Tukey's fences ("Exploratory Data Analysis", 1977)
    /// have 1.5.
    case interquartile(factor: Double)
  }

  /// Whose mean or quartiles.
  package enum Basis: String, Sendable, CaseIterable {
    /// The data's own, at the cost of one more pass over them.
    case data
    case reference
  }

  package let kind: Kind
  package let basis: Basis
  /// Whether a number exactly at the limit is too far.
  package let excludesLimit: Bool

  package init(_ kind: Kind, basis: Basis = .data, excludesLimit: Bool = false) {
    self.kind = kind
    self.basis = basis
    self.excludesLimit = excludesLimit
  }
}
