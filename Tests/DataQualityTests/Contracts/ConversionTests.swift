import Core
import DataQuality
import TestSupport
import Testing

@Suite("A contract that is written as one of the Open Data Contract Standard")
struct ConversionTests {
  @Test(
    "keeps its rules, their names and its columns, and is written the same again: the contracts of the repository",
    arguments: ["Examples/churn/contract.yaml", "Benchmarks/data.contract.yaml"])
  func repository(file: String) throws {
    try RoundTrip.check(DataContract(recognising: Files.read(Repository.path(file)), file: file))
  }

  @Test("keeps its rules whatever they are: contracts drawn of all tests, limits, conditions and names")
  func drawn() throws {
    for seed in 0..<2_000 {
      var drawn = DrawnContract(seed: seed)
      try RoundTrip.check(drawn.contract(with: seed % DrawnContract.cases), keepsKinds: false)
    }
  }
}
