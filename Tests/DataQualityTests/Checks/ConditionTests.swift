import Core
import DataQuality
import Scan
import Testing

@Suite("Conditions on rows")
struct ConditionTests {
  private static let properties = ["{name: a, logicalType: number}", "{name: b, logicalType: number}"]

  private func check(_ rows: [String], _ implementation: String) throws -> DataReport.Outcome {
    let contract = try CheckBench.contract(
      Self.properties, quality: ["{type: custom, engine: modelgate, implementation: \(implementation)}"])
    return try last(rows, contract)
  }

  private func last(_ rows: [String], _ contract: DataContract) throws -> DataReport.Outcome {
    try #require(CheckBench.run("a,b\n" + rows.map { "\($0)\n" }.joined(), contract).rules.last { $0.kind != "type" })
  }

  @Test(
    "are rules: unknown is not checked unless the contract says so, and what has no answer violates",
    arguments: [
      ("'a < b'", [2, 4], 4), ("{check: expression, expression: a < b}", [2, 4], 4),
      ("{check: expression, expression: a < b, nulls: violating}", [2, 3, 4, 5, 6], 7),
      ("{check: expression, expression: a < b, nulls: ignoredWhereAll}", [2, 3, 4, 5], 6),
      ("{check: expression, expression: a < b OR b IS NULL}", [2, 4], 6),
      ("{check: expression, expression: a / b < 1, where: b <> 0}", [2, 4], 4),
    ])
  func rules(implementation: String, rows: [Int], checked: Int) throws {
    let outcome = try check(["1,2", "3,2", ",1", "x,1", "1,", ",", "1,2"], implementation)
    #expect(outcome.samples.map(\.row) == rows)
    #expect(outcome.violating == rows.count)
    #expect(outcome.verdict == .fail)
    #expect(outcome.checked == checked)
    #expect(outcome.samples.first?.value == "3, 2")
  }

  @Test(
    "say which rows any other rule is about",
    arguments: [
      ("check: allowedValues, values: [1], where: b = 1", 2, 1.0),
      ("check: mean, mustBe: 2, where: b = 1", 2, 2),
      ("check: maximum, mustBe: 3, where: b = 1", 2, 3), ("check: unique, where: b = 2", 3, 1),
      ("check: nullShare, mustBe: 0.25, where: b = 2", 4, 0.25),
      ("check: monotonic, order: increasing, where: b = 1", 2, 0),
      ("check: outliers, limit: 1, where: b = 2", 3, 1),
      ("check: distinctCount, mustBe: 2, where: b = 2", 3, 2),
      (
        "check: allowedValues, values: [1], mustBeLessOrEqualTo: 50, unit: percent, where: b = 1", 2, 50
      ),
    ] as [(String, Int, Double)])
  func filters(implementation: String, checked: Int, observed: Double) throws {
    let contract = try CheckBench.contract([
      "{name: a, logicalType: number, quality: [{type: custom, engine: modelgate, implementation: {\(implementation)}}]}",
      "{name: b, logicalType: number}",
    ])
    let outcome = try last(
      ["1,1", "7,2", "3,1", "7,2", "9,2", ",2", "8,"], contract)
    #expect(outcome.checked == checked)
    #expect(outcome.observed == observed)
  }

  @Test("count the rows that meet them")
  func rowCount() throws {
    #expect(try check(["1,1", "2,2", ",2"], "{check: rowCount, mustBe: 2, where: a > 0}").verdict == .pass)
    #expect(try check(["1,1"], "{check: rowCount, mustBe: 0, where: a > 1}").verdict == .pass)
  }

  @Test("that no row meets, or that have no answer, decide nothing")
  func undecided() throws {
    let none = try check(["1,1"], "{check: unique, columns: [a], where: b > 1}")
    #expect(none.verdict == .hold)
    #expect(none.message == "no row meets the condition")
    let invalid = try check(["1,1", "2,x"], "{check: unique, columns: [a], where: b > 0}")
    #expect(invalid.verdict == .hold)
    #expect(invalid.message == "none of 1, but of 1 row the condition has no answer")
    let failing = try check(["1,1", "1,1", "2,x"], "{check: unique, columns: [a], where: b > 0}")
    #expect(failing.verdict == .fail)
    #expect(try check([",1"], "'a < b'").verdict == .hold)
  }

  @Test("that are wrong are told with their place")
  func wrong() {
    func problem(_ implementation: String) -> Diagnostic? {
      do {
        _ = try CheckBench.contract(
          Self.properties, quality: ["{type: custom, engine: modelgate, implementation: \(implementation)}"])
      } catch let failure as Failure {
        return failure.diagnostics.first
      } catch {}
      return nil
    }
    #expect(problem("'a < bb'")?.message == "the condition is wrong, at character 5: there is no column 'bb'")
    #expect(problem("'a < bb'")?.hint == "did you mean b?")
    #expect(problem("'a <'")?.message.hasPrefix("the condition is wrong") == true)
    #expect(problem("{check: unique, columns: [a], where: 'a <'}")?.place?.line == 6)
  }
}
