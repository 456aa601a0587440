import Core
import TestSupport
import Testing

@Suite("How much memory a check takes")
struct MemoryTests {
  /// Every rule that remembers rows, but no row violates any: nothing is short for having ended early.
  private static let contract = """
    apiVersion: v3.1.0
    kind: DataContract
    schema:
      - name: t
        quality:
          - {type: custom, engine: modelgate, implementation: {check: unique, columns: [id, key]}}
          - {type: custom, engine: modelgate, implementation: {check: repeatedRows}}
          - {type: custom, engine: modelgate, implementation: {check: conflictingLabels, features: [id], label: key}}
          - {type: custom, engine: modelgate, implementation: {check: foundIn, columns: [id], table: others}}
        properties:
          - name: at
            logicalType: timestamp
            quality: [{type: custom, engine: modelgate, implementation: {check: updateFrequency, within: 30d}}]
          - {name: id}
          - {name: key}
      - name: others
        physicalName: others.csv
        properties: [{name: id}]

    """

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  /// A place with a table of so many rows.
  private static func place(rows: Int) throws -> TemporaryDirectory {
    let place = TemporaryDirectory()
    try place.write("c.yaml", contract)
    var table = "at,id,key\n"
    var others = "id\n"
    for row in 0..<rows {
      let minute = row / 60 % (24 * 60)
      let day = row / 86400
      table += "2026-01-\(two(1 + day))T\(two(minute / 60)):\(two(minute % 60)):\(two(row % 60)),"
      let id = row &* 7_919 % rows
      table += "v\(id),\(id % 9)\n"
      others += "v\(id)\n"
    }
    try place.write("t.csv", table)
    try place.write("others.csv", others)
    return place
  }

  /// In MiB.
  private static func peak(_ memory: String, in place: TemporaryDirectory) throws -> Double {
    let check = [
      "\(Command.directory)/modelgate-data", "check", "t.csv", "--contract", "c.yaml", "--object", "t", "--threads",
      "2",
      "--memory", memory,
    ]
    let result = Command.run(
      [Command.tool("peak-memory")] + check, in: place.path, environment: ["TMPDIR": place.path])
    let last = try #require(result.output.split(separator: "\n").last).split(separator: " ")
    #expect(last.first == "0", "\(result.output)\(result.errors)")
    #expect(result.output.contains("PASS"))
    return try #require(last.last.flatMap { Double($0) }) / 1024
  }

  @Test("does not grow with the rows past what rules may remember, and what is written elsewhere leaves no file behind")
  func bounded() throws {
    let small = try Self.place(rows: 150_001)
    let large = try Self.place(rows: 4 * 150_001)
    let (few, many) = try (Self.peak("1MiB", in: small), Self.peak("1MiB", in: large))
    // Remembered in memory, the other 450,003 rows take 57 MiB. How many chunks are under way at once varies with what else
    // the machine does, and comes to a dozen.
    #expect(many - few < 32, "\(few) MiB, then \(many) MiB")
    #expect(try Files.list(large.path).sorted() == ["c.yaml", "others.csv", "t.csv"])
    // What the bound is good for: else the test would show nothing.
    let unbounded = try Self.peak("1GiB", in: large)
    #expect(unbounded - many > 24, "\(many) MiB, without a bound \(unbounded) MiB")
  }

  @Test(
    "is said as a size",
    arguments: [
      ("12", "--memory 12 is no size"), ("1.5GiB", "--memory 1.5GiB is no size"), ("MiB", "--memory MiB is no size"),
      ("-1MiB", "--memory"), ("1000KB", "--memory 1000KB is too little"), ("0GB", "--memory 0GB is too little"),
      ("9999999999999GiB", "--memory 9999999999999GiB is more than there can be"),
    ])
  func sizes(size: String, message: String) throws {
    let place = TemporaryDirectory()
    try place.write("t.csv", "a\n1\n")
    let result = Command.run(
      ["modelgate-data", "check", "t.csv", "--reference", "t.csv", "--memory=\(size)"], in: place.path)
    #expect(result.code == 64)
    #expect(result.errors.contains(message), "\(result.errors)")
    #expect(result.errors.contains("hint:"))
  }
}
