package import ArgumentParser
import CommandSupport

package struct DataRoot: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "modelgate-data",
    abstract: "Checks data sets against contracts and references, profiles them, and infers first contracts.",
    discussion: "Exit codes: 0 pass, 1 fail, 2 hold; from 64 on no verdict was reached.",
    version: Program.version, subcommands: [CheckCommand.self, ProfileCommand.self, ContractCommand.self])

  package init() {}
}
