package import ArgumentParser
import CommandSupport

package struct ApproveRoot: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "modelgate-approve",
    abstract: "Signs and verifies approvals of a promotion plan with SSH keys.",
    discussion: """
      An approval is a small document that names the plan by its digest, and an SSH signature over it in the \
      namespace modelgate-approval; ssh-keygen -Y verify accepts it too.
      """,
    version: Program.version, subcommands: [SignCommand.self, VerifyCommand.self])

  package init() {}
}
