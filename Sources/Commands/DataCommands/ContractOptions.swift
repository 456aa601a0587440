import ArgumentParser
import Core
import DataQuality

/// How a contract is read, and what its checks take beside the data.
struct ContractOptions: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("The contract's object that describes the data.", valueName: "name"))
  var object: String?

  @Option(
    name: .long,
    help: ArgumentHelp("Another table that the contract refers to; may be given again.", valueName: "name=file"))
  var table: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Show no value of this column, as of those that the contract says are private; may be given again.",
      valueName: "column"))
  var redact: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Reports and evidence of earlier checks of the data, whose names sort by time: for rules on history.",
      valueName: "directory"))
  var history: String?

  @OptionGroup var parameters: ParameterOptions

  @Flag(name: .long, help: "Only warn of what the contract asks for and nobody checks.")
  var allowUnsupported = false

  /// The same on a command line.
  var flags: [String] {
    let named: [(flag: String, values: [String])] = [
      ("--object", object.map { [$0] } ?? []), ("--table", table), ("--redact", redact),
      ("--history", history.map { [$0] } ?? []), ("--parameter", parameters.parameter),
    ]
    return named.flatMap { flag, values in values.flatMap { [flag, $0] } }
      + (allowUnsupported ? ["--allow-unsupported"] : [])
  }

  /// Files of other tables by name.
  ///
  /// - Throws: `usage` for what is no name with a file.
  func tables() throws(Failure) -> [String: String] {
    var files: [String: String] = [:]
    for text in table {
      guard let split = text.firstIndex(of: "="), split > text.startIndex, text.index(after: split) < text.endIndex
      else {
        throw Failure(.usage, "--table \(text) names no file", hint: "write --table NAME=FILE")
      }
      files[String(text[..<split])] = String(text[text.index(after: split)...])
    }
    return files
  }

  /// What earlier checks measured, by rule.
  func measurements() throws(Failure) -> [String: [Double]] {
    guard let history else { return [:] }
    let names = try Files.list(history).filter { $0.hasSuffix(".json") && !$0.hasSuffix(".environment.json") }.sorted()
    if names.isEmpty {
      throw Failure(
        .missingInput, "there is no report in the directory", at: Place(file: history),
        hint: "keep what --report json=FILE writes, or the evidence, of earlier checks there")
    }
    return try CheckHistory.read(names.map { Path.join(history, $0) }) { file throws(Failure) in try Files.read(file) }
  }
}
