package import ArgumentParser
import CommandSupport

package struct GateRoot: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "modelgate-gate",
    abstract: "Weighs the evidence against the policy: may this model version go to that stage?",
    discussion: "Exit codes: 0 pass, 1 fail, 2 hold; from 64 on no verdict was reached.",
    version: Program.version,
    subcommands: [DecideCommand.self, LacksCommand.self, LintCommand.self, AffectedCommand.self],
    defaultSubcommand: DecideCommand.self)

  package init() {}
}
