import Core
import DataQuality
import Scan
import TestSupport
import Testing

@Suite("Checks of rows")
struct RowCheckTests {
  /// A check of the whole object on columns `a` and `b`.
  private func check(
    _ rows: [String], _ implementation: String, tables: [String: String] = [:]
  ) throws -> DataReport.Outcome {
    let contract = try CheckBench.contract(
      ["{name: a, logicalType: string}", "{name: b, logicalType: string}"],
      quality: ["{type: custom, engine: modelgate, implementation: {\(implementation)}}"])
    var settings = DataCheckSettings()
    for (name, text) in tables { settings.tables[name] = try CheckBench.scan(text) }
    let text = "a,b\n" + rows.joined(separator: "\n") + (rows.isEmpty ? "" : "\n")
    return try #require(CheckBench.run(text, contract, settings: settings).rules.last)
  }

  /// Rows 2 and 5 repeat 1; 3 and 6 are the same but for a null, 4 and 7 are null throughout.
  private static let rows = ["x,1", "x,1", "y,", ",", "x,1", "y,", ",", "z,1"]

  @Test(
    "equal rows are counted from the second one on, or all, and nulls as the contract says",
    arguments: [
      ("check: unique, columns: [a, b]", [2, 5], 4),
      ("check: unique, columns: [a, b], count: all", [1, 2, 5], 4),
      ("check: unique, columns: [a, b], nulls: compared", [2, 5, 6, 7], 8),
      ("check: unique, columns: [a, b], nulls: ignoredWhereAll", [2, 5, 6], 6),
      ("check: unique, columns: [a, b], nulls: violating", [2, 3, 4, 5, 6, 7], 8),
      ("check: unique, columns: [a]", [2, 5, 6], 6),
      ("check: repeatedRows", [2, 5, 6, 7], 8),
      ("check: repeatedRows, count: all", [1, 2, 3, 4, 5, 6, 7], 8),
    ])
  func unique(check: String, rows: [Int], checked: Int) throws {
    let outcome = try self.check(Self.rows, check)
    #expect(outcome.violating == rows.count)
    #expect(outcome.samples.map(\.row) == Array(rows.prefix(5)))
    #expect(outcome.checked == checked)
  }

  @Test(
    "ids that grow are unique, and where growing ends they are still compared, within a chunk and across many",
    arguments: [
      ([:], []), ([4000: "3999"], [4000]), ([4000: "5"], [4000]), ([1: "0"], [1]), ([2000: "text"], []),
      ([2000: "text", 3000: "text"], [3000]), ([2000: ""], []), ([7: "7.0", 8: "007"], []),
      ([100: "-1", 200: "-1"], [200]),
      ([1: "9007199254740992", 2: "9007199254740993", 3: "9007199254740992"], [3]),
    ] as [([Int: String], [Int])])
  func growing(changed: [Int: String], repeated: [Int]) throws {
    let contract = try CheckBench.contract(
      ["{name: a, logicalType: string}"],
      quality: ["{type: custom, engine: modelgate, implementation: {check: unique, columns: [a]}}"])
    let cells = (0...4000).map { changed[$0] ?? "\($0)" }
    for chunk in [300, 1 << 20] {
      let scan = try CheckBench.scan("a,b\n" + cells.map { $0 + ",x\n" }.joined(), chunk: chunk)
      for threads in [1, 2] {
        let report = try DataCheck.run(
          scan, contract: contract, reference: nil, settings: DataCheckSettings(), threads: threads)
        let outcome = try #require(report.rules.last)
        #expect(outcome.samples.map(\.row) == repeated.map { $0 + 1 })
        #expect(outcome.checked == cells.count { !$0.isEmpty })
      }
    }
  }

  @Test("a null is told from what stands in another column, and from every value")
  func nulls() throws {
    let outcome = try check(["x,", ",x", "x,x"], "check: unique, columns: [a, b], nulls: compared")
    #expect(outcome.verdict == .pass)
  }

  @Test(
    "a key has to be found in the other table, a row of the training data must not be",
    arguments: [
      ("check: foundIn, columns: [a], table: o", [6], 5),
      ("check: foundIn, columns: [a, b], table: o, theirs: [k, v]", [2, 6], 4),
      ("check: foundIn, columns: [a, b], table: o, theirs: [k, v], nulls: ignoredWhereAll", [2, 3, 6], 5),
      ("check: foundIn, columns: [a], table: o, theirs: [k], nulls: violating", [4, 6], 6),
      ("check: absentFrom, columns: [a, b], table: o, theirs: [k, v]", [1, 4, 5], 6),
    ])
  func tables(check: String, rows: [Int], checked: Int) throws {
    let other = "k,v,a\nx,1,x\ny,2,y\n,,z\n"
    let outcome = try self.check(["x,1", "x,2", "y,", ",", "y,2", "w,1"], check, tables: ["o": other])
    #expect(outcome.samples.map(\.row) == rows)
    #expect(outcome.violating == rows.count)
    #expect(outcome.checked == checked)
  }

  @Test("without the other table, or its column, nothing is decided")
  func missingTable() throws {
    let outcome = try check(["x,1"], "check: foundIn, columns: [a], table: o")
    #expect(outcome.verdict == .hold)
    #expect(outcome.message == "the table 'o' is not given")
    let other = try check(["x,1"], "check: foundIn, columns: [a], table: o", tables: ["o": "k\nx\n"])
    #expect(other.message == "the table 'o' has no column a")
    #expect(try check(["x,1"], "check: rowCountDifference, table: o").verdict == .hold)
  }

  @Test("tables have as many rows as each other, or some more")
  func rowCounts() throws {
    let other = ["o": "k\nx\ny\n"]
    let same = try check(["x,1", "y,2"], "check: rowCountDifference, table: o", tables: other)
    #expect(same.verdict == .pass)
    let more = try check(["x,1", "y,2", "z,3"], "check: rowCountDifference, table: o", tables: other)
    #expect(more.verdict == .fail)
    #expect(more.observed == 1)
    #expect(more.message == "3 rows, 'o' has 2")
    #expect(
      try check(["x,1"], "check: rowCountDifference, table: o, mustBeBetween: [-1, 1]", tables: other).verdict == .pass)
    #expect(try check([], "check: rowCountDifference, table: o", tables: other).observed == -2)
  }

  @Test("the same features under different labels conflict, nulls are features too")
  func labels() throws {
    let rows = ["x,1", "y,1", "x,2", ",1", ",2", "z,1", "z,1", "y,"]
    let outcome = try check(rows, "check: conflictingLabels, features: [a], label: b")
    #expect(outcome.samples.map(\.row) == [1, 3, 4, 5])
    #expect(outcome.checked == 7)
    let ignored = try check(rows, "check: conflictingLabels, features: [a], label: b, nulls: ignored")
    #expect(ignored.samples.map(\.row) == [1, 3])
  }
}
