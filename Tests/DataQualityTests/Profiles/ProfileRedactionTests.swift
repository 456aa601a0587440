import Core
import DataQuality
import Drift
import Scan
import Testing

@Suite("Private columns are counted in profiles, and nothing else is told of them")
struct ProfileRedactionTests {
  private static let rows: ArraySlice<String> = [
    "zoe@example.com,48151,2001-02-03,x", "max@example.com,62342,2002-03-04,y", ",,,",
  ]

  private static func contract(_ classification: String) throws -> DataContract {
    let yaml = """
      {apiVersion: v3.1.0, kind: DataContract, schema: [{name: t, properties: [
        {name: mail, classification: \(classification)}, {name: pay, classification: \(classification)},
        {name: born}, {name: open}]}]}
      """
    return try DataContract(parsing: Array(yaml.utf8), file: "contract.yaml")
  }

  @Test("as the contract says, or who asks", arguments: ["pii", "public"])
  func checked(classification: String) throws {
    var settings = DataCheckSettings()
    settings.redacted = ["born"]
    let scan = try GeneratedTable.scan(["mail", "pay", "born", "open"], Self.rows)
    let profile = try DataCheck.runAndProfile(
      scan, contract: Self.contract(classification), reference: nil, settings: settings
    ).profile
    let expected: Set<String> = classification == "pii" ? ["mail", "pay", "born"] : ["born"]
    #expect(profile.redactedColumns == expected)
    let text = String(decoding: profile.file + profile.json.pretty, as: UTF8.self)
    for secret in ["2001", "2002"] + (classification == "pii" ? ["zoe", "48151", "62342"] : []) {
      #expect(!text.contains(secret))
    }
    #expect(profile.columns.map(\.nulls) == [1, 1, 1, 1])
    #expect(profile.columns.map(\.distinct) == [2, 2, 2, 2])
    #expect(profile.columns[2].kind == .date)
    #expect(try DataProfile(parsing: profile.file, file: "p") == profile)
  }

  @Test("drift against one holds, unless the column is ignored")
  func drift() throws {
    let reference = try GeneratedTable.profile(["mail", "pay", "born", "open"], Self.rows).redacting(["pay"])
    func verdict(ignoring names: [String]) throws -> DataReport.Outcome? {
      var settings = DataCheckSettings()
      settings.drift = DriftLimits([DriftLimits.Limit(.psi, 0.2)], ignore: names)
      return try DataCheck.run(
        GeneratedTable.scan(["mail", "pay", "born", "open"], Self.rows), contract: nil, reference: reference,
        settings: settings
      ).rules.first { $0.id == "pay.drift" }
    }
    #expect(try verdict(ignoring: [])?.verdict == .hold)
    #expect(try verdict(ignoring: [])?.message.contains("redacted") ?? false)
    #expect(try verdict(ignoring: ["pay"])?.verdict == .pass)
  }
}
