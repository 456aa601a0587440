import Core
import DataQuality
import Drift
import Scan
import Testing

@Suite("Dates are profiled as dates")
struct MomentProfileTests {
  private func column(_ cells: [String]) throws -> DataProfile.Column {
    try GeneratedTable.profile(["n", "other"], cells.map { "\($0),1" }[...]).columns[0]
  }

  @Test(
    "however they are written",
    arguments: [
      (["2024-02-29", "2023-12-31"], "date", "2023-12-31", "2024-02-29"),
      (["0000-01-01", "9999-12-31"], "date", "0000-01-01", "9999-12-31"),
      (["2024-02-29T23:59:59", "2024-02-29T00:00:00"], "timestamp", "2024-02-29T00:00:00", "2024-02-29T23:59:59"),
      (["2024-02-29 23:59:59", "2024-02-29 00:00:00"], "timestamp", "2024-02-29T00:00:00", "2024-02-29T23:59:59"),
      (["2024-01-01T10:00", "2024-01-01T09:00Z"], "timestamp", "2024-01-01T09:00:00", "2024-01-01T10:00:00"),
      (
        ["2024-01-01T10:00:00+02:00", "2024-01-01T09:00:00Z"], "timestamp", "2024-01-01T08:00:00", "2024-01-01T09:00:00"
      ),
      (
        ["2024-01-01 10:00:00.25", "1969-12-31 23:59:59.5"], "timestamp", "1969-12-31T23:59:59.500000",
        "2024-01-01T10:00:00.250000"
      ),
      (
        ["2024-01-01T10:00:00.123456Z", "2024-01-02T00:00:00"], "timestamp", "2024-01-01T10:00:00.123456",
        "2024-01-02T00:00:00"
      ),
    ])
  func written(cells: [String], moment: String, earliest: String, latest: String) throws {
    let column = try column(cells)
    #expect(column.kind == .date)
    let found = try #require(column.moment)
    #expect(found.rawValue == moment)
    #expect(column.numbers.map { found.text($0.minimum) } == earliest)
    #expect(column.numbers.map { found.text($0.maximum) } == latest)
    #expect(column.distinct == 2)
  }

  @Test(
    "what is no date, or not all of one kind, is text",
    arguments: [
      ["2023-02-29"], ["2024-13-01"], ["2024-00-10"], ["2024-01-00"], ["2024-01-01T24:00:00"], ["2024-01-01T10:60:00"],
      ["2024-01-01", "x"], ["2024-01-01", "2024-01-01T00:00:00"], ["2024-1-1"], ["2024-01-01t10:00:00"],
      ["2024-01-01T10:00:00."], ["2024-01-01T10:00:00.1234567890"], ["2024-01-01T10:00:00 "], ["01/02/2024"],
      ["2024-01-01T10:00:00ZZ"],
    ])
  func text(cells: [String]) throws {
    #expect(try column(cells).kind == .text)
    // Wherever in the file that is seen.
    let many = Array(repeating: "2024-01-01", count: 3000)
    #expect(try column(many + cells).kind == .text)
    #expect(try column(cells + many).kind == .text)
    let profile = try GeneratedTable.profile(["n"], (many + cells + many)[...], threads: 2, chunk: 4096)
    #expect(profile.columns[0].kind == .text && profile.columns[0].minimumLength != nil)
  }

  @Test("few of them are listed, many have deciles, in seconds")
  func deciles() throws {
    let few = try column(["2024-01-02", "2024-01-01", "2024-01-02"])
    #expect(few.distribution == .categories(["2024-01-01": 1, "2024-01-02": 2], other: 0))
    let days = try column((0..<101).map { day in day < 100 ? "1970-\(day < 50 ? "01" : "02")-\(10 + day % 18)" : "" })
    guard case .deciles(let edges, let counts, 0) = days.distribution else { return #expect(Bool(false)) }
    #expect(days.nulls == 1 && counts.reduce(0, +) == 100)
    #expect(edges.allSatisfy { $0 >= 9 * 86_400 && $0 <= 58 * 86_400 })
  }

  @Test(
    "new dates drift, the same do not, whatever stands between day and time",
    arguments: [("T", 0, Verdict.pass), (" ", 0, .pass), ("T", 20, .fail), (" ", 20, .fail)])
  func drift(separator: String, shift: Int, verdict: Verdict) throws {
    func cells(_ separator: String, _ shift: Int) -> [String] {
      (0..<2000).map { "2024-01-\(10 + shift / 10 + $0 % (20 - shift / 2))\(separator)0\($0 % 10):00:00,1" }
    }
    let reference = try GeneratedTable.profile(["n", "other"], cells("T", 0)[...])
    var settings = DataCheckSettings()
    settings.drift = DriftLimits(psi: 0.2)
    let report = try DataCheck.run(
      GeneratedTable.scan(["n", "other"], cells(separator, shift)[...]), contract: nil, reference: reference,
      settings: settings)
    #expect(report.rules.first { $0.id == "n.drift" }?.verdict == verdict)
  }

  @Test("few dates are compared as moments, and cells that are none are others")
  func categories() throws {
    let reference = try GeneratedTable.profile(["n", "other"], ["2024-01-01T00:00:00,1", "2024-01-02T00:00:00,1"])
    var settings = DataCheckSettings()
    settings.drift = DriftLimits([DriftLimits.Limit(.totalVariation, 0.4)])
    func distance(_ cells: [String]) throws -> Double? {
      try DataCheck.run(
        GeneratedTable.scan(["n", "other"], cells.map { "\($0),1" }[...]), contract: nil, reference: reference,
        settings: settings
      ).rules.first { $0.columns == ["n"] }?.observed
    }
    #expect(try distance(["2024-01-01 00:00:00", "2024-01-02"]) == 0)
    #expect(try distance(["2024-01-01 00:00:00", "soon"]) == 0.5)
    #expect(try distance(["2024-01-01 00:00:00", "2024-01-03"]) == 0.5)
    #expect(try distance(["7", "8"]) == 1)
  }
}
