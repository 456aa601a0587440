/// How far a column's distribution may move from the reference's.
package struct DriftLimits: Sendable, Equatable {
  /// The largest population stability index; nil measures none.
  package var psi: Double?
  /// Limits of single columns, in place of `psi`.
  package var columns: [String: Double]
  /// Columns that may drift as they like.
  package var ignore: [String]

  package init(psi: Double?, columns: [String: Double] = [:], ignore: [String] = []) {
    self.psi = psi
    self.columns = columns
    self.ignore = ignore
  }
}
