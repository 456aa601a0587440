import Core
import DataQuality
import Testing

@Suite("Checks of cells")
struct CellCheckTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let check: String
    var type = "string"
    let good: [String]
    let bad: [String]
    var testDescription: String { check }
  }

  static let cases: [Case] = [
    Case(check: "check: allowedValues, values: [a, b]", good: ["a", "b"], bad: ["c", "A", "ab"]),
    Case(
      check: "check: allowedValues, values: [1, 2.5]", type: "number", good: ["1", "1.0", "1e0", "2.50"],
      bad: ["2", "1.5"]),
    Case(check: "check: allowedValues, values: ['1']", good: ["1"], bad: ["1.0", "01"]),
    Case(check: "check: forbiddenValues, values: [n/a, '-']", good: ["a", "N/A"], bad: ["n/a", "-"]),
    Case(check: "check: pattern, pattern: '^[A-Z]{2}$'", good: ["AB"], bad: ["A", "ab", "ABC"]),
    Case(check: "check: pattern, patterns: [x, y]", good: ["ax", "y"], bad: ["z"]),
    Case(check: "check: pattern, patterns: [x, y], match: all", good: ["xy", "y-x"], bad: ["x", "z"]),
    Case(check: "check: forbiddenPattern, patterns: [x, y]", good: ["z"], bad: ["ax", "y"]),
    Case(check: "check: forbiddenPattern, patterns: [x, y], match: all", good: ["x", "z"], bad: ["xy"]),
    Case(check: "check: range, minimum: b, exclusiveMaximum: bz", good: ["b", "by"], bad: ["a", "bz", "é"]),
    Case(check: "check: range, minimum: 1, maximum: 9", type: "integer", good: ["1", "9"], bad: ["0", "10", "-5"]),
    Case(
      check: "check: range, exclusiveMinimum: 2024-01-31", type: "date", good: ["2024-02-01"],
      bad: ["2024-01-31", "2023-12-31"]),
    Case(check: "check: length, minimum: 2, maximum: 3", good: ["ab", "äöü"], bad: ["a", "abcd"]),
    Case(check: "check: multipleOf, of: 0.1", type: "number", good: ["0.3", "-7", "0"], bad: ["0.25"]),
    Case(check: "check: finite", good: ["1", "x", "1e308"], bad: ["NaN", "inf", "-Infinity", "1e999"]),
    Case(
      check: "check: readableAs, as: timestamp, format: \"yyyy-MM-dd HH:mm\"", good: ["2024-02-29 23:59"],
      bad: ["2023-02-29 00:00", "2024-02-29", "2024-02-29 24:00"]),
    Case(check: "check: readableAs, as: number", good: ["1", "-2.5e3"], bad: ["x", "1,5", "NaN"]),
    // Verdicts of Python 3.11's ipaddress, uuid and base64, of JSON's grammar, and of the RFCs where Python has none.
    Case(
      check: "check: format, format: ipv4", good: ["0.0.0.0", "255.255.255.255"],
      bad: ["256.1.1.1", "1.1.1", "01.1.1.1", "1.1.1.1.", "1..1.1", "a.b.c.d"]),
    Case(
      check: "check: format, format: ipv6",
      good: ["::", "::1", "1::", "2001:db8::8a2e:370:7334", "1:2:3:4:5:6:7:8", "::ffff:192.0.2.1", "1:2:3:4:5:6:7::"],
      bad: [
        ":", ":::", "1", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3", "12345::", "::g", "1:", ":1",
        "::1.2.3", "1:2:3:4:5:6:7:1.2.3.4", "1:2:3:4:5:6:7:8::",
      ]),
    Case(
      check: "check: format, format: uuid", good: ["123e4567-e89b-12d3-a456-426614174000"],
      bad: ["123e4567e89b12d3a456426614174000", "123e4567-e89b-12d3-a456-42661417400g", "123e4567-e89b-12d3-a456"]),
    Case(
      check: "check: format, format: hostname", good: ["a", "a-b.example", "xn--bcher-kva.example", "1.2"],
      bad: ["-a", "a-", "a..b", ".a", "a.", "ä.de", "a_b", String(repeating: "a", count: 64)]),
    Case(
      check: "check: format, format: email", good: ["a@b", "first.last+tag@example.org", "o'neil@x.ie"],
      bad: ["a", "@b", "a@", "a@b@c", ".a@b", "a.@b", "a..b@c", "a b@c", "a@-b"]),
    Case(
      check: "check: format, format: uri",
      good: [
        "https://example.org", "http://user:x@[::1]:80/a?b#c", "urn:isbn:0451450523", "mailto:a@b", "file:///etc/x",
        "a:", "http://x/%41",
      ],
      bad: ["example.org", "//x", "http://x y", "http://x/%4", "1a:b", "http://[::1", "http://x:8a/", "a:#b#c", "a:é"]),
    Case(
      check: "check: format, format: base64", good: ["AA==", "AAA=", "AAAA", "+/+/"],
      bad: ["A", "AA=", "A===", "AA==AA==", "A-_A", "AAAA\n"]),
    Case(
      check: "check: format, format: json", good: ["{}", "[1, {\"a\": null}]", "\"x\"", "-0.5e3", "true"],
      bad: ["{", "{a: 1}", "'x'", "01", "nul", "[1,]"]),
  ]

  @Test("count what breaks them, and nothing else", arguments: cases)
  func counts(example: Case) throws {
    let cells = example.good + [""] + example.bad
    let outcome = try CheckBench.column(cells, example.check, type: example.type)
    // A range of two ends is two rules.
    let violating = try example.bad.filter { cell in
      try CheckBench.run(CheckBench.table([cell]), contract(example)).rules.contains {
        $0.verdict == .fail && $0.kind != "type"
      }
    }
    #expect(violating == example.bad)
    for cell in example.good {
      let report = try CheckBench.run(CheckBench.table([cell]), contract(example))
      #expect(report.verdict == .pass, "\(cell): \(report.reason)")
    }
    #expect(outcome.checked == cells.count - 1)
    #expect(outcome.verdict == .fail)
    #expect(outcome.samples.allSatisfy { $0.value.map(example.bad.contains) ?? false })
  }

  private func contract(_ example: Case) throws -> DataContract {
    try CheckBench.contract([
      "{name: c, logicalType: \(example.type), quality: "
        + "[{type: custom, engine: modelgate, implementation: {\(example.check)}}]}"
    ])
  }

  @Test("leave nulls out, or count them where the contract says so")
  func nulls() throws {
    let ignored = try CheckBench.column(["a", "", "b", ""], "check: allowedValues, values: [a, b]")
    #expect(ignored.verdict == .pass)
    #expect(ignored.checked == 2)
    let counted = try CheckBench.column(["a", "", "x", ""], "check: allowedValues, values: [a, b], nulls: violating")
    #expect(counted.violating == 3)
    #expect(counted.checked == 4)
    #expect(counted.samples.map(\.row) == [2, 3, 4])
    let empty = try CheckBench.column(["", ""], "check: alwaysNull")
    #expect(empty.verdict == .pass)
    #expect(try CheckBench.column(["", "a"], "check: alwaysNull").samples.map(\.row) == [2])
  }

  @Test(
    "hold where there is nothing to check, unless the contract says what that means",
    arguments: cases.map(\.check) + [
      "check: outliers", "check: monotonic, order: increasing", "check: knownValues", "check: unique",
      "check: distinctCount, mustBe: 0", "check: mean, mustBe: 0", "check: mostCommonValue, values: [a]",
      "check: distinctValues, values: []", "check: predictivePower, label: c, mustBe: 0",
      "check: minimumLength, mustBe: 0", "check: categoriesKept", "check: notConstant",
    ])
  func empty(check: String) throws {
    for cells in [[], ["", "", ""]] {
      #expect(try CheckBench.column(cells, check, reference: ["a", "b"]).verdict == .hold)
      #expect(
        try CheckBench.column(cells, "\(check), whenEmpty: warn", reference: ["a", "b"]).verdict == .warn, "\(cells)")
    }
  }

  @Test(
    "allow as many as the contract says: in rows, in percent of all rows or of what was checked, or as a share that holds",
    arguments: [
      ("mustBeLessOrEqualTo: 1", Verdict.pass, 1.0), ("mustBe: 0", .fail, 1),
      ("mustBeLessThan: 10, unit: percent", .fail, 10), ("mustBeLessOrEqualTo: 10, unit: percent", .pass, 10),
      ("mustBeLessOrEqualTo: 10, unit: percentOfChecked", .fail, 12.5),
      ("mostly: 0.875", .pass, 0.875), ("mostly: 0.88", .fail, 0.875),
    ])
  func limits(limit: String, verdict: Verdict, observed: Double) throws {
    // Ten rows, two of them null, one that violates.
    let cells = ["a", "a", "a", "", "a", "a", "", "x", "a", "a"]
    let outcome = try CheckBench.column(cells, "check: allowedValues, values: [a], \(limit)")
    #expect(outcome.verdict == verdict)
    #expect(outcome.observed == observed)
  }

  @Test("nine of ten are nine tenths: a share is not computed from a rounded remainder")
  func mostly() throws {
    let cells = [String](repeating: "a", count: 9) + ["x"]
    #expect(try CheckBench.column(cells, "check: allowedValues, values: [a], mostly: 0.9").verdict == .pass)
  }

  @Test("outliers lie too far from the mean or the quartiles of the data, or from the reference's mean")
  func outliers() throws {
    let cells = ["1", "2", "3", "4", "100", "", "-90"]
    // numpy 2.4.6: mean 3.333, std(ddof=1) 60.11; quartiles 1.25 and 3.75.
    #expect(try CheckBench.column(cells, "check: outliers", type: "number").violating == 0)
    #expect(try CheckBench.column(cells, "check: outliers, limit: 1.5", type: "number").violating == 2)
    #expect(
      try CheckBench.column(cells, "check: outliers, limit: 1.5, twoSided: false", type: "number").samples.map(\.value)
        == ["100"])
    let fences = try CheckBench.column(cells, "check: outliers, method: interquartile", type: "number")
    #expect(fences.samples.map(\.value) == ["100", "-90"])
    let known = try CheckBench.column(
      cells, "check: outliers, basis: reference", type: "number", reference: ["1", "2", "3", "4"])
    #expect(known.violating == 2)
    #expect(try CheckBench.column(["0.1", "0.1", "0.1"], "check: outliers", type: "number").verdict == .pass)
    #expect(try CheckBench.column(["1", "x"], "check: outliers", type: "number").verdict == .hold)
  }

  @Test(
    "order is that of neighbours, nulls passed over",
    arguments: [
      (["1", "2", "", "2", "10"], "integer", "increasing", false, [Int]()),
      (["1", "2", "", "2", "10"], "integer", "increasing", true, [4]),
      (["3", "2", "5", "1"], "integer", "decreasing", false, [3]),
      (["1", "2", "10"], "string", "increasing", false, [3]),
      (["b", "a", "", "c", "c"], "string", "increasing", true, [2, 5]),
      (["1", "x", "0", "5"], "number", "increasing", false, [2, 3]),
      (["9007199254740993", "9007199254740992"], "integer", "increasing", false, [2]),
      (["31.01.2024", "01.02.2024", "01.01.2023"], "date", "increasing", false, [3]),
    ])
  func order(cells: [String], type: String, direction: String, isStrict: Bool, rows: [Int]) throws {
    let format = type == "date" ? ", logicalTypeOptions: {format: dd.MM.yyyy}" : ""
    let contract = try CheckBench.contract([
      "{name: c, logicalType: \(type)\(format), quality: [{type: custom, engine: modelgate, "
        + "implementation: {check: monotonic, order: \(direction), strictly: \(isStrict)}}]}"
    ])
    let outcome = try #require(CheckBench.run(CheckBench.table(cells), contract).rules.last)
    #expect(outcome.violating == rows.count)
    #expect(outcome.samples.map(\.row) == rows)
    #expect(outcome.samples.map(\.value) == rows.map { cells[$0 - 1] })
    #expect(outcome.samples.map(\.line) == rows.map { $0 + 1 })
  }

  @Test("a value that the reference never has is new, and one that is gone has vanished")
  func categories() throws {
    let known = ["a", "b", "a", ""]
    #expect(
      try CheckBench.column(["a", "c", ""], "check: knownValues", reference: known).samples.map(\.value) == ["c"])
    let gone = try CheckBench.column(["a", "c"], "check: categoriesKept", reference: known)
    #expect(gone.verdict == .fail)
    #expect(gone.message == "vanished: b")
    let numbers = try CheckBench.column(
      ["1.0", "2"], "check: knownValues", type: "number", reference: ["1", "2", "3"])
    #expect(numbers.verdict == .pass)
    #expect(try CheckBench.column(["a"], "check: knownValues").verdict == .hold)
    #expect(try CheckBench.column(["a"], "check: categoriesKept").verdict == .hold)
  }
}
