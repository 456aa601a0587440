import Core
import DataQuality
import DataSources
import Tables
import TestSupport
import Testing

/// The files that Tests/Fixtures/tables/make.py writes, made once a run.
enum SameTable {
  private static let directory = Repository.path(".build/table-fixtures")

  private static let problem: String = {
    let script = Repository.path("Tests/Fixtures/tables/make")
    let result = Command.run(["/bin/bash", script, directory], in: Repository.root, environment: ["HOME": "/tmp"])
    return result.code == 0 ? "" : result.output + result.errors
  }()

  static func open(_ name: String) throws -> DataSource {
    #expect(problem.isEmpty, "\(problem)")
    return try DataSource("\(directory)/\(name)")
  }
}

@Suite("The same rows are the same in every format")
struct FormatTests {
  static let contract = """
    apiVersion: v3.1.0
    kind: DataContract
    id: same
    version: 1.0.0
    status: active
    schema:
      - name: same
        properties:
          - {name: id, logicalType: integer, required: true, unique: true}
          - {name: small, logicalType: integer, required: true, logicalTypeOptions: {minimum: 1, maximum: 7}}
          - {name: wide, logicalType: integer, logicalTypeOptions: {exclusiveMinimum: 0, multipleOf: 2}}
          - {name: real, logicalType: number, logicalTypeOptions: {minimum: -2.5, maximum: 2.5}}
          - {name: money, logicalType: integer, quality: [{metric: nullValues, unit: percent, mustBeLessThan: 10}]}
          - name: word
            logicalType: string
            logicalTypeOptions: {minLength: 4, maxLength: 5, pattern: '^[a-z]+$'}
            quality:
              - {metric: invalidValues, arguments: {validValues: [north, south]}, mustBe: 0}
              - {metric: missingValues, arguments: {missingValues: [null, 'north']}, mustBe: 0}
          - {name: mail, logicalType: string, unique: true}
          - {name: flag, logicalType: boolean, required: true}
          - {name: day, logicalType: date, logicalTypeOptions: {minimum: 2024-03-01, maximum: 2024-12-31}}
          - {name: moment, logicalType: timestamp, logicalTypeOptions: {maximum: '2026-01-01T00:00:00'}}
          - {name: nothing, required: true}
        quality:
          - {metric: duplicateValues, arguments: {properties: [small, flag, day]}, mustBe: 0}
    """

  /// What a rule found, without what a format has or has not: lines, and how a value is written.
  struct Finding: Equatable {
    let id: String
    let verdict: Verdict
    let checked: Int
    let violating: Int
    let rows: [Int]
  }

  /// Without the rules on types: what a file says of its types is no matter of text, where 1.0 is no integer.
  private func findings(_ name: String, threads: Int = 2) throws -> [Finding] {
    let contract = try DataContract(parsing: Array(Self.contract.utf8), file: "c.yaml")
    let report = try DataCheck.run(
      SameTable.open(name).rows, contract: contract, reference: nil, settings: DataCheckSettings(), threads: threads)
    return report.rules.filter { $0.kind != "type" }.map {
      Finding(
        id: $0.id, verdict: $0.verdict, checked: $0.checked, violating: $0.violating, rows: $0.samples.map(\.row))
    }
  }

  @Test(
    "a contract finds the same in each",
    arguments: ["coded.parquet", "plain.parquet", "small-pages.parquet", "table.jsonl"])
  func check(name: String) throws {
    let expected = try findings("table.csv")
    #expect(expected.count { $0.verdict == .fail } == 20)
    for threads in [1, 2] {
      let found = try findings(name, threads: threads)
      for (a, b) in zip(found, expected) { #expect(a == b) }
      #expect(found.count == expected.count)
    }
  }

  /// By column.
  private static let ours: [(column: String, type: String, checks: [String])] = [
    ("id", "integer", ["monotonic, order: increasing, strictly: true", "unique, count: all", "minimum, mustBe: 0"]),
    (
      "small", "integer",
      [
        "allowedValues, values: [1, 2.0, 3]", "forbiddenValues, values: [1], nulls: violating", "mean, mustBe: 0",
        "distinctCount, mustBe: 0", "mostCommonShare, mustBe: 0", "distinctValues, values: [0, 1]",
        "predictivePower, label: word, mustBe: 1", "nullShare, mustBe: 0", "unique, where: wide > 0",
        "sum, mustBe: 0, where: flag = TRUE", "foundIn, table: other",
      ]
    ),
    (
      "real", "number",
      [
        "outliers, limit: 2", "outliers, method: interquartile", "median, mustBe: 9", "quantile, q: 0.9, mustBe: 9",
        "standardDeviation, mustBe: 9", "finite", "maximum, mustBe: 9", "range, minimum: -1, maximum: 1",
      ]
    ),
    (
      "word", "string",
      [
        "forbiddenPattern, pattern: o", "range, minimum: north", "length, maximum: 5", "minimumLength, mustBe: 0",
        "mostCommonValue, values: [nobody]", "monotonic, order: decreasing", "alwaysNull", "format, format: hostname",
        "distinctShare, mustBe: 0",
      ]
    ),
    ("mail", "string", ["format, format: email", "unique, where: 'small IS NULL'"]),
    ("day", "date", ["monotonic, order: increasing", "minimum, mustBe: 2024-01-01", "updateFrequency, within: 1s"]),
    (
      "moment", "timestamp",
      ["freshness, within: 1d", "retention, within: 1d", "maximum, mustBeLessThan: '2024-02-01T00:00:00'"]
    ),
  ]

  @Test("our own checks find the same in each", arguments: ["coded.parquet", "small-pages.parquet", "table.jsonl"])
  func ours(name: String) throws {
    var lines = ["apiVersion: v3.1.0", "kind: DataContract", "schema:", "  - name: same", "    quality:"]
    for check in [
      "expression, expression: real < small", "repeatedRows", "unique, columns: [small, word], nulls: compared",
      "conflictingLabels, features: [small, flag], label: word", "absentFrom, columns: [small, word], table: other",
    ] {
      lines.append("      - {type: custom, engine: modelgate, implementation: {check: \(check)}}")
    }
    lines.append("    properties:")
    for name in ["wide", "flag"] { lines.append("      - {name: \(name)}") }
    for (column, type, checks) in Self.ours {
      lines += ["      - name: \(column)", "        logicalType: \(type)", "        quality:"]
      lines += checks.map { "          - {type: custom, engine: modelgate, implementation: {check: \($0)}}" }
    }
    let contract = try DataContract(parsing: Array(lines.joined(separator: "\n").utf8), file: "c.yaml")
    var settings = DataCheckSettings()
    settings.now = Timestamp("2030-01-01T00:00:00Z")
    settings.samples = 20
    func report(_ name: String, other: String) throws -> [DataReport.Outcome] {
      settings.tables["other"] = try SameTable.open(other).rows
      return try DataCheck.run(
        SameTable.open(name).rows, contract: contract, reference: nil, settings: settings, threads: 2
      ).rules.filter { $0.kind != "type" }
    }
    let expected = try report("table.csv", other: "table.csv")
    // Whatever other format the other table has.
    let found = try report(name, other: "table.csv")
    #expect(expected.count { $0.verdict == .fail } == 38)
    #expect(expected.count == found.count)
    for (a, b) in zip(found, expected) {
      #expect(a.id == b.id)
      #expect(a.verdict == b.verdict, "\(a) \(b)")
      #expect(a.checked == b.checked, "\(a.id)")
      #expect(a.violating == b.violating, "\(a.id)")
      #expect(a.samples.map(\.row) == b.samples.map(\.row), "\(a.id)")
      let (x, y) = (a.observed ?? .nan, b.observed ?? .nan)
      #expect((x - y).magnitude <= 1e-9 * max(1, y.magnitude) || (x.isNaN && y.isNaN), "\(a.id): \(x) \(y)")
    }
  }

  @Test(
    "a profile is the same in each",
    arguments: ["coded.parquet", "plain.parquet", "small-pages.parquet", "table.jsonl"])
  func profile(name: String) throws {
    let expected = try DataProfile(of: SameTable.open("table.csv").rows)
    let found = try DataProfile(of: SameTable.open(name).rows)
    #expect(found.rows == expected.rows)
    for (a, b) in zip(found.columns, expected.columns) { #expect(a == b) }
    #expect(try DataProfile(of: SameTable.open(name).rows, threads: 1) == found)
  }

  static let names = ["table.csv", "table.jsonl", "coded.parquet", "plain.parquet"]

  @Test("a contract that is inferred from one passes on every other", arguments: names, names)
  func infer(from: String, to: String) throws {
    let yaml = try InferredContract(of: Table(of: SameTable.open(from).rows), name: "same").yaml(source: from)
    let contract = try DataContract(parsing: Array(yaml.utf8), file: "c.yaml")
    let report = try DataCheck.run(
      SameTable.open(to).rows, contract: contract, reference: nil, settings: DataCheckSettings())
    #expect(report.verdict == .pass, "\(report.reason)")
  }

  @Test("a nested column of Parquet is listed as unreadable, and a rule on it is an error that names it")
  func nested() throws {
    let profile = try DataProfile(of: SameTable.open("nested.parquet").rows)
    #expect(profile.columns.map(\.kind) == [.integer, .unreadable, .text])
    func check(_ property: String) throws -> DataReport {
      let contract = """
        {apiVersion: v3.1.0, kind: DataContract, id: n, version: 1.0.0, status: active, schema: [{name: n, properties: [
          {name: id, unique: true}, {name: list\(property)}, {name: word, required: true}]}]}
        """
      return try DataCheck.run(
        SameTable.open("nested.parquet").rows,
        contract: DataContract(parsing: Array(contract.utf8), file: "c.yaml"), reference: nil,
        settings: DataCheckSettings())
    }
    #expect(try check("").verdict == .pass)
    let failure = #expect(throws: Failure.self) { try check(", required: true") }
    #expect(
      failure?.description.contains("the column is nested, which is not supported (at column 'list')") == true,
      "\(failure?.description ?? "")")
  }
}
