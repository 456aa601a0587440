/// What the numbers along an axis are called.
package struct ChartAxis: Sendable {
  /// Where labels stand, and what they say.
  let ticks: @Sendable (_ domain: ClosedRange<Double>, _ width: Double) -> [(value: Double, label: String)]
  let rounded: @Sendable (Double) -> String
  let exact: @Sendable (Double) -> String

  package static let numbers = ChartAxis(
    ticks: { domain, width in RoundTicks.fitting(domain, width: width).values.map { ($0, Figures.exact($0)) } },
    rounded: { Figures.number($0) }, exact: { Figures.exact($0) })

  /// Of seconds since 1970-01-01T00:00:00Z.
  ///
  /// - Parameters:
  ///   - ofDay: whether they are times of a day, without a date.
  ///   - rounded: such a moment as a text.
  package static func moments(
    ofDay: Bool, rounded: @escaping @Sendable (Double) -> String, exact: @escaping @Sendable (Double) -> String
  ) -> ChartAxis {
    ChartAxis(
      ticks: { domain, width in MomentTicks(domain, width: width, ofDay: ofDay).labels }, rounded: rounded,
      exact: exact)
  }
}
