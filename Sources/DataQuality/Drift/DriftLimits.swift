package import Drift

/// How far a column's distribution may move from the reference's.
package struct DriftLimits: Sendable, Equatable {
  package struct Limit: Sendable, Equatable {
    package var method: DriftMethod
    /// The largest distance, or for a test the smallest p-value, that is no drift.
    package var value: Double

    package init(_ method: DriftMethod, _ value: Double) {
      self.method = method
      self.value = value
    }
  }

  /// Each method is measured on every column.
  package var limits: [Limit]
  /// Limits of single columns, in place of the first method's.
  package var columns: [String: Double]
  /// Columns that may drift as they like.
  package var ignore: [String]

  package init(_ limits: [Limit], columns: [String: Double] = [:], ignore: [String] = []) {
    self.limits = limits
    self.columns = columns
    self.ignore = ignore
  }

  package init(psi: Double) { self.init([Limit(.psi, psi)]) }
}

extension DriftMethod {
  /// Whether it is measured on the bins that a profile keeps: the deciles of numbers, single values of anything else.
  /// All others take the reference itself.
  package var isOfReferenceBins: Bool { definition.binning == .referenceDeciles }
}

extension DataProfile.Column {
  /// What its values are compared as.
  package var values: DriftMeasure.Values { kind == .integer || kind == .number ? .numbers : .categories }
}
