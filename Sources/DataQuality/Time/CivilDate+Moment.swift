import Core

extension CivilDate {
  /// The day in which a moment lies, in UTC.
  ///
  /// - Parameter seconds: since 1970-01-01T00:00:00Z.
  /// - Returns: nil where that is millions of years away.
  init?(of seconds: Double) {
    guard seconds.magnitude < 1e15 else { return nil }
    self.init(daysSinceEpoch: Int((seconds / 86_400).rounded(.down)))
  }
}
