import Statistics
import Testing

@Suite("The order of scores")
struct ScoreOrderTests {
  struct Scores: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let values: [Double]
  }

  static let cases: [Scores] = {
    var stream = PhiloxStream(seed: 11, stream: 0, purpose: 0)
    let uniform = (0..<5000).map { _ in stream.uniform() }
    return [
      Scores(testDescription: "none", values: []), Scores(testDescription: "one", values: [0.5]),
      Scores(testDescription: "few", values: [0.5, -0.0, 0, -1, .infinity, 0, -.infinity, .leastNonzeroMagnitude]),
      Scores(testDescription: "uniform", values: uniform),
      Scores(testDescription: "of both signs", values: uniform.map { Normal.quantile($0) }),
      Scores(testDescription: "with many ties", values: uniform.map { ($0 * 20).rounded() / 20 }),
      Scores(testDescription: "all equal", values: uniform.map { _ in 0.25 }),
      Scores(testDescription: "so close that their upper bits agree", values: uniform.map { 0.5 + $0 * 1e-12 }),
      Scores(testDescription: "close, and one far away", values: uniform.map { 0.5 + $0 * 1e-12 } + [-1e300, 1e300]),
      Scores(testDescription: "in the wrong order", values: (0..<5000).map { Double(-$0) }),
    ]
  }()

  @Test("rows come in ascending order, equal scores in the order of their rows", arguments: cases)
  func ascending(scores: Scores) {
    let values = scores.values
    let expected = values.indices.sorted { values[$0] == values[$1] ? $0 < $1 : values[$0] < values[$1] }
    #expect(ScoreOrder.ascending(values).map { Int($0) } == expected)
  }

  @Test("the area alone is the area that has placements, to the last bit", arguments: cases)
  func areaAlone(scores: Scores) {
    let labels = scores.values.indices.map { $0 * 7 % 10 < 4 }
    #expect(
      AreaUnderROC.value(labels: labels, scores: scores.values)
        == AreaUnderROC(labels: labels, scores: scores.values)?.value)
  }
}
