import Core
import Statistics
import TestSupport
import Testing

@Suite("Smoothing by Holt and Winters")
struct HoltWintersTests {
  /// What Tests/Fixtures/holt-winters/make.py wrote.
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let period: Int
    let series: [Double]
    /// The least sum of squared errors that scipy found from two hundred beginnings.
    let least: Double

    var testDescription: String { name }

    static let all: [Case] = {
      let file = Repository.path("Tests/Fixtures/holt-winters/cases.json")
      guard let document = try? JSON(parsing: Files.read(file), file: file) else { return [] }
      return (document.array ?? []).map { json in
        Case(
          name: json["name"]?.string ?? "", period: json["period"]?.integer ?? 0,
          series: json["series"]?.array?.compactMap(\.number) ?? [], least: json["least"]?.number ?? 0)
      }
    }()
  }

  @Test("there are cases to compare with") func cases() { #expect(Case.all.count == 42) }

  @Test("finds a sum of squares that is no larger than scipy's", arguments: Case.all)
  func sums(of known: Case) throws {
    let model = try #require(HoltWinters(fitting: known.series, period: known.period))
    #expect(model.sumOfSquares <= known.least * (1 + 1e-6), "\(model.sumOfSquares) at \(model.smoothing)")
    #expect(model.residuals.count == known.series.count)
    #expect(model.smoothing.allSatisfy { (0...1).contains($0) })
    // Lower than scipy's would be another recursion.
    #expect(model.sumOfSquares >= known.least * (1 - 1e-3), "\(model.sumOfSquares) at \(model.smoothing)")
  }

  @Test("of a straight line with a season forecasts the next value")
  func exact() throws {
    let season = [3.0, -1, -2]
    let series = (0..<12).map { 2 * Double($0) + season[$0 % 3] }
    let model = try #require(HoltWinters(fitting: series, period: 3))
    #expect(abs(model.forecast - (24 + season[0])) < 1)
    let flat = try #require(HoltWinters(fitting: [4, 4, 4, 4, 4], period: 2))
    #expect(flat.forecast == 4)
    #expect(flat.sumOfSquares == 0)
  }

  @Test("says nothing of less than two periods, or of numbers that are too large")
  func nothing() {
    #expect(HoltWinters(fitting: [1, 2, 3], period: 2) == nil)
    #expect(HoltWinters(fitting: [1, 2], period: 0) == nil)
    #expect(HoltWinters(fitting: [1e300, 5, -1e300, 7, 1e300], period: 2) == nil)
  }
}
