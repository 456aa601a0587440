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

  /// scikit-learn 1.9.1, `roc_auc_score`, without and with `sample_weight`.
  @Test("areas, also of weighted rows, are those of scikit-learn")
  func weighted() throws {
    let rows = Rows(60)
    let area = try #require(AreaUnderROC(labels: rows.labels, scores: rows.scores))
    #expect(close(area.value, 0.7361111111111112, relative: 1e-14))
    let weighted = try #require(AreaUnderROC(labels: rows.labels, scores: rows.scores, weights: rows.weights))
    #expect(close(weighted.value, 0.8087318087318087, relative: 1e-14))
    #expect(AreaUnderROC(labels: rows.labels, scores: rows.scores, weights: rows.labels.map { $0 ? 1 : 0 }) == nil)
  }

  @Test("weights that are all the same change nothing")
  func equalWeights() throws {
    let rows = Rows(61)
    let plain = try #require(AreaUnderROC(labels: rows.labels, scores: rows.scores))
    let weighted = try #require(
      AreaUnderROC(labels: rows.labels, scores: rows.scores, weights: rows.labels.map { _ in 3 }))
    #expect(close(weighted.value, plain.value, relative: 1e-14))
    let variance = try #require(DeLong.variance(plain))
    #expect(close(try #require(DeLong.variance(weighted)), variance, relative: 1e-12))
  }

  @Test("influences add up to nothing, their squares to nearly DeLong's variance")
  func influences() throws {
    let rows = Rows(400)
    for weights in [nil, rows.weights] {
      let area = try #require(AreaUnderROC(labels: rows.labels, scores: rows.scores, weights: weights))
      #expect(area.influences.compensatedSum.magnitude < 1e-15)
      let error = try #require(Linearised(area.influences)).standardError
      #expect(close(error * error, try #require(DeLong.variance(area)), relative: 0.01))
    }
  }

  @Test("rows that stand twice tell no more when they are a cluster")
  func clusters() throws {
    let rows = Rows(200)
    let twice = try #require(
      AreaUnderROC(labels: rows.labels + rows.labels, scores: rows.scores + rows.scores))
    let once = try #require(AreaUnderROC(labels: rows.labels, scores: rows.scores))
    let clusters = (0..<400).map { Int32($0 % 200) }
    let clustered = try #require(Linearised(twice.influences, clusters: clusters)).standardError
    #expect(close(clustered, try #require(Linearised(once.influences)).standardError, relative: 1e-12))
    #expect(clustered > 1.4 * (try #require(Linearised(twice.influences)).standardError))
  }

  @Test("the curve of a difference is DeLong's test, that of one area stays below 1")
  func curves() throws {
    let rows = Rows(120)
    let first = try #require(AreaUnderROC(labels: rows.labels, scores: rows.scores))
    let second = try #require(AreaUnderROC(labels: rows.labels, scores: rows.weights))
    let test = try #require(DeLong.compare(first, second, confidence: 0.9))
    let curve = try #require(DeLong.differenceCurve(first, second))
    #expect(curve.interval(confidence: 0.9) == test.interval)
    #expect(close(curve.pValue(equal: 0), test.p, relative: 1e-12))
    let covariance = try #require(DeLong.covariance(first, second))
    let variances = (try #require(DeLong.variance(first)), try #require(DeLong.variance(second)))
    #expect(close(test.variance, variances.0 + variances.1 - 2 * covariance, relative: 1e-12))
    let good = rows.labels.enumerated().map { $1 != ($0 == 3) ? 2.0 + Double($0) : Double($0) / 100 }
    let alone = try #require(AreaUnderROC(labels: rows.labels, scores: good))
    let interval = try #require(DeLong.curve(alone)).interval(confidence: 0.999)
    #expect(interval.lower < alone.value && interval.upper > alone.value && interval.upper < 1)
  }

  private struct Rows {
    var labels: [Bool] = []
    var scores: [Double] = []
    var weights: [Double] = []

    /// As numpy makes them from `i = arange(count)`.
    init(_ count: Int) {
      for i in 0..<count {
        let label = i * 7 % 10 < 4
        let score = Double((i * 37 + 5) % 30) / 30 + (label ? 0.2 * Double(i % 3) : 0)
        labels.append(label)
        scores.append((score * 1_000_000).rounded() / 1_000_000)
        weights.append(Double(i * 11 % 7) / 2)
      }
    }
  }
}
