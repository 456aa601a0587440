import Core
import Reporting
import TestSupport
import Testing

@Suite("JUnit and SARIF are valid, whatever the names")
struct SchemaTests {
  static let reports = [SampleReports.rich, SampleReports.hostile, SampleReports.vast]

  @Test("JUnit, by the schema in Tests/Fixtures/junit.xsd", arguments: [0, 1, 2])
  func junit(index: Int) throws {
    let directory = TemporaryDirectory()
    let file = try directory.write(
      "junit.xml", String(decoding: ReportFormat.junit.render(Self.reports[index]), as: UTF8.self))
    let result = Command.run(
      ["/usr/bin/xmllint", "--noout", "--schema", Repository.path("Tests/Fixtures/junit.xsd"), file], in: "/")
    #expect(result.code == 0, "\(result.errors.prefix(2000))")
  }

  /// What the schema of SARIF 2.1.0 asks of the parts that we write: members and their types, enumerations, bounds.
  @Test("SARIF 2.1.0", arguments: [0, 1, 2])
  func sarif(index: Int) throws {
    let log = try JSON(parsing: ReportFormat.sarif.render(Self.reports[index]), file: "sarif")
    only(log, ["$schema", "version", "runs"])
    #expect(log["version"]?.string == "2.1.0")
    let run = try #require(log["runs"]?.array?.first)
    only(run, ["tool", "automationDetails", "columnKind", "results"])
    #expect(["utf16CodeUnits", "unicodeCodePoints"].contains(run["columnKind"]?.string))
    let driver = try #require(run["tool"]?["driver"])
    only(driver, ["name", "rules"])
    let rules = try #require(driver["rules"]?.array)
    let ids = rules.compactMap { $0["id"]?.string }
    #expect(ids.count == rules.count && Set(ids).count == ids.count, "rules are unique")
    for rule in rules {
      only(rule, ["id", "shortDescription"])
      #expect(rule["shortDescription"]?["text"]?.string?.isEmpty == false)
    }
    for result in try #require(run["results"]?.array) {
      only(
        result,
        [
          "ruleId", "ruleIndex", "kind", "level", "message", "locations", "relatedLocations", "partialFingerprints",
          "properties",
        ])
      #expect(["note", "warning", "error"].contains(result["level"]?.string) && result["kind"]?.string == "fail")
      #expect(result["message"]?["text"]?.string?.isEmpty == false)
      #expect(ids[try #require(result["ruleIndex"]?.integer)] == result["ruleId"]?.string)
      #expect(result["partialFingerprints"]?["modelgateRule/v1"]?.string?.count == 64)
      for place in (result["locations"]?.array ?? []) + (result["relatedLocations"]?.array ?? []) {
        only(place, ["physicalLocation"])
        let uri = try #require(place["physicalLocation"]?["artifactLocation"]?["uri"]?.string)
        #expect(uri.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"<>\"{}|\\^`[]:".utf8.contains($0) }, "\(uri)")
        if let region = place["physicalLocation"]?["region"] {
          only(region, ["startLine", "startColumn"])
          #expect(region["startLine"]?.integer ?? 0 >= 1)
        }
      }
    }
  }

  private func only(_ value: JSON, _ allowed: Set<String>) {
    let members = value.object.map { Set($0.keys) } ?? ["no object"]
    #expect(members.isSubset(of: allowed))
  }

  @Test("a result for each rule that does not pass; what fails is an error, what holds a warning, what warns a note")
  func levels() throws {
    let log = try JSON(parsing: ReportFormat.sarif.render(SampleReports.rich), file: "sarif")
    let results = try #require(log["runs"]?.array?.first?["results"]?.array)
    #expect(
      results.map { "\($0["ruleId"]?.string ?? "") \($0["level"]?.string ?? "")" } == [
        "tenure.minimum error", "charges.drift error", "churn.drift warning", "columns note",
      ])
    #expect(results[0]["relatedLocations"]?.array?.count == 2)
  }
}
