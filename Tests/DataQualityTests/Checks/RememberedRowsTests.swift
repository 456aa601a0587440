import Core
import DataQuality
import Scan
import TestSupport
import Testing

@Suite("What rules remember of rows")
struct RememberedRowsTests {
  private static let count = 4000

  /// Rows of `a`, `b` and a moment `m`: 3001 different keys, some of which come twice, with two labels in part, and nulls.
  private static let rows = (0..<count).map { row in
    let key = row &* 7919 % 3001
    let cells = row.isMultiple(of: 11) ? ",\(row % 7)" : "x\(key),\(row.isMultiple(of: 13) ? row % 3 : key % 3)"
    let minutes = (row &* 7919 % 3989) * (row.isMultiple(of: 2) ? 1 : 3) % 4321
    return "\(cells),2026-03-0\(1 + minutes / 1440)T\(two(minutes % 1440 / 60)):\(two(minutes % 60)):00"
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  /// Every key but each tenth, some of them twice.
  private static let others = (0..<count).filter { !$0.isMultiple(of: 10) }.map { "x\($0 &* 31 % 3001),\($0 % 3)" }

  private static func contract(_ check: String) throws -> DataContract {
    try CheckBench.contract(
      ["{name: a, logicalType: string}", "{name: b, logicalType: string}", "{name: m, logicalType: timestamp}"],
      quality: ["{type: custom, engine: modelgate, implementation: {\(check)}}"])
  }

  private static func run(
    _ check: String, _ scan: any RowSource, _ scratch: ScratchSpace?, samples: Int = 5, threads: Int = 2
  ) throws -> DataReport.Outcome {
    var settings = DataCheckSettings()
    settings.scratch = scratch
    settings.samples = samples
    settings.tables["o"] = try CheckBench.scan("k,v\n" + others.joined(separator: "\n") + "\n", chunk: 300)
    let report = try DataCheck.run(
      scan, contract: contract(check), reference: nil, settings: settings, threads: threads)
    return try #require(report.rules.last)
  }

  @Test(
    "is found alike where it is too much for memory, whether it can be written elsewhere or not",
    arguments: [
      "check: unique, columns: [a]", "check: unique, columns: [a, b], count: all",
      "check: unique, columns: [a, b], nulls: compared", "check: repeatedRows",
      "check: conflictingLabels, features: [a], label: b",
      "check: conflictingLabels, features: [a], label: b, nulls: violating",
      "check: foundIn, columns: [a], table: o, theirs: [k]",
      "check: foundIn, columns: [a, b], table: o, theirs: [k, v], nulls: violating",
      "check: absentFrom, columns: [a], table: o, theirs: [k]",
    ])
  func rows(check: String) throws {
    let table = "a,b,m\n" + (Self.rows + Self.rows.prefix(200)).joined(separator: "\n") + "\n"
    let scan = try CheckBench.scan(table, chunk: 300)
    let expected = try Self.run(check, scan, nil, threads: 1)
    #expect(expected.violating > 100)
    #expect(expected.checked > expected.violating)
    let directory = TemporaryDirectory()
    for place in [directory.path, directory.path + "/absent"] {
      for limit in [0, 5000, 50_000, 1 << 30] {
        #expect(try Self.run(check, scan, ScratchSpace(place, limit: limit)) == expected)
      }
    }
  }

  @Test("the largest gap between moments is the same where they are too many for memory")
  func gaps() throws {
    let scan = try CheckBench.scan("a,b,m\n" + Self.rows.joined(separator: "\n") + "\n", chunk: 300)
    let minutes = Set(
      (0..<Self.count).map { ($0 &* 7919 % 3989) * ($0.isMultiple(of: 2) ? 1 : 3) % 4321 }
    ).sorted()
    let largest = zip(minutes.dropFirst(), minutes).map { 60 * ($0 - $1) }.max()
    #expect(largest ?? 0 > 60)
    let check = "check: updateFrequency, mustBeLessThan: 60"
    let directory = TemporaryDirectory()
    for place in [directory.path, directory.path + "/absent"] {
      for limit in [0, 5000, 20_000, 1 << 30] {
        var settings = DataCheckSettings()
        settings.scratch = ScratchSpace(place, limit: limit)
        let contract = try CheckBench.contract([
          "{name: m, logicalType: timestamp, quality: [{type: custom, engine: modelgate, implementation: {\(check)}}]}"
        ])
        let report = try DataCheck.run(scan, contract: contract, reference: nil, settings: settings, threads: 2)
        #expect(report.rules.last?.observed == largest.map(Double.init))
      }
    }
  }

  @Test("of rows that are all the same so many are shown as are asked for, the first ones", arguments: [0, 1, 5, 500])
  func samples(samples: Int) throws {
    let scan = try CheckBench.scan("a,b,m\n" + String(repeating: "x,y,\n", count: Self.count), chunk: 300)
    let directory = TemporaryDirectory()
    for limit in [0, 1 << 30] {
      let scratch = ScratchSpace(directory.path, limit: limit)
      for (check, first) in [
        ("check: unique, columns: [a, b]", 2), ("check: unique, columns: [a, b], count: all", 1),
        ("check: absentFrom, columns: [a], table: o, theirs: [k]", nil),
      ] {
        let outcome = try Self.run(check, scan, scratch, samples: samples)
        #expect(outcome.violating == first.map { Self.count - $0 + 1 } ?? 0)
        #expect(outcome.samples.map(\.row) == first.map { Array($0..<$0 + samples) } ?? [])
      }
    }
  }

  @Test("several rules share what may be in memory, and the file beside it")
  func shared() throws {
    let scan = try CheckBench.scan("a,b,m\n" + Self.rows.joined(separator: "\n") + "\n", chunk: 300)
    let checks = [
      "check: unique, columns: [a]", "check: conflictingLabels, features: [a], label: b",
      "check: foundIn, columns: [a], table: o, theirs: [k]",
    ]
    let contract = try CheckBench.contract(
      ["{name: a, logicalType: string}", "{name: b, logicalType: string}"],
      quality: checks.map { "{type: custom, engine: modelgate, implementation: {\($0)}}" })
    let directory = TemporaryDirectory()
    var settings = DataCheckSettings()
    settings.tables["o"] = try CheckBench.scan("k,v\n" + Self.others.joined(separator: "\n") + "\n", chunk: 300)
    let expected = try DataCheck.run(scan, contract: contract, reference: nil, settings: settings, threads: 1)
    settings.scratch = ScratchSpace(directory.path, limit: 9000)
    #expect(
      try DataCheck.run(scan, contract: contract, reference: nil, settings: settings, threads: 2) == expected)
  }
}
