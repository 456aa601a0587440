import Core
import DataQuality
import Scan
import Tables
import TestSupport
import Testing
import YAML

@Suite("A contract inferred from data")
struct InferenceTests {
  private func table(_ text: String) throws -> Table { try CSV.parse(Array(text.utf8), name: "x.csv") }

  private func infer(_ table: Table) throws -> InferredContract { try InferredContract(of: table, name: "x") }

  /// One column's rows as a table, and what the contract says of the column.
  private func column(_ cells: [String], name: String = "c") throws -> InferredContract.Column {
    let rows = cells.enumerated().map { "\($0 % 3),\(quote($1))" }
    let contract = try infer(table((["first,\(quote(name))"] + rows).joined(separator: "\n") + "\n"))
    return try #require(contract.columns.last)
  }

  private func quote(_ cell: String) -> String {
    "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }

  /// The table as a file again, to be checked as files are.
  private func scan(_ table: Table) throws -> CSVScan {
    let header = table.columns.map { quote($0.name) }.joined(separator: ",")
    let rows = (0..<table.rowCount).map { row in
      table.columns.map { quote(table.text($0, row)) }.joined(separator: ",")
    }
    let text = ([header] + rows).map { $0 + "\n" }.joined()
    return try CSVScan(MappedFile(bytes: Array(text.utf8)), name: table.name)
  }

  /// The contract as the file says it, and what it says about the data.
  private func check(_ data: Table, against contract: InferredContract) throws -> DataReport {
    let bytes = Array(contract.yaml(source: data.name).utf8)
    let read = try DataContract(parsing: bytes, file: "contract.yaml")
    #expect(read.columns.map(\.name) == data.columns.map(\.name))
    return try DataCheck.run(scan(data), contract: read, reference: nil, settings: DataCheckSettings())
  }

  @Test("is read back, and the data it came from passes", arguments: ["churn", "reference", "drifted", "corrupted"])
  func example(name: String) throws {
    let file = Repository.path("Examples/churn/data/\(name).csv")
    let data = try CSV.parse(Files.read(file), name: file)
    let report = try check(data, against: infer(data))
    #expect(report.verdict == .pass, "\(report.reason)")
  }

  @Test("finds the damage of a broken export, and lets next month's data pass")
  func useful() throws {
    let reference = Repository.path("Examples/churn/data/reference.csv")
    let contract = try infer(CSV.parse(Files.read(reference), name: reference))
    func verdict(_ name: String) throws -> DataReport {
      let file = Repository.path("Examples/churn/data/\(name).csv")
      return try check(CSV.parse(Files.read(file), name: file), against: contract)
    }
    #expect(try verdict("churn").verdict == .pass)
    let failed = Set(try verdict("corrupted").rules.filter { $0.verdict == .fail }.map(\.id))
    #expect(
      failed == [
        "customer.unique", "tenure.minimum", "contract.invalidValues", "monthly_charges.type",
        "total_charges.nullValues",
      ])
  }

  @Test(
    "finds the narrowest type that every value has",
    arguments: [
      (["1", "-2", "30"], "integer"), (["1", "2.5"], "number"), (["1e3", "0.5"], "number"), (["1", "nan"], "string"),
      (["1", "inf"], "string"), (["00501", "10001"], "string"), (["+49", "+30"], "string"), (["0", "-1"], "integer"),
      (["0.5", "0"], "number"), (["true", "FALSE"], "boolean"), (["true", "0"], "string"), (["2024-02-29"], "date"),
      (["2023-02-29"], "string"), (["2024/01/31"], "date yyyy/MM/dd"), (["31.01.2024"], "date dd.MM.yyyy"),
      (["01/31/2024"], "date MM/dd/yyyy"), (["31/01/2024"], "date dd/MM/yyyy"), (["01/02/2024"], "string"),
      (["2024-01-31T12:00:00"], "timestamp"), (["2024-01-31 12:00"], "timestamp yyyy-MM-dd HH:mm"),
      (["2024-01-31T12:00:00Z", "2024-01-31T12:00:00+01:00"], "timestamp yyyy-MM-dd'T'HH:mm:ssX"),
      (["2024-01-31 12:00:00.123"], "timestamp yyyy-MM-dd HH:mm:ss.SSS"), (["12:30:00"], "time"),
      (["12:30"], "time HH:mm"), (["", ""], "string"), (["1", ""], "integer"), (["a"], "string"),
    ] as [([String], String)])
  func types(cells: [String], expected: String) throws {
    let type = try column(cells).type
    let text =
      switch type {
      case .date(let pattern) where pattern != .date: "date \(pattern.text)"
      case .timestamp(let pattern) where pattern != .timestamp: "timestamp \(pattern.text)"
      case .time(let pattern) where pattern != .time: "time \(pattern.text)"
      default: type.name
      }
    #expect(text == expected)
  }

  @Test(
    "rounds the range of numbers outward to a step that fits it",
    arguments: [
      (["1", "72"], "0", "80"), (["18.25", "118.75"], "0", "200"), (["0.0017", "0.9988"], "0", "1"),
      (["-0.3", "0.3"], "-0.3", "0.3"), (["-17", "17"], "-20", "20"), (["0", "8"], "0", "8"), (["1", "3"], "1", "3"),
      (["1700000000", "1710000000"], "1700000000", "1710000000"), (["1e-9", "2e-9"], "1e-9", "2e-9"),
      (["1e300", "9e300"], "1e+300", "9e+300"), (["0.1", "0.7"], "0.1", "0.7"),
      (["9007199254740993", "9007199254740999"], "9007199254740992", "9007199254741000"),
    ])
  func bounds(numbers: [String], minimum: String, maximum: String) throws {
    let bounds = try #require(try column(numbers).bounds)
    #expect(bounds.minimum == minimum)
    #expect(bounds.maximum == maximum)
  }

  @Test("takes few values that come again and again for all there are, and no more than twelve")
  func closedSets() throws {
    let colours = (0..<40).map { ["red", "green", "blue, or so", "it's"][$0 % 4] }
    #expect(try column(colours).values == ["blue, or so", "green", "it's", "red"])
    #expect(try column((0..<60).map { "v\($0 % 13)" }).values.isEmpty)
    #expect(try column((0..<40).map { "v\($0 % 12)" }).values.isEmpty, "not often enough")
    #expect(try column((0..<40).map { "\($0 % 2)" }).values == ["0", "1"])
    let children = try column((0..<40).map { "\($0 % 5)" })
    #expect(children.values.isEmpty, "a number that may grow has bounds")
    #expect(children.bounds?.maximum == "4")
  }

  @Test("says that nulls are none, or few, or nothing about them")
  func nulls() throws {
    #expect(try column(["a", "b"]).isRequired)
    let few = try column((0..<200).map { $0 == 7 ? "" : "v\($0)" })
    #expect(!few.isRequired)
    #expect(few.maximumNulls == 1)
    #expect(try column((0..<10).map { $0 < 4 ? "" : "v" }).maximumNulls == 100)
    #expect(try column(["", ""]).maximumNulls == nil)
  }

  @Test("finds what rows are told apart by, and not what is only different by chance")
  func ids() throws {
    #expect(try column((0..<30).map { "u\($0)" }).isUnique)
    #expect(try column(["3", "7"], name: "customerID").isUnique)
    #expect(!(try column((0..<30).map { "\($0 * 7)" }, name: "price").isUnique))
    #expect(!(try column((0..<30).map { "review number \($0)" }).isUnique))
    #expect(!(try column((0..<30).map { "\($0).5" }, name: "id").isUnique))
    #expect(!(try column(["a", "b"]).isUnique))
  }

  @Test(
    "leaves room for half as many rows and ten times as many", arguments: [(1, 1, 10), (7, 3, 70), (3522, 1700, 35220)])
  func rowCount(rows: Int, least: Int, most: Int) throws {
    let contract = try infer(table("a\n" + String(repeating: "x\n", count: rows)))
    #expect(contract.rowLimits == least...most)
  }

  @Test("cannot be had from a table without rows")
  func empty() {
    #expect { try infer(table("a,b\n")) } throws: { ($0 as? Failure)?.code == .malformedData }
  }

  @Test("holds for hostile names and values")
  func hostile() throws {
    let names = [
      "a: b", "it's", "\"", "- x", "#", "{a}", "[", "*", "&a", "!", "null", "true", "1", "a\nb", "tab\t", "\u{1}", "日本",
      "\u{202E}x", "\u{2028}", " ", "a\\b", "%", "---", "<script>", "::error::x", "a#b: c",
    ]
    let rows = (0..<20).map { row in names.map { quote(row % 2 == 0 ? $0 : "\($0)\($0)") }.joined(separator: ",") }
    let data = try table(([names.map(quote).joined(separator: ",")] + rows).joined(separator: "\n") + "\n")
    let contract = try InferredContract(of: data, name: "x\n: {")
    #expect(contract.columns.count { !$0.values.isEmpty } > 20)
    #expect(try check(data, against: contract).verdict == .pass)
  }

  @Test("holds for the table it came from, whatever the table: 200 of them")
  func property() throws {
    let cells = [
      "", "0", "1", "-1", "2.5", "1e-7", "1e22", "nan", "00", "true", "False", "2024-02-29", "2024-01-31T10:00:00Z",
      "a",
      "a b", "NULL", "~", "\n", "'", "\"", ": ", "é", "9223372036854775807", "0.1", "0.3", "-0", "inf", "12:00",
    ]
    var state: UInt64 = 7
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    for _ in 0..<200 {
      // Each column draws from few kinds of cell, so that all kinds of column turn up.
      let kinds = (0..<4).map { _ in (0...next(4)).map { _ in cells[next(cells.count)] } }
      let rows = (0...next(60)).map { _ in kinds.map { quote($0[next($0.count)]) }.joined(separator: ",") }
      let data = try table("a id,b,c,d\n" + rows.joined(separator: "\n") + "\n")
      let report = try check(data, against: infer(data))
      #expect(report.verdict == .pass, "\(report.reason)\n\(rows.joined(separator: "\n"))")
    }
  }
}
