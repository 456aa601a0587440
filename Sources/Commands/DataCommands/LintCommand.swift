import ArgumentParser
import CommandSupport
import Core
import DataQuality

struct LintCommand: Executable {
  static let configuration = CommandConfiguration(
    commandName: "lint", abstract: "Reads a contract of any format and says what it holds, before there are data.",
    discussion: "Exit codes: 0 all of it can be checked, 78 something is wrong or not supported.")

  @OptionGroup var contract: ContractFile

  @Flag(name: .long, help: "Only list what the contract asks for and nobody checks.")
  var allowUnsupported = false

  func execute(_ session: Session) throws(Failure) -> Core.ExitCode {
    let read = try contract.read(allowsUnsupported: allowUnsupported)
    let format = try DataContract.formatTitle(recognising: Files.read(contract.file), file: contract.file)
    let name = read.name.isEmpty ? "" : ", data set \(read.name.printable)"
    session.terminal.print("\(contract.file.printable): \(format)\(name)")
    session.terminal.print(
      "\(Count.text(read.columns.count, "column")), \(Count.text(read.rules.count, "rule"))\(read.rules.isEmpty ? "" : ":")"
    )
    var kinds: [String: Int] = [:]
    for rule in read.rules { kinds[rule.kind, default: 0] += 1 }
    let digits = kinds.values.map { String($0).count }.max() ?? 0
    for (kind, count) in kinds.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      let number = String(count)
      let space = String(repeating: " ", count: digits - number.count)
      session.terminal.print("  \(space)\(number)  \(kind.printable)")
    }
    for problem in read.unsupported { session.terminal.warn(Diagnostic(problem.message, at: problem.place).text) }
    return .pass
  }
}

/// A number of things in words.
enum Count {
  static func text(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}
