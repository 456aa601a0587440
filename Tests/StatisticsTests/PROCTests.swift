import Core
import Statistics
import Tables
import TestSupport
import Testing

@Suite("Areas under ROC curves are those of the reference implementation")
struct PROCTests {
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
}
