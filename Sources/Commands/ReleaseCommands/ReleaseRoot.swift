package import ArgumentParser
import CommandSupport

package struct ReleaseRoot: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "modelgate-release",
    abstract: "Registers, promotes and rolls back model versions, and keeps the record of it.",
    discussion: """
      Exit codes: 0 done, 1 blocked or altered, 2 an approval is missing, 3 somebody else promoted meanwhile; \
      from 64 on the command could not do its work.
      """,
    version: Program.version,
    subcommands: [
      RegisterCommand.self, AdoptCommand.self, PlanCommand.self, PromoteCommand.self, RollbackCommand.self,
      ResolveCommand.self, HistoryCommand.self, VerifyCommand.self,
    ])

  package init() {}
}
