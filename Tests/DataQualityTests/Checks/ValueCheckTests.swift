import Core
import DataQuality
import Testing

@Suite("Checks of values")
struct ValueCheckTests {
  private static let numbers = ["3.5", "-1", "2", "", "2.0", "10", "0.25", "7", "7", "7e0", "1000"]

  /// numpy 2.4.6 on the ten numbers: mean, median, std(ddof=1), sum, quantile(q, method=…), unique.
  @Test(
    "are numpy's",
    arguments: [
      ("mean", 103.775), ("median", 5.25), ("standardDeviation", 314.9207671515699), ("sum", 1037.75),
      ("minimum", -1), ("maximum", 1000), ("distinctCount", 7), ("distinctShare", 0.7), ("nullShare", 1.0 / 11),
      ("mostCommonShare", 0.3), ("quantile, q: 0.1", 0.125), ("quantile, q: 0.85", 8.95),
      ("quantile, q: 0.1, interpolation: lower", -1), ("quantile, q: 0.1, interpolation: higher", 0.25),
      ("quantile, q: 0.1, interpolation: nearest", 0.25), ("quantile, q: 0.5, interpolation: nearest", 3.5),
      ("quantile, q: 0.85, interpolation: midpoint", 8.5),
    ] as [(String, Double)])
  func numpy(check: String, expected: Double) throws {
    let outcome = try CheckBench.column(Self.numbers, "check: \(check), mustBeGreaterThan: 2000", type: "number")
    #expect(outcome.verdict == .fail)
    #expect(((outcome.observed ?? .nan) - expected).magnitude <= 1e-12 * max(1, expected.magnitude), "\(outcome)")
  }

  @Test(
    "of text are counted as they are written",
    arguments: [
      ("distinctCount", 4.0), ("distinctShare", 0.8), ("mostCommonShare", 0.4), ("minimumLength", 1),
      ("maximumLength", 3), ("nullShare", 1.0 / 6),
    ] as [(String, Double)])
  func texts(check: String, expected: Double) throws {
    let cells = ["1", "1.0", "", "äöü", "x", "x"]
    #expect(try CheckBench.column(cells, "check: \(check), mustBe: \(expected)").observed == expected)
  }

  @Test("of a column that does not hold numbers are undefined")
  func undefined() throws {
    let outcome = try CheckBench.column(["1", "x", "NaN"], "check: mean, mustBeGreaterThan: 0", type: "number")
    #expect(outcome.verdict == .hold)
    #expect(outcome.message == "2 of 3 values are no finite numbers")
    #expect(try CheckBench.column(["1"], "check: standardDeviation, mustBe: 0", type: "number").verdict == .hold)
  }

  @Test("beyond 65,536 different ones are about right, and say so")
  func estimates() throws {
    let contract = try CheckBench.contract([
      "{name: c, logicalType: integer, quality: ["
        + ["median", "distinctCount", "mean", "mostCommonShare"].map {
          "{type: custom, engine: modelgate, implementation: {check: \($0), mustBe: 0}}"
        }.joined(separator: ", ") + "]}"
    ])
    let text = "c\n" + (0..<100_000).map { "\($0 * 7919 % 100_000)\n" }.joined()
    let rules = try DataCheck.run(
      CheckBench.scan(text), contract: contract, reference: nil, settings: DataCheckSettings(), threads: 2
    ).rules.suffix(4)
    let observed = rules.map(\.observed)
    try #require(observed.count == 4)
    let (median, distinct, mean) = (observed[0], observed[1], observed[2])
    #expect(((median ?? 0) - 50_000).magnitude < 1000)
    #expect(((distinct ?? 0) - 100_000).magnitude < 5000)
    #expect(mean == 49_999.5)
    #expect(rules.map { $0.message.contains("about") } == [true, true, false, false])
    #expect(rules.last?.verdict == .hold)
  }

  @Test("of dates and times are moments")
  func moments() throws {
    let cells = ["2024-01-01T00:00:00", "", "2024-01-01T06:00:00", "2024-01-03T06:00:00", "2024-01-01T06:00:00"]
    func check(_ text: String, now: String? = "2024-01-04T06:00:00Z") throws -> DataReport.Outcome {
      var settings = DataCheckSettings()
      settings.now = now.flatMap(Timestamp.init)
      return try CheckBench.column(cells, "check: \(text)", type: "timestamp", settings: settings)
    }
    #expect(try check("freshness, within: 24h").verdict == .pass)
    let stale = try check("freshness, within: 23h")
    #expect(stale.verdict == .fail)
    #expect(stale.message == "age of the latest 1d")
    #expect(stale.expected == "age of the latest: ≤ 23h")
    #expect(try check("freshness, within: 24h", now: nil).verdict == .hold)
    let unreadable = try CheckBench.column(["2024-01-01", "x"], "check: updateFrequency, within: 1d", type: "date")
    #expect(unreadable.verdict == .hold)
    #expect(unreadable.message == "1 of 2 values are not of the form yyyy-MM-dd")
    #expect(try check("updateFrequency, within: 2d").observed == 172_800)
    #expect(try check("updateFrequency, within: 1d").verdict == .fail)
    #expect(try check("retention, within: 3d").message == "age of the earliest 3d 6h")
    #expect(try check("minimum, mustBeGreaterThan: 2023-12-31T23:59:59").message == "minimum 2024-01-01T00:00:00")
    #expect(try check("maximum, mustBeLessThan: 2024-01-03T06:00:00").verdict == .fail)
  }

  @Test(
    "different values are a set",
    arguments: [
      ("values: [a, b]", Verdict.pass, "2 different values, as expected"),
      ("values: [a, b, c]", .fail, "missing: c"),
      ("values: [a]", .fail, "not expected: b"),
      ("values: [a, b, c], relation: within", .pass, "2 different values, as expected"),
      ("values: [a, c], relation: within", .fail, "not expected: b"),
      ("values: [a], relation: containing", .pass, "1 different value"),
      ("values: [c, d, a], relation: containing", .fail, "missing: c, d"),
    ])
  func sets(check: String, verdict: Verdict, message: String) throws {
    let outcome = try CheckBench.column(["a", "b", "", "a"], "check: distinctValues, \(check)")
    #expect(outcome.verdict == verdict)
    #expect(verdict == .pass || outcome.message == message)
  }

  @Test("the most common value is one of some, and the only one unless ties are allowed")
  func mostCommon() throws {
    func check(_ cells: [String], _ rest: String) throws -> Verdict {
      try CheckBench.column(cells, "check: mostCommonValue, \(rest)").verdict
    }
    #expect(try check(["a", "a", "b", ""], "values: [a]") == .pass)
    #expect(try check(["a", "a", "b"], "values: [b]") == .fail)
    #expect(try check(["a", "b"], "values: [a]") == .fail)
    #expect(try check(["a", "b"], "values: [a], ties: true") == .pass)
  }

  @Test("a column of one value is constant")
  func constant() throws {
    #expect(try CheckBench.column(["a", "a", ""], "check: notConstant").verdict == .fail)
    #expect(try CheckBench.column(["a", "b"], "check: notConstant").verdict == .pass)
    #expect(try CheckBench.column(["1", "1.0"], "check: notConstant", type: "number").verdict == .fail)
  }

  @Test("a feature's predictive power is mutual information by the label's entropy")
  func predictivePower() throws {
    let contract = try CheckBench.contract([
      "{name: f, logicalType: string, quality: [{type: custom, engine: modelgate, "
        + "implementation: {check: predictivePower, label: l, mustBeLessThan: 0.5}}]}",
      "{name: l, logicalType: string}",
    ])
    func check(_ features: [String], _ labels: [String]) throws -> DataReport.Outcome {
      let text = "f,l\n" + zip(features, labels).map { "\($0),\($1)\n" }.joined()
      return try #require(CheckBench.run(text, contract).rules.last)
    }
    let features = ["a", "a", "a", "b", "b", "b", "c", "c", "c", "c", "a", "b", "", "a"]
    let labels = ["x", "x", "y", "y", "y", "y", "x", "x", "z", "z", "x", "y", "x", ""]
    // Python 3.11: (H(X) + H(Y) − H(X, Y)) / H(Y) of the twelve complete rows.
    let outcome = try check(features, labels)
    #expect(((outcome.observed ?? 0) - 0.5929773604261475).magnitude < 1e-12)
    #expect(outcome.verdict == .fail)
    #expect(try check(["a", "b"], ["x", "x"]).verdict == .hold, "the label is constant")
    #expect(try check((0..<30).map { "\($0)x" }, (0..<30).map { "\($0 % 2)" }).verdict == .hold, "ids")
    // 40 numbers, by tenths of them: which half a number lies in follows from its tenth.
    #expect(try check((0..<40).map { "\($0)" }, (0..<40).map { "\($0 / 20)" }).observed == 1)
  }

  @Test(
    "the columns are those that the contract names",
    arguments: [
      ("names: [b, a]", Verdict.pass, "2 columns"), ("names: [a, b], ordered: true", .pass, "2 columns"),
      ("names: [b, a], ordered: true", .fail, "in another place: a, b"),
      ("names: [a, c]", .fail, "missing: c; not expected: b"), ("names: [b], others: true", .pass, "2 columns"),
    ])
  func columns(check: String, verdict: Verdict, message: String) throws {
    let contract = try CheckBench.contract(
      ["{name: a, logicalType: string}", "{name: b, logicalType: string}"],
      quality: [
        "{type: custom, engine: modelgate, implementation: {check: columns, \(check)}}",
        "{type: custom, engine: modelgate, implementation: {check: columnCount, mustBe: 2}}",
      ])
    for rows in ["", "1,2\n"] {
      let rules = try CheckBench.run("a,b\n\(rows)", contract).rules.suffix(2)
      #expect(rules.map(\.verdict) == [verdict, .pass])
      #expect(rules.first?.message == message)
    }
  }
}
