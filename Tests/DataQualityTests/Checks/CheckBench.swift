import Core
import DataQuality
import Scan
import Testing

/// Runs contracts on small tables: in one piece, and cut into pieces as small as they get, on two threads. Both have to say
/// the same.
enum CheckBench {
  /// A contract of one object `t`, which stays the same when it is written.
  ///
  /// - Parameters:
  ///   - properties: one a line, in YAML's flow style.
  ///   - quality: of the object, one a line.
  static func contract(
    _ properties: [String], quality: [String] = [], others: [String] = [], levels: [String] = [],
    object: String? = nil, allowsUnsupported: Bool = false
  ) throws -> DataContract {
    var lines = ["apiVersion: v3.1.0", "kind: DataContract", "schema:", "  - name: t"]
    if !quality.isEmpty { lines += ["    quality:"] + quality.map { "      - \($0)" } }
    lines += ["    properties:"] + properties.map { "      - \($0)" }
    lines += others.map { "  - \($0)" }
    if !levels.isEmpty { lines += ["slaProperties:"] + levels.map { "  - \($0)" } }
    let contract = try DataContract(
      parsing: Array((lines.joined(separator: "\n") + "\n").utf8), file: "contract.yaml",
      object: others.isEmpty ? object : object ?? "t", allowsUnsupported: allowsUnsupported)
    try RoundTrip.check(contract)
    return contract
  }

  static func scan(_ text: String, chunk: Int = 1 << 20) throws -> CSVScan {
    try CSVScan(MappedFile(bytes: Array(text.utf8)), name: "x.csv", chunkSize: chunk)
  }

  static func run(
    _ text: String, _ contract: DataContract, reference: String? = nil,
    settings: DataCheckSettings = DataCheckSettings()
  ) throws -> DataReport {
    let reference = try reference.map { try DataProfile(of: scan($0)) }
    let whole = try DataCheck.run(
      scan(text), contract: contract, reference: reference, settings: settings, threads: 1)
    for chunk in [1, 7] {
      let cut = try DataCheck.run(
        scan(text, chunk: chunk), contract: contract, reference: reference, settings: settings, threads: 2)
      #expect(cut == whole)
    }
    return whole
  }

  /// One check of ours on a column `c`; an empty cell is written in quotes.
  static func column(
    _ cells: [String], _ implementation: String, type: String = "string", reference: [String]? = nil,
    settings: DataCheckSettings = DataCheckSettings()
  ) throws -> DataReport.Outcome {
    let contract = try contract([
      "{name: c, logicalType: \(type), quality: [{type: custom, engine: modelgate, implementation: {\(implementation)}}]}"
    ])
    let report = try run(table(cells), contract, reference: reference.map(table), settings: settings)
    return try #require(report.rules.last)
  }

  static func table(_ cells: [String]) -> String { "c\n" + cells.map { "\(quote($0))\n" }.joined() }

  static func quote(_ cell: String) -> String {
    "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}
