import Statistics
import Testing

@Suite("DeLong")
struct DeLongTests {
  let labels = [true, true, true, false, false, false, false]

  @Test("ties between a positive and a negative count half")
  func ties() throws {
    let area = try #require(AreaUnderROC(labels: labels, scores: [0.9, 0.5, 0.2, 0.5, 0.3, 0.1, 0.2]))
    // Pairs won: 4 + 3.5 + 1.5 of 12.
    #expect(area.value == 9.0 / 12)
    #expect(area.positivePlacements == [1, 0.875, 0.375])
  }

  @Test("one class alone has no area, one row of a class no variance")
  func degenerate() throws {
    #expect(AreaUnderROC(labels: [true, true], scores: [0.1, 0.2]) == nil)
    #expect(AreaUnderROC(labels: [], scores: []) == nil)
    let area = try #require(AreaUnderROC(labels: [true, false, false], scores: [0.5, 0.2, 0.1]))
    #expect(DeLong.variance(area) == nil)
    #expect(DeLong.interval(area, confidence: 0.95) == nil)
  }

  @Test("a model compared with itself differs by nothing, with certainty")
  func identical() throws {
    let area = try #require(AreaUnderROC(labels: labels, scores: [0.9, 0.5, 0.2, 0.5, 0.3, 0.1, 0.2]))
    let difference = try #require(DeLong.compare(area, area, confidence: 0.95))
    #expect(difference.value == 0)
    #expect(difference.z == 0)
    #expect(difference.p == 1)
    #expect(difference.interval == Interval(lower: 0, upper: 0))
  }

  @Test("a perfect separation of few rows does not claim certainty")
  func perfect() throws {
    let area = try #require(AreaUnderROC(labels: labels, scores: [0.9, 0.8, 0.7, 0.1, 0.2, 0.3, 0.4]))
    let interval = try #require(DeLong.interval(area, confidence: 0.95))
    #expect(interval.upper == 1)
    #expect(interval.lower < 0.5)
  }
}
