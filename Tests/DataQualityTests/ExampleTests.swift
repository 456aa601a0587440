import Core
import DataQuality
import Drift
import Scan
import TestSupport
import Testing

@Suite("Checks of the churn data")
struct ExampleTests {
  private func scan(_ name: String) throws -> CSVScan {
    try CSVScan(MappedFile(Repository.path("Examples/churn/data/\(name).csv")), name: name)
  }

  private func check(_ name: String, reference: DataProfile? = nil) throws -> DataReport {
    let file = Repository.path("Examples/churn/contract.yaml")
    let contract = try DataContract(parsing: Files.read(file), file: file)
    var settings = DataCheckSettings()
    settings.rowCountChange = 0.2
    settings.drift = DriftLimits(psi: 0.2)
    let profile = try reference ?? DataProfile(of: scan("reference"))
    return try DataCheck.run(scan(name), contract: contract, reference: profile, settings: settings)
  }

  @Test(
    "the same report and profile for any number of threads and however the file is cut",
    arguments: ["corrupted", "drifted"])
  func threads(name: String) throws {
    let file = Repository.path("Examples/churn/contract.yaml")
    let contract = try DataContract(parsing: Files.read(file), file: file)
    var settings = DataCheckSettings()
    settings.drift = DriftLimits(psi: 0.2)
    let reference = try DataProfile(of: scan("reference"))
    let whole = try DataCheck.run(
      scan(name), contract: contract, reference: reference, settings: settings, threads: 1)
    for (chunk, threads) in [(1_000, 3), (4_096, 1), (4_096, 2), (100_000, 5)] {
      let data = Repository.path("Examples/churn/data/\(name).csv")
      let cut = try CSVScan(MappedFile(data), name: name, chunkSize: chunk)
      #expect(
        try DataCheck.run(cut, contract: contract, reference: reference, settings: settings, threads: threads) == whole)
      #expect(try DataProfile(of: cut, threads: threads) == DataProfile(of: scan(name)))
    }
  }

  @Test("this month's data passes") func good() throws { #expect(try check("churn").verdict == .pass) }

  @Test("what the broken export broke is found and counted")
  func corrupted() throws {
    let failed = try check("corrupted").rules.filter { $0.verdict == .fail }
    // As train.py damages it: 40 rows each, a quarter of the totals, 20 customers twice.
    let expected = [
      "tenure.minimum": 40, "contract.invalidValues": 40, "monthly_charges.type": 40,
      "monthly_charges.missingValues": 40, "total_charges.nullValues": 885, "customer.primaryKey": 20,
      "customer.duplicateValues": 20,
    ]
    for (id, count) in expected { #expect(failed.first { $0.id == id }?.violating == count, "\(id)") }
    #expect(Set(failed.map(\.id)) == Set(expected.keys).union(["total_charges.drift"]))
    #expect(failed.first { $0.id == "tenure.minimum" }?.samples.first?.value == "-1")
  }

  @Test("drift is measured as numpy measures it")
  func drifted() throws {
    let failed = try check("drifted").rules.filter { $0.verdict == .fail }
    #expect(failed.map(\.id) == ["contract.drift", "monthly_charges.drift"])
    // numpy 2.4.6: deciles by quantile, bins by searchsorted(side="left"), shares below 0.0001 raised to it.
    let expected = ["contract.drift": 0.5960217866645731, "monthly_charges.drift": 1.21207694224552]
    for rule in failed {
      let value = try #require(expected[rule.id])
      #expect(((rule.observed ?? 0) - value).magnitude < 1e-9, "\(rule.id): \(rule.observed ?? 0)")
    }
  }

  @Test("a saved profile serves as well as the table it came from")
  func profile() throws {
    let profile = try DataProfile(of: scan("reference"))
    let saved = try DataProfile(parsing: profile.file, file: "profile.json")
    #expect(try DataProfile(parsing: profile.json.pretty, file: "profile.json") == profile)
    #expect(saved == profile)
    #expect(try check("drifted", reference: saved) == check("drifted"))
  }

  @Test("every measure that a policy can name finds the two columns that drifted, and nothing in this month's data")
  func measures() throws {
    let reference = try DataProfile(of: scan("reference"))
    for method in DriftMethod.allCases {
      var settings = DataCheckSettings()
      settings.referenceTable = try scan("reference")
      guard let limit = method.definition.limit, method.isOfReferenceBins || method == .ks || method == .wasserstein
      else { continue }
      settings.drift = DriftLimits([DriftLimits.Limit(method, limit)])
      func drifted(_ name: String) throws -> [String] {
        try DataCheck.run(scan(name), contract: nil, reference: reference, settings: settings).rules
          .filter { $0.verdict != .pass }.flatMap(\.columns)
      }
      let found = try drifted("drifted")
      if method.takes(.categories) { #expect(found.contains("contract"), "\(method.name)") }
      #expect(found.contains("monthly_charges"), "\(method.name)")
      if method.takes(.categories) { #expect(try drifted("churn").isEmpty, "\(method.name)") }
    }
  }

  @Test("a duplicate is told with its row and line, whatever is null before it", arguments: [1 << 20, 500])
  func duplicates(chunk: Int) throws {
    let contract = try DataContract(
      parsing: Array(
        """
        apiVersion: v3.1.0
        kind: DataContract
        schema: [{name: t, properties: [{name: k, logicalType: string, unique: true}]}]
        """.utf8), file: "contract.yaml")
    for nulls in [0, 1, 20_000] {
      let text = "k\n" + String(repeating: "\"\"\n", count: nulls) + "a\nb\n\"\"\na\nc\nb\n"
      let scan = try CSVScan(MappedFile(bytes: Array(text.utf8)), name: "x.csv", chunkSize: chunk)
      let report = try DataCheck.run(
        scan, contract: contract, reference: nil, settings: DataCheckSettings(), threads: 2)
      let unique = try #require(report.rules.first { $0.kind == "unique" }, "\(report.rules.map(\.kind))")
      #expect(unique.violating == 2)
      #expect(unique.samples.map(\.row) == [nulls + 4, nulls + 6])
      #expect(unique.samples.map(\.line) == [nulls + 5, nulls + 7])
      #expect(unique.samples.map(\.value) == ["a", "b"])
    }
  }

  @Test("a table without rows is on hold or fails, never a pass")
  func empty() throws {
    let columns = try scan("churn").columns.map(\.name).joined(separator: ",")
    let file = Repository.path("Examples/churn/contract.yaml")
    let contract = try DataContract(parsing: Files.read(file), file: file)
    let scan = try CSVScan(MappedFile(bytes: Array("\(columns)\n".utf8)), name: "x.csv")
    let report = try DataCheck.run(scan, contract: contract, reference: nil, settings: DataCheckSettings())
    #expect(report.verdict == .fail, "rowCount")
    #expect(report.rules.filter { $0.verdict == .pass }.map(\.id) == ["columns"])
  }
}
