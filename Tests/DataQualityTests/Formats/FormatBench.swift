import Core
import DataQuality
import Scan
import Testing

/// Reads contracts of other formats, and runs them on small tables.
enum FormatBench {
  static func contract(
    _ text: String, object: String? = nil, allowsUnsupported: Bool = false, file: String = "contract.json"
  ) throws(Failure) -> DataContract {
    try DataContract(
      recognising: Array(text.utf8), file: file, object: object, allowsUnsupported: allowsUnsupported)
  }

  /// What is wrong with a contract: the messages, or else where they point.
  static func problems(_ text: String, object: String? = nil) -> [String] {
    diagnostics(text, object: object).map(\.message)
  }

  static func diagnostics(_ text: String, object: String? = nil) -> [Diagnostic] {
    do throws(Failure) {
      _ = try contract(text, object: object)
      return []
    } catch {
      return error.diagnostics
    }
  }

  /// The rules that do not pass, of a table of one column `c` with one cell; empty where all do.
  static func broken(_ cell: String, _ contract: DataContract) throws -> [String] {
    try broken(in: CheckBench.table([cell]), contract)
  }

  static func broken(
    in table: String, _ contract: DataContract, settings: DataCheckSettings = DataCheckSettings()
  ) throws -> [String] {
    // What has words in the standard survives being written in them.
    if contract.openDataContract().unsaid == contract.unsupported { try RoundTrip.check(contract, keepsKinds: false) }
    return try CheckBench.run(table, contract, settings: settings).rules.filter { $0.verdict != .pass }.map(\.id)
  }

  static func lines(_ text: String, chunk: Int = 1 << 20) throws -> JSONLinesScan {
    try JSONLinesScan(MappedFile(bytes: Array(text.utf8)), name: "x.jsonl", chunkSize: chunk)
  }

  /// The same of JSON Lines, in one piece and in pieces.
  static func broken(inLines text: String, _ contract: DataContract) throws -> [String] {
    try run(lines: text, contract).rules.filter { $0.verdict != .pass }.map(\.id)
  }

  static func run(lines text: String, _ contract: DataContract) throws -> DataReport {
    let settings = DataCheckSettings()
    let whole = try DataCheck.run(
      lines(text), contract: contract, reference: nil, settings: settings, threads: 1)
    let cut = try DataCheck.run(
      lines(text, chunk: 1), contract: contract, reference: nil, settings: settings, threads: 2)
    #expect(cut == whole)
    return whole
  }
}
