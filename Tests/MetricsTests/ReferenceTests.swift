import Core
import Metrics
import Statistics
import Tables
import TestSupport
import Testing

@Suite("Metrics are those of the reference implementations")
struct ReferenceTests {
  /// scikit-learn 1.9.1 with numpy 2.4.6, on Examples/churn/predictions, by Examples/churn/train.py.
  static let scikitLearn: [String: [MetricName: Double]] = [
    "1.0.0": [
      .accuracy: 0.7779670641680864,
      .precision: 0.6094420600858369,
      .recall: 0.4556149732620321,
      .f1: 0.5214198286413708,
      .rocAUC: 0.8057130572649343,
      .averagePrecision: 0.6061227424227257,
      .logLoss: 0.4553022434034604,
      .brierScore: 0.1491983019193909,
      .mcc: 0.3876023421219124,
    ],
    "1.9.0": [
      .accuracy: 0.7458830210107893,
      .precision: 0.5840336134453782,
      .recall: 0.14866310160427806,
      .f1: 0.236999147485081,
      .rocAUC: 0.7481442589334993,
      .averagePrecision: 0.49819053138875313,
      .logLoss: 0.503729233982158,
      .brierScore: 0.16670770484248518,
      .mcc: 0.1942060389494331,
    ],
    "2.0.0": [
      .accuracy: 0.7932992617830777,
      .precision: 0.6389261744966444,
      .recall: 0.509090909090909,
      .f1: 0.5666666666666667,
      .rocAUC: 0.8343351889021414,
      .averagePrecision: 0.6304896200035595,
      .logLoss: 0.43081308967127635,
      .brierScore: 0.14079173725237032,
      .mcc: 0.43803653208450194,
    ],
  ]

  @Test("equal to scikit-learn's to 1e-12", arguments: ["1.0.0", "1.9.0", "2.0.0"], MetricName.allCases)
  func equal(version: String, metric: MetricName) throws {
    let file = Repository.path("Examples/churn/predictions/\(version).csv")
    let table = try CSV.parse(Files.read(file), name: file)
    let label = try table.requiredColumn("churn")
    let score = try table.requiredColumn("score")
    let rows = ScoredRows(
      labels: (0..<table.rowCount).map { table.number(label, $0) == 1 },
      scores: (0..<table.rowCount).compactMap { table.number(score, $0) })
    let expected = try #require(Self.scikitLearn[version]?[metric])
    let value = try #require(metric.value(rows, threshold: 0.5))
    #expect((value - expected).magnitude <= 1e-12 * expected.magnitude, "\(value) and \(expected)")
  }

  @Test("DeLong's test is that of the R package pROC on its aSAH data")
  func deLong() throws {
    let file = Repository.path("Tests/Fixtures/asah/asah.csv")
    let table = try CSV.parse(Files.read(file), name: file)
    func column(_ name: String) throws -> [Double] {
      let column = try table.requiredColumn(name)
      return (0..<table.rowCount).compactMap { table.number(column, $0) }
    }
    let labels = try column("outcome").map { $0 == 1 }
    let s100b = try #require(AreaUnderROC(labels: labels, scores: column("s100b")))
    let wfns = try #require(AreaUnderROC(labels: labels, scores: column("wfns")))
    let ndka = try #require(AreaUnderROC(labels: labels, scores: column("ndka")))
    #expect((s100b.value - 0.731368563685637).magnitude < 1e-14)
    #expect((ndka.value - 0.6119579945799).magnitude < 1e-12)
    #expect((wfns.value - 0.8236788617886).magnitude < 1e-12)
    // pROC 1.18.0: roc.test(s100b, ndka), then roc.test(wfns, s100b).
    let other = try #require(DeLong.compare(s100b, ndka, confidence: 0.95))
    #expect((other.z - 1.3907700257355771).magnitude < 1e-12)
    #expect((other.p - 0.1642951752230545).magnitude < 1e-12)
    let difference = try #require(DeLong.compare(wfns, s100b, confidence: 0.95))
    #expect((difference.z - 2.20898359144091).magnitude < 1e-12)
    #expect((difference.p - 0.0271757822291882).magnitude < 1e-13)
  }

  @Test("what is undefined is undefined, and never zero")
  func undefined() {
    let onlyNegatives = ScoredRows(labels: [false, false], scores: [0.1, 0.2])
    for metric in [MetricName.precision, .recall, .f1, .mcc, .rocAUC, .averagePrecision] {
      #expect(metric.value(onlyNegatives, threshold: 0.5) == nil)
    }
    for metric in MetricName.allCases {
      #expect(metric.value(ScoredRows(labels: [], scores: []), threshold: 0.5) == nil)
    }
  }
}
