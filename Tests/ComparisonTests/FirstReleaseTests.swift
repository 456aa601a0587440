import Comparison
import Core
import Metrics
import Testing

@Suite("A first release has no baseline, and never passes for want of one")
struct FirstReleaseTests {
  static let limit = ComparisonRule(metric: DecisionTests.accuracy, limit: .atLeast(0.8))
  static let relative = ComparisonRule(metric: DecisionTests.accuracy, limit: .betterBy(.absolute(0)))

  static func report(_ rules: [ComparisonRule], _ firstRelease: FirstRelease) -> ComparisonReport {
    var settings = ComparisonSettings()
    settings.firstRelease = firstRelease
    let rows = DecisionTests.predictions(1000, candidateRight: 900, baselineRight: nil)
    return ModelComparison.run(rows, rules: rules, settings: settings)
  }

  @Test("hold: a rule that needs the baseline is on hold, and a limit is still decided")
  func hold() {
    #expect(Self.report([Self.limit, Self.relative], .hold).outcomes.map(\.verdict) == [.pass, .hold])
  }

  @Test("require_limits: such a rule is left with a warning, as long as a limit on the value itself is there")
  func requireLimits() {
    #expect(Self.report([Self.limit, Self.relative], .requireLimits).outcomes.map(\.verdict) == [.pass, .warn])
    #expect(Self.report([Self.relative], .requireLimits).verdict == .hold)
  }

  @Test("a simpler model that is not there is a hold")
  func simpler() {
    let rule = ComparisonRule(metric: DecisionTests.accuracy, limit: .betterBy(.absolute(0)), opponent: .simpler)
    #expect(Self.report([rule], .requireLimits).verdict == .hold)
  }
}
