import Statistics
import Testing

/// Two columns of 40 rows and their difference, as numpy makes them from `i = arange(40)`.
private let first = (0..<40).map { shuffled($0, by: 37) + share($0, of: 3, step: 0.1) }
private let second = (0..<40).map { shuffled($0, by: 23) + share($0, of: 5, step: 0.05) }
private let differences = zip(first, second).map { $0 - $1 }
private let mean = differences.compensatedSum / 40
private let influences = differences.map { ($0 - mean) / 40 }
private let anyNumber = -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude

private func shuffled(_ row: Int, by factor: Int) -> Double { Double(row * factor % 40) / 40 }
private func share(_ row: Int, of period: Int, step: Double) -> Double { Double(row % period) * step }

@Suite("Standard errors from influences")
struct LinearisedTests {
  @Test("independent rows of a mean difference give scipy's ttest_rel, 1.17.1")
  func paired() throws {
    let curve = try #require(Linearised(influences)).curve(mean, in: anyNumber)
    let interval = curve.interval(confidence: 0.95)
    #expect(close(interval.lower, -0.14661957143848103, relative: 1e-11))
    #expect(close(interval.upper, 0.14161957143848103, relative: 1e-11))
    #expect(close(curve.pValue(equal: 0), 0.972189319701338, relative: 1e-11))
  }

  @Test("clusters of rows give the clustered covariance of statsmodels 0.15.0")
  func clustered() throws {
    let clusters = (0..<40).map { Int32($0 % 7) }
    let linearised = try #require(Linearised(influences, clusters: clusters))
    #expect(linearised.units == 7)
    #expect(close(linearised.standardError, 0.13096549024615867, relative: 1e-12))
    let interval = linearised.curve(mean, in: anyNumber).interval(confidence: 0.95)
    #expect(close(interval.lower, -0.32296101017433776, relative: 1e-11))
    #expect(close(interval.upper, 0.31796101017433775, relative: 1e-11))
  }

  @Test("the numbers of clusters are names, of which some may be missing")
  func names() {
    let few = Linearised(influences, clusters: (0..<40).map { Int32($0 % 7) })
    let spread = Linearised(influences, clusters: (0..<40).map { Int32(($0 % 7) * 11 + 3) })
    #expect(few?.standardError == spread?.standardError && few?.units == spread?.units)
  }

  @Test("one row or one cluster tells nothing of how much rows vary")
  func tooFew() {
    #expect(Linearised([0]) == nil)
    #expect(Linearised([]) == nil)
    #expect(Linearised(influences, clusters: [Int32](repeating: 4, count: 40)) == nil)
  }

  /// statsmodels 0.15.0, `ttost_paired(x, y, -0.15, 0.2)`.
  @Test("equivalence is that of statsmodels' two one-sided tests")
  func equivalence() throws {
    let curve = try #require(Linearised(influences)).curve(mean, in: anyNumber)
    let equivalence = Equivalence(curve, within: -0.15...0.2)
    #expect(close(equivalence.lowerP, 0.02255381036321569, relative: 1e-11))
    #expect(close(equivalence.upperP, 0.0035472876882938135, relative: 1e-11))
    #expect(equivalence.p == equivalence.lowerP)
  }

  @Test("skewness moves both limits towards the long tail, and nothing moves without it")
  func skewness() throws {
    let skewed = (0..<40).map { Double($0 * $0 * $0) / 64000 }
    let centre = skewed.compensatedSum / 40
    let linearised = try #require(Linearised(skewed.map { ($0 - centre) / 40 }))
    let plain = linearised.curve(centre, in: anyNumber).interval(confidence: 0.95)
    let corrected = linearised.skewedCurve(centre, in: anyNumber).interval(confidence: 0.95)
    #expect(corrected.lower > plain.lower && corrected.upper > plain.upper)
    let even = try #require(Linearised([-2, -1, 0, 1, 2]))
    #expect(
      even.skewedCurve(0, in: anyNumber).interval(confidence: 0.9)
        == even.curve(0, in: anyNumber).interval(confidence: 0.9))
  }
}
