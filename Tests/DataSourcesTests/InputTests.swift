import Core
import DataQuality
import DataSources
import Scan
import TestSupport
import Testing

@Suite("A table may be compressed, in several files, or separated by something else")
struct InputTests {
  @Test(
    "a profile is the same",
    arguments: ["table.csv.gz", "two-members.csv.gz", "table.csv.zst", "parts", "parts/*.csv", "table.tsv"])
  func same(name: String) throws {
    let expected = try DataProfile(of: SameTable.open("table.csv").rows)
    for threads in [1, 2] {
      #expect(try DataProfile(of: SameTable.open(name).rows, threads: threads) == expected)
    }
  }

  @Test("a sample in a later file names its row among all and its line in that file")
  func samples() throws {
    let contract = try DataContract(parsing: Array(FormatTests.contract.utf8), file: "c.yaml")
    func report(_ name: String) throws -> DataReport {
      try DataCheck.run(
        SameTable.open(name).rows, contract: contract, reference: nil, settings: DataCheckSettings())
    }
    let whole = try report("table.csv")
    let parts = try report("parts")
    for (a, b) in zip(parts.rules, whole.rules) {
      #expect(a.violating == b.violating)
      #expect(a.samples.map(\.row) == b.samples.map(\.row))
      #expect(a.samples.map(\.value) == b.samples.map(\.value))
    }
    let duplicates = try #require(parts.rules.first { $0.id == "mail.unique" })
    // Every row of the second file that is a duplicate is one of the first, but the first five are of the first file.
    #expect(duplicates.samples.allSatisfy { $0.part == 0 && $0.line != nil })
  }

  @Test("rows of later files that repeat others are named by their place among all", arguments: [1, 2])
  func repeated(threads: Int) throws {
    // Files of several chunks each, in which every thousandth row is one of the first file.
    let directory = TemporaryDirectory()
    let count = 150_000
    for file in 0..<2 {
      let rows = (0..<count).map { row in "\(file == 1 && row % 1000 == 999 ? row : file * count + row)-\("padding!")" }
      try directory.write("parts/part-\(file).csv", "id\n" + rows.joined(separator: "\n") + "\n")
    }
    let contract = try DataContract(
      parsing: Array(
        """
        apiVersion: v3.1.0
        kind: DataContract
        schema:
          - name: t
            properties:
              - {name: id, logicalType: string, unique: true}

        """.utf8), file: "c.yaml")
    for limit in [0, 1 << 30] {
      var settings = DataCheckSettings()
      settings.scratch = ScratchSpace(directory.path, limit: limit)
      let source = try DataSource(directory("parts"))
      let report = try DataCheck.run(
        source.rows, contract: contract, reference: nil, settings: settings, threads: threads)
      let rule = try #require(report.rules.first { $0.kind == "unique" })
      #expect(rule.violating == count / 1000)
      #expect(rule.samples.map(\.row) == (1...5).map { count + 1000 * $0 })
      #expect(rule.samples.first?.value?.hasPrefix("999-") == true)
    }
  }

  @Test(
    "what is damaged or does not belong is refused",
    arguments: [
      ("cut.csv.gz", "gzip data is damaged or cut off"), ("flipped.csv.gz", "gzip data is damaged"),
      ("cut.csv.zst", "Zstandard data is damaged or cut off"),
      ("garbage-behind.csv.gz", "gzip data is damaged"), ("other-columns", "'small' stands where 'id' does there"),
      ("nested", "directories of part files within a directory"), ("nothing-*.csv", "no file matches"),
      ("empty", "the directory holds no files"),
    ])
  func refused(name: String, message: String) throws {
    let failure = #expect(throws: Failure.self) { try DataProfile(of: SameTable.open(name).rows) }
    #expect(failure?.description.contains(message) == true, "\(failure?.description ?? "")")
  }

  @Test(
    "what separates cells is found out",
    arguments: [
      ("a,b\n1,2\n", ","), ("a;b\n1;2\n", ";"), ("a\tb\n1\t2\n", "\t"), ("a|b\n1|2\n", "|"), ("a\n1\n", ","),
      ("a;b\n1,5;2,5\n", ";"), ("a,b\n1;5,2;5\n", ","), ("\"a;x\",b\n\"1;2\",3\n", ","), ("a;b", ";"),
      ("text, and more;b\n1;2\n", ";"), ("a,b;c\n1,2;3\n", ","), ("", ","),
    ])
  func dialects(text: String, separator: String) {
    #expect(Array(separator.utf8) == [Dialect(detecting: Array(text.utf8)).separator])
  }
}
