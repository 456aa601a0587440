import Core
import DataQuality
import Drift
import Testing

@Suite("Drift as a rule")
struct DriftRuleTests {
  private func numbers(_ range: ClosedRange<Int>) -> [String] { range.map { String($0) } }

  private func column(
    _ cells: [String], _ check: String, type: String = "number", reference: [String]?
  ) throws -> DataReport.Outcome {
    var settings = DataCheckSettings()
    if let reference { settings.referenceTable = try CheckBench.scan(CheckBench.table(reference)) }
    return try CheckBench.column(cells, check, type: type, reference: reference, settings: settings)
  }

  /// scipy 1.14: ks_2samp, wasserstein_distance by numpy's std of the reference.
  @Test(
    "of a contract is measured against the reference by the method's name",
    arguments: [
      ("method: ks", "number", 0.5, Verdict.fail), ("method: ks, mustBeLessThan: 0.6", "number", 0.5, .pass),
      ("method: wasserstein", "number", 1.740777, .fail),
      ("method: wasserstein_absolute, mustBeLessOrEqualTo: 5", "number", 5, .pass),
      ("method: ks_p", "integer", 0.167821, .pass),
      ("method: l_infinity, mustBeLessOrEqualTo: 0.2", "string", 0.1, .pass),
      ("method: total_variation", "string", 0.5, .fail),
    ])
  func contract(check: String, type: String, value: Double, verdict: Verdict) throws {
    let outcome = try column(
      numbers(6...15), "check: drift, \(check)", type: type, reference: numbers(1...10))
    #expect(abs(try #require(outcome.observed) - value) < 0.00001, "\(outcome.message)")
    #expect(outcome.verdict == verdict, "\(outcome.message)")
    #expect(outcome.id == "c.drift")
  }

  @Test("of a column whose type nobody says is of numbers where the reference's are")
  func untyped() throws {
    let contract = try CheckBench.contract([
      "{name: c, quality: [{type: custom, engine: modelgate, implementation: {check: drift, method: ks}}]}"
    ])
    var settings = DataCheckSettings()
    func observed(_ reference: [String]) throws -> DataReport.Outcome? {
      settings.referenceTable = try CheckBench.scan(CheckBench.table(reference))
      return try CheckBench.run(
        CheckBench.table(["1", "2"]), contract, reference: CheckBench.table(reference), settings: settings
      ).rules.last
    }
    #expect(try observed(["1", "2"])?.observed == 0)
    #expect(try observed(["1", "x"])?.verdict == .hold)
  }

  @Test("by deciles is the same against a saved profile, and by single values is on hold there")
  func saved() throws {
    let (data, reference) = (numbers(1...30), numbers(11...40))
    let exact = try column(data, "check: drift, method: psi", reference: reference)
    let saved = try CheckBench.column(
      data, "check: drift, method: psi", type: "number", reference: reference)
    #expect(exact.observed == saved.observed)
    #expect(exact.observed ?? 0 > 1)
    let held = try CheckBench.column(data, "check: drift, method: ks", type: "number", reference: reference)
    #expect(held.verdict == .hold)
    #expect(held.message == "ks takes every value, and the reference is a profile: give the table itself")
  }

  @Test("against very many different numbers is an estimate, and a p-value of none")
  func estimates() throws {
    let (data, reference) = (numbers(1...4), numbers(1...70_000))
    let outcome = try column(data, "check: drift, method: ks", reference: reference)
    #expect(abs((outcome.observed ?? 0) - 1) < 0.01)
    #expect(outcome.message.contains("about"), "\(outcome.message)")
    let held = try column(data, "check: drift, method: ks_p", reference: reference)
    #expect(held.verdict == .hold, "\(held.message)")
  }

  @Test(
    "that makes no sense is an error",
    arguments: [
      ("check: drift, method: kss", "number", "expected one of 36 words, found the text 'kss'"),
      ("check: drift, method: ks", "string", "'ks' does not compare categories"),
      ("check: drift, method: tfdv.l_infinity, mustBe: 0", "number", "'tfdv.l_infinity' does not compare numbers"),
      ("check: drift, method: wasserstein_absolute", "number", "'wasserstein_absolute' has no limit of its own"),
      ("check: drift, method: ks, where: c > 1", "number", "drift is measured on all rows"),
    ])
  func wrong(check: String, type: String, message: String) {
    do {
      _ = try column(["1"], check, type: type, reference: ["1"])
      Issue.record("it is read")
    } catch let failure as Failure {
      #expect(failure.diagnostics.map(\.message) == [message])
    } catch {
      Issue.record("\(error)")
    }
  }

  @Test("of a policy is measured by any method on the columns that it is defined for")
  func policy() throws {
    let reference = "n,t\n1,a\n2,b\n3,a\n4,b\n"
    let data = "n,t\n3,a\n4,b\n5,a\n6,b\n"
    func outcomes(_ limits: [DriftLimits.Limit], table: Bool = true) throws -> [DataReport.Outcome] {
      var settings = DataCheckSettings()
      settings.drift = DriftLimits(limits)
      if table { settings.referenceTable = try CheckBench.scan(reference) }
      return try DataCheck.run(
        CheckBench.scan(data), contract: nil, reference: DataProfile(of: CheckBench.scan(reference)),
        settings: settings
      ).rules
    }
    let alone = try outcomes([DriftLimits.Limit(.ks, 0.4)])
    #expect(alone.map(\.id) == ["n.drift.ks", "t.drift.ks"])
    #expect(alone.map(\.verdict) == [.fail, .warn])
    #expect(alone.map(\.observed) == [0.5, nil])
    #expect(
      alone.map(\.message) == [
        "ks 0.5, the distribution moved",
        "not applicable: ks does not compare categories, and no other measure is asked for",
      ])
    let both = try outcomes([DriftLimits.Limit(.psi, 0.2), DriftLimits.Limit(.wassersteinAbsolute, 2.5)])
    #expect(
      both.map(\.id).sorted() == ["n.drift", "n.drift.wasserstein_absolute", "t.drift", "t.drift.wasserstein_absolute"])
    #expect(both.filter { $0.kind != "psi" }.map(\.verdict) == [.pass, .pass])
    // Four numbers are few enough for a profile to have each.
    #expect(try outcomes([DriftLimits.Limit(.ks, 0.4)], table: false) == alone)
  }
}
