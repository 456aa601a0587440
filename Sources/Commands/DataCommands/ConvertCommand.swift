import ArgumentParser
import CommandSupport
import Core
import DataQuality

/// How a contract is read where there are no data.
struct ContractFile: ParsableArguments {
  @Argument(help: "The contract, of any format that modelgate-data check reads.")
  var file: String

  @Option(name: .long, help: ArgumentHelp("The contract's object, where it has several.", valueName: "name"))
  var object: String?

  @OptionGroup var parameters: ParameterOptions

  func read(allowsUnsupported: Bool) throws(Failure) -> DataContract {
    try DataContract(
      recognising: Files.read(file), file: file, object: object, allowsUnsupported: allowsUnsupported,
      parameters: ContractParameters(parameters.parameter))
  }
}

struct ConvertCommand: Executable {
  static let configuration = CommandConfiguration(
    commandName: "convert", abstract: "Writes a contract of any format as one of the Open Data Contract Standard.",
    discussion: """
      A v3.1 document on standard output, or in --output: what the standard has words for in its own, the rest in checks \
      of engine modelgate. It finds in data what the contract finds. What cannot be said is an error that names it.
      """)

  @OptionGroup var contract: ContractFile

  @Option(name: .shortAndLong, help: ArgumentHelp("Write the document here; a file is replaced.", valueName: "file"))
  var output: String?

  @Flag(name: .long, help: "Leave out what cannot be said, with a warning and a comment in the document.")
  var allowUnsupported = false

  func execute(_ session: Session) throws(Failure) -> Core.ExitCode {
    let read = try contract.read(allowsUnsupported: allowUnsupported)
    let document = read.openDataContract()
    if !allowUnsupported, !document.unsaid.isEmpty { throw Failure(.configuration, document.unsaid) }
    for problem in document.unsaid { session.terminal.warn(Diagnostic(problem.message, at: problem.place).text) }
    guard let output else {
      session.terminal.print(String(document.yaml.dropLast()))
      return .pass
    }
    try Files.replace(output, with: Array(document.yaml.utf8))
    session.terminal.print("\(output.printable): \(Count.text(read.rules.count, "rule")) of \(contract.file.printable)")
    return .pass
  }
}
