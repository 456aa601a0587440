import ArgumentParser
import CommandSupport
import Core
import DataQuality
import DataSources
import Tables

struct ContractCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "contract", abstract: "Infers, converts and checks contracts.",
    subcommands: [InferCommand.self, ConvertCommand.self, LintCommand.self])
}

struct InferCommand: Executable {
  static let configuration = CommandConfiguration(
    commandName: "infer", abstract: "Infers a first contract from data: what holds for it today.",
    discussion: """
      An Open Data Contract Standard v3.1 document on standard output, or in --output. Read it before you rely on it: \
      it says what is so, not what must be so.
      """)

  @Argument(help: "The data: a file, a directory of part files or a pattern; - is standard input.")
  var source: String

  @Option(name: .shortAndLong, help: ArgumentHelp("Write the contract here; a file is replaced.", valueName: "file"))
  var output: String?

  func execute(_ session: Session) throws(Failure) -> Core.ExitCode {
    let table = try Table(of: DataSource(source).rows)
    let contract = try InferredContract(of: table, name: Name.suggestion(from: Path.stem(source), else: "data"))
    let yaml = contract.yaml(source: source)
    guard let output else {
      session.terminal.print(String(yaml.dropLast()))
      return .pass
    }
    try Files.replace(output, with: Array(yaml.utf8))
    let check = Shell.line(["modelgate-data", "check", source, "--contract", output])
    session.terminal.print("\(output.printable): \(contract.columns.count) columns; check with: \(check.printable)")
    return .pass
  }
}
